"""Applicants: renamed, identified and merged without splitting what they asked for."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.people import actions as people
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused
from memory import actions
from memory.identifiers import org_id
from memory.models import Applicant
from tests.make import client, text, viewer
from tests.memory import make
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def applicant(name: str) -> Applicant:
    return make.application(name, title=f"Bid of {name}", decided={"outcome": "not_funded"}).applicant


def merge(row: Applicant, into: Applicant, by: str = "clerk") -> Applicant:
    row.refresh_from_db()
    return actions.merge_applicant(applicant=row, version=row.version, into=into, why="One took over.", by=viewer(by))


def page(name: str, row: Applicant) -> str:
    return reverse(f"memory:applicant_{name}", args=[row.pk])


def test_every_name_that_an_applicant_had_finds_it():
    row, clerk = applicant("Greenhand Recyclers"), client("clerk")
    for name in ("Cogwheel Bike Kitchen", "Cogwheel Works"):
        row.refresh_from_db()
        sent = {"version": row.version, "name": name, "also_called": row.also_called, "identifier": "gb-chc-1234567"}
        assert clerk.post(page("change", row), sent).status_code == 302
    row.refresh_from_db()
    assert row.other_names == ["Cogwheel Bike Kitchen", "Greenhand Recyclers"]
    assert row.identifier == "GB-CHC-1234567"
    for name in ("greenhand recyclers", "Cogwheel Bike Kitchen", "Cogwheel Works"):
        assert make.application(name).applicant == row
    assert make.application("Green").applicant != row  # a part of a name is another name
    assert clerk.post(page("change", row), sent).status_code == 409
    assert text(clerk.get(page("detail", row))).count("Bid of Greenhand") == 1
    other = applicant("Another Trust")
    sent = {"version": other.version, "name": "Greenhand Recyclers"}
    assert "merge the two" in text(clerk.post(page("change", other), sent))


def test_an_applicant_is_known_as_the_organisation_of_its_name_now_or_earlier():
    clerk = viewer("clerk")
    before = applicant("Greenhand Recyclers")
    use = actions.record_use(
        intervention=make.ended(), new="Greenhand Recyclers", year=2025, what="Visits", amount=5, by=clerk
    )
    given = {"was": "Greenhand Recyclers", "name": "Cogwheel Bike Kitchen", "day": today()}
    people.rename_organisation(organisation=use.provider, by=clerk, **given)
    for name in ("Cogwheel Bike Kitchen", "Greenhand Recyclers"):
        found = make.application(name).applicant
        assert (found, found.organisation) == (before, use.provider)
    shown = text(client("clerk").get(reverse("memory:provider_detail", args=[use.provider.slug])))
    assert "Bid of Greenhand" in shown
    assert "Bid of Greenhand" not in text(
        client("partner").get(reverse("memory:provider_detail", args=[use.provider.slug]))
    )


def test_a_merger_takes_along_what_merged_before_and_all_stands_on_one_page():
    first, second, third = applicant("First Trust"), applicant("Second Trust"), applicant("Third Trust")
    merge(first, second)
    merge(second, third)
    assert {row.became for row in Applicant.objects.filter(became__isnull=False)} == {third}
    for row in (first, second, third):
        shown = text(client("clerk").get(page("detail", row)))
        for name in ("First Trust", "Second Trust", "Third Trust"):
            assert f"Bid of {name}" in shown
    assert make.application("First Trust").applicant == third
    assert first.events.filter(became=second).exists()


def test_no_loop_of_mergers_by_page_action_or_sql():
    first, second, third = applicant("First Trust"), applicant("Second Trust"), applicant("Third Trust")
    merge(first, second)
    sent = {"version": second.version, "into": first.pk, "why": "So."}
    assert "Choose one that has not merged" in text(client("clerk").post(page("merge", second), sent))
    for row, into, words in ((third, first, "Choose that one"), (first, third, "already"), (second, first, "Choose")):
        with pytest.raises(Refused, match=words):
            merge(row, into)
    said = {"became_why": "So."}
    for row, into in ((second, third), (third, first), (second, first)):
        with pytest.raises(IntegrityError, match="merged into"), transaction.atomic():
            Applicant.objects.filter(pk=row.pk).update(became=into, **said)
    for words in ({"became": third}, said, {"became": third.pk, **said, "identifier": "1234567"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Applicant.objects.filter(name="Third Trust").update(**words)
    with pytest.raises(NotAllowed):
        merge(third, second, by="partner")


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_into_each_other_at_once_make_no_loop():
    first, second, clerk = applicant("First Trust"), applicant("Second Trust"), viewer("clerk")
    acts = [
        lambda row=row, into=into: actions.merge_applicant(
            applicant=row, version=row.version, into=into, why="So.", by=clerk
        )
        for row, into in ((first, second), (second, first))
    ]
    assert [type(fault) for fault in at_once(*acts)] == [Refused]
    assert Applicant.objects.filter(became__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" gb-coh-01234567 ", "GB-COH-01234567"),
        ("XX-SAMPLE-012", "XX-SAMPLE-012"),
        ("GB-SC-SC012345", "GB-SC-SC012345"),
    ],
)
def test_an_org_id_is_kept_as_the_guide_writes_it(typed, kept):
    assert org_id(typed) == kept


def test_what_is_no_org_id_is_a_sentence():
    row, clerk = applicant("First Trust"), client("clerk")
    for typed in ("1234567", "GB-CHC", "GB-CHC-12345", "GB-COH-1234567", "GB-SC-12345", "GB--1"):
        sent = {"version": row.version, "name": row.name, "identifier": typed}
        said = text(clerk.post(page("change", row), sent))
        assert "An org-id is the code" in said or "Look at the number once more" in said, typed
