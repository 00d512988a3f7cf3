"""Withdrawing an edition: what its reason may say, where else its words stand, and what whoever comes late is told."""

from datetime import timedelta

import pytest

from bcsp.people.models import Person
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from governance import actions
from governance.models import Edition
from tests.governance import make
from tests.governance.editions import edition, withdraw
from tests.governance.test_document_pages import OVERVIEW, page, words
from tests.governance.test_editions import rows_with
from tests.make import client, text, viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("It named Maud Kestrelman.", "The reason names Maud Kestrelman"),
        (
            "It said to meet at 14 Moss Street.",
            "The reason names 14 Moss Street, where a meeting takes place",
        ),
        ("It had https://teams.microsoft.com/l/meetup-join/19", "The reason has a joining link"),
    ],
)
def test_a_reason_that_names_a_person_a_venue_or_a_joining_link_is_not_taken(reason, fault):
    Person.objects.create(name="Maud Kestrelman")
    make.meeting(place="14 Moss Street")
    found = edition()
    with pytest.raises(Refused, match=fault):
        withdraw(found, reason)
    typed = {"version": found.version, "reason": reason, "checked": [f"reason: {reason}"]}
    answer = client("clerk").post(page(1, "withdraw/"), typed)
    assert answer.status_code == 422
    assert fault in words(answer)
    assert reason in words(answer)  # nothing typed is lost
    assert Edition.objects.get().state == "published"


def test_a_small_number_in_a_reason_wants_a_tick():
    found, clerk = edition(), client("clerk")
    typed = {"version": found.version, "reason": "It told of 3 victims."}
    refused = clerk.post(page(1, "withdraw/"), typed)
    (tick, _), *_ = refused.context["form"].fields["looked_at"].choices
    assert "“3 victims” is a small number" in tick
    assert clerk.post(page(1, "withdraw/"), {**typed, "looked_at": [tick]}).status_code == 302


def test_a_reason_is_mended_and_what_it_said_is_nowhere_any_more():
    found = withdraw(edition(prints=True), f"It named {make.CANARY}.")
    clerk, anonymous = client("clerk"), client("anonymous")
    assert make.CANARY in text(anonymous.get(found.public_url))
    assert page(1, "reason/") in text(clerk.get(page(1)))
    with pytest.raises(NotAllowed):
        actions.mend_reason(edition=found, version=found.version, reason="x", by=viewer("pdg"))
    mended = clerk.post(page(1, "reason/"), {"version": found.version, "reason": "It named somebody."})
    assert mended.status_code == 302, words(mended)
    for address in (found.public_url, "/public/document/editions/1.pdf", "/public/document/editions/", OVERVIEW):
        said = text(anonymous.get(address) if address.startswith("/public") else clerk.get(address))
        assert "It named somebody." in said
        assert make.CANARY not in said
    assert rows_with(make.CANARY) == []
    with pytest.raises(Refused, match="no reason to mend"):
        actions.mend_reason(
            edition=edition(first=today() + timedelta(days=1)), version=4, reason="x", by=viewer("clerk")
        )


def test_whoever_withdraws_is_told_where_else_the_words_stand_and_of_the_draft_that_is_begun():
    edition(summary="A sentence that must go.", structure="Ours alone.")
    edition(first=today() + timedelta(days=1), structure="Other words.")
    clerk = client("clerk")
    form = clerk.get(page(1, "withdraw/"))
    assert "Withdraw edition 2 too" in words(form)
    (other,) = form.context["repeated"]
    titles = dict(other.edition.sections.values_list("section", "title"))
    assert titles["summary"] in other.sections
    assert titles["structure"] not in other.sections
    assert form.context["form"]["keep_words"].value() is False  # edition 2 goes on already
    typed = {"version": Edition.objects.get(number=1).version, "reason": "A wrong date.", "keep_words": "on"}
    done = words(clerk.post(page(1, "withdraw/"), typed, follow=True))
    assert f"Edition 2 still says the same in {len(other.sections)} sections. See whether to withdraw it too" in done
    assert "Edition 3 is begun as a draft with all words of edition 1" in done
    other = clerk.get(page(2, "withdraw/"))
    assert "Change edition 3 too" in words(other)
    assert "keep_words" not in other.context["form"].fields


def test_the_second_to_withdraw_is_told_who_did_and_is_offered_no_button():
    found = edition()
    typed = {"version": found.version, "reason": "A wrong date."}
    assert client("coordinator").post(page(1, "withdraw/"), typed).status_code == 302
    late = client("clerk").post(page(1, "withdraw/"), typed)
    assert late.status_code == 409
    assert f"{viewer('coordinator').name} has withdrawn edition 1" in words(late)
    assert "Withdraw it now" not in words(late)


def test_the_second_to_publish_reads_that_it_is_published_even_from_an_old_page():
    found = edition()
    typed = {"version": found.version - 1, "change_note": "Mine.", "looked_at": ["x"]}
    late = client("coordinator").post(page(1, "publish/"), typed)
    assert late.status_code == 409
    assert f"{viewer('clerk').name} has published edition 1" in words(late)
    assert "Publish to everyone" not in words(late)
    assert "Approved by" not in words(late)


def test_reasons_stand_in_one_place_alone():
    """So that mending reaches all: no tombstone, stored file or history context repeats one."""
    withdraw(edition(prints=True), f"It named {make.CANARY}.")
    assert set(rows_with(make.CANARY)) == {"governance_edition", "governance_editionevent"}
