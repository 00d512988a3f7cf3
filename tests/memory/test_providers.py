"""Providers used: written down on an intervention's page, found under whatever name, summed by year."""

from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse

from bcsp.people import actions as people
from bcsp.people.models import FormerName, Organisation, Post
from bcsp.records.clock import today
from bcsp.records.errors import Refused, Stale
from memory import actions
from memory.models import ProviderUse
from tests.make import body, client, text, viewer
from tests.memory import make
from tests.racing import at_once

pytestmark = pytest.mark.django_db
USE = {"year": "2025", "what": "Visits", "amount": "700"}


def page(name: str, *args) -> str:
    return reverse(f"memory:{name}", args=args)


def renamed(was: str = "Greenhand Recyclers", name: str = "Cogwheel Bike Kitchen") -> Organisation:
    row = people.record_organisation(name=was, by=viewer("clerk"))
    return people.rename_organisation(organisation=row, was=was, name=name, day=today(), by=viewer("clerk"))


def test_a_use_is_added_changed_and_taken_out_on_the_interventions_page():
    row, analyst = make.ended(), client("analyst")
    where = page("use_record", row.reference)
    assert "Organisations are public" in text(analyst.get(where))
    assert "Choose a provider, or enter" in text(analyst.post(where, USE))
    assert "not both" in text(analyst.post(where, {**USE, "provider": body("bvsc").pk, "new": "Canary Works"}))
    assert "part of the partnership itself" in text(analyst.post(where, {**USE, "new": "PDG"}))
    assert not ProviderUse.objects.exists()
    assert analyst.post(where, {**USE, "provider": body("bvsc").pk}).status_code == 302
    use = ProviderUse.objects.get()
    shown = text(client("partner").get(row.get_absolute_url()))
    assert page("provider_detail", "bvsc") in shown
    assert page("use_change", row.reference, use.pk) not in shown
    sent = {**USE, "provider": body("bvsc").pk, "amount": "650.50", "version": row.version}
    assert analyst.post(page("use_change", row.reference, use.pk), sent).status_code == 302
    assert ProviderUse.objects.get().amount == Decimal("650.50")
    assert analyst.post(page("use_change", row.reference, use.pk), sent).status_code == 409
    with pytest.raises(Stale):
        actions.remove_use(use=use, version=row.version, by=viewer("analyst"))
    sent = {"version": row.version + 1}
    assert analyst.post(page("use_remove", make.ended().reference, use.pk), sent).status_code == 404
    assert analyst.post(page("use_remove", row.reference, use.pk), sent).status_code == 302
    assert not ProviderUse.objects.exists()


def test_a_new_provider_is_one_organisation_however_often_its_name_is_typed():
    where = page("use_record", make.ended().reference)
    for name, year in (("Canary Works", "2024"), (" canary  WORKS", "2025")):
        assert client("clerk").post(where, {**USE, "year": year, "new": name}).status_code == 302
    made = Organisation.objects.get(name__iexact="canary works")
    assert (made.kind, made.uses.count()) == (Organisation.Kind.THIRD_SECTOR, 2)
    assert people.record_organisation(name="Canary! Works", by=viewer("clerk")).slug == "canary-works-2"


@pytest.mark.django_db(transaction=True)
def test_two_who_type_a_new_name_at_once_make_one_organisation():
    named = people.record_organisation
    clerk, analyst = viewer("clerk"), viewer("analyst")
    acts = [partial(named, name="Canary Works", by=by) for by in (clerk, analyst)]
    assert at_once(*acts) == []
    assert Organisation.objects.filter(name="Canary Works").count() == 1


def test_an_organisation_keeps_all_that_it_did_under_another_name():
    row = people.record_organisation(name="Greenhand Recyclers", by=viewer("clerk"))
    use = make.use(row.slug, what="Collections")
    where = reverse("people:organisation_rename", args=[row.slug])
    day = {"day_day": "1", "day_month": "4", "day_year": "2026"}
    sent = {"was": "Greenhand Recyclers", "name": "Cogwheel Bike Kitchen", **day}
    assert "is to come" in text(client("analyst").post(where, {**sent, "day_year": "2099"}))
    assert client("analyst").post(where, sent).status_code == 302
    assert "it is called Cogwheel Bike Kitchen now" in text(client("clerk").post(where, {**sent, "name": "Wheels"}))
    for address in (page("provider_detail", row.slug), row.get_absolute_url(), page("provider_list")):
        shown = text(client("partner").get(address))
        assert "Cogwheel Bike Kitchen" in shown
        assert "Greenhand Recyclers" in shown
    Post.objects.create(organisation=body("pdg"), label="For the bicycles", on_behalf_of=row)
    public = text(client("anonymous").get(f"/public/bodies/{row.slug}/"))
    assert "Formerly Greenhand Recyclers" in public
    assert "Collections" in text(client("partner").get(page("provider_list"), {"q": "greenhand"}))
    assert people.record_organisation(name="greenhand recyclers", by=viewer("clerk")) == use.provider


def test_only_the_third_sector_is_renamed_and_never_to_what_another_is_or_was_called():
    assert client("coordinator").get(reverse("people:organisation_rename", args=["pdg"])).status_code == 403
    renamed()
    row = people.record_organisation(name="Canary Works", by=viewer("clerk"))
    for name in ("Greenhand Recyclers", "cogwheel bike kitchen", "PDG", "Canary Works"):
        with pytest.raises(Refused, match="already, or was before"):
            people.rename_organisation(organisation=row, was=row.name, name=name, day=today(), by=viewer("clerk"))
    assert FormerName.objects.count() == 1


def test_a_providers_page_sums_each_year_and_counts_nothing_that_its_reader_may_not_read():
    for year, amount in ((2024, 100), (2025, 200), (2025, 300)):
        make.use(year=year, amount=Decimal(amount))
    make.use(tried=make.named(), amount=Decimal(4000), what="Canary")
    shown = text(client("partner").get(page("provider_detail", "bvsc")))
    for words in ("2025, from April: £500", "2024, from April: £100"):
        assert words in shown
    assert "Canary" not in shown
    assert "2025, from April: £4,500" in text(client("analyst").get(page("provider_detail", "bvsc")))
    assert client("partner").get(page("provider_detail", "no-such")).status_code == 404


def test_the_list_and_its_table_take_the_same_filters():
    make.use(what="Visits", year=2024)
    make.use("birmingham-city-council", what="Lamps", year=2025)
    asked = {"year": "2025", "provider": body("birmingham-city-council").pk, "q": "lamp"}
    for name in ("provider_list", "provider_export"):
        shown = text(client("partner").get(page(name), asked))
        assert "Lamps" in shown
        assert "Visits" not in shown
    assert "Visits" in text(client("partner").get(page("provider_list"), {"year": "x", "provider": "no"}))
