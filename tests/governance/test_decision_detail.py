"""What a decision says besides: options, dissent, review, and what one that ends funding needs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from governance import actions
from governance.actions.storing import store_notice
from governance.models import Decision
from governance.sealing import chained, columns_of, head, sha256, verify
from tests.governance import make
from tests.governance.test_sealing import tamper
from tests.make import client, viewer

pytestmark = pytest.mark.django_db
SAID = {
    "options": "Do nothing: zephyrquince",
    "dissent": "The seat of health: halcyonbeet",
    "equality_impact": "On carers",
}


def item():
    return make.emerging(make.held())


@pytest.mark.parametrize(("audience", "shown"), [("partners", True), ("public", False)])
def test_options_and_dissent_are_for_members_alone(audience, shown):
    made = make.agreed(item(), audience=audience, **SAID)
    notice = store_notice(decision=made, by=None).html
    assert [word in notice for word in ("zephyrquince", "halcyonbeet", "On carers")] == [shown, shown, True]
    page = client("partner").get(made.get_absolute_url()).content.decode()
    assert "zephyrquince" in page
    assert "halcyonbeet" in page
    if audience == "public":
        address = reverse("governance_public:decision_detail", args=[made.reference])
        page = client("partner").get(address).content.decode()
        assert "zephyrquince" not in page
        assert "halcyonbeet" not in page
        assert "On carers" in page


def test_one_that_ends_funding_is_not_agreed_without_notice_and_equality_impact():
    draft = make.draft(item(), ends_funding=True)
    with pytest.raises(Refused, match="day on which notice is given and its equality impact"):
        actions.agree_decision(decision=draft, by=viewer("clerk"))
    whole = make.agreed(item(), ends_funding=True, notice_on=today(), equality_impact="On carers")
    page = client("partner").get(whole.get_absolute_url()).content.decode()
    assert "Ends or cuts funding" in page


@pytest.mark.parametrize("missing", [{"notice_on": None}, {"equality_impact": ""}])
def test_the_database_refuses_it_too(missing):
    draft = make.draft(item(), ends_funding=True, notice_on=today(), equality_impact="On carers")
    stamps = {"state": "agreed", "reference": "DEC-X", "agreed_at": now(), "agreed_by_id": draft.created_by_id}
    with pytest.raises(IntegrityError, match="governance_decision_ends_funding"), transaction.atomic():
        Decision.objects.filter(pk=draft.pk).update(**stamps, **missing)


def test_the_day_of_notice_belongs_to_an_end_of_funding():
    assert make.draft(item(), notice_on=today()).notice_on is None


def test_a_review_comes_after_the_decision():
    with pytest.raises(ValidationError, match="after the day of the decision"):
        make.draft(item(), review_on=today())
    assert make.draft(item(), review_on=today() + timedelta(days=1))


def test_what_replaces_it_begins_without_its_dissent_and_review():
    made = make.agreed(item(), review_on=today() + timedelta(days=30), **SAID)
    html = client("clerk").get(reverse("governance:decision_supersede", args=[made.pk])).content.decode()
    assert "zephyrquince" in html
    assert "halcyonbeet" not in html


def test_a_seal_of_before_these_columns_still_holds_and_none_of_them_is_filled_in_behind_it():
    """As a decision was sealed before there were such columns."""
    import json

    made = make.agreed(item())
    new = {"options", "dissent", "review_on", "urgent_why", "consulted", "ends_funding", "notice_on", "equality_impact"}
    old = {name: value for name, value in columns_of(made).items() if name not in new}
    payload = json.dumps(old, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    digest = sha256(payload)
    link = chained(1, "0" * 64, digest)
    tamper("UPDATE governance_seal SET payload = %s, payload_hash = %s, hash = %s", payload, digest, link)
    tamper("UPDATE governance_register SET hash = %s", link)
    assert verify(head()) is None
    tamper("UPDATE governance_decision SET dissent = 'Nobody' WHERE id = %s", made.pk)
    assert "dissent differs" in str(verify(head()))
