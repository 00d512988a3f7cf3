"""Applications: logged in one page, never decided without a reason, and known to nobody but the team."""

from decimal import Decimal

import pytest
from django.urls import reverse

from bcsp.people.models import Person
from bcsp.records.errors import NotAllowed, Refused, Stale
from memory import actions
from memory.models import Applicant, Application, Intervention
from tests.make import client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
LOG = {
    "who": "Canary Trust",
    "title": "Benches by the gate",
    "asked": "900",
    "received_on_day": "2",
    "received_on_month": "3",
    "received_on_year": "2026",
}
DECIDED = {
    "decided_on_day": "1",
    "decided_on_month": "4",
    "decided_on_year": "2026",
    "decided_by": "The coordinator",
    "decided_how": "delegated",
}
ACCEPTED = {"outcome": "accepted", "awarded": Decimal(900), "reasons": ["clear_need"]}


def page(name: str, *args) -> str:
    return reverse(f"memory:{name}", args=args)


def log(**sent) -> str:
    return text(client("clerk").post(page("application_log"), {**LOG, **sent}, follow=True))


def test_a_bid_is_logged_on_one_page_with_its_decision_and_reasons():
    said = log(outcome="not_funded", **DECIDED, reasons=["weak_need", "late"], would_change="A term to count from.")
    row = Application.objects.get()
    for words in ("Not funded this time", "Weak evidence of need; Late", "A term to count from.", "The coordinator"):
        assert words in said
    assert (row.reasons, row.audience) == (["late", "weak_need"], "named")
    assert not Intervention.objects.exists()


def test_all_that_a_decision_lacks_is_said_at_once_and_nothing_is_kept():
    said = log(outcome="conditions")
    for words in ("the day on which it was decided", "which body or post", "at least one reason", "much was awarded"):
        assert words in said
    assert "on which conditions" in said
    assert not Application.objects.exists()
    assert not Applicant.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"outcome": "not_funded", "reasons": ["clear_need"]}, "at least one reason against it"),
        ({"outcome": "accepted", "awarded": "900", "reasons": ["late"]}, "at least one reason for accepting it"),
        ({"outcome": "not_funded", "reasons": ["late"], "awarded": "5"}, "Nothing is awarded"),
        ({"outcome": "in_part", "reasons": ["clear_need"], "awarded": "900"}, "gets less than it asked for"),
        ({"outcome": "not_funded", "reasons": ["late"], "decided_on_year": "2025"}, "decided before it came"),
        ({"outcome": "not_funded", "reasons": ["late"], "decided_on_year": "2099"}, "That day is to come"),
        ({"asked": "0"}, "How much they ask for"),
    ],
)
def test_what_does_not_fit_is_a_sentence(sent, words):
    given = {**DECIDED, **sent} if "outcome" in sent else sent
    assert words in log(**given)
    assert not Application.objects.exists()


def test_an_accepted_bid_begins_what_it_is_for_which_partners_read():
    row = make.application("Elmcroft Carers", decided=ACCEPTED)
    shown = text(client("partner").get(row.intervention.get_absolute_url()))
    assert "Elmcroft Carers" in shown
    assert "£900" in shown
    assert row.reference not in shown


def test_a_bid_from_the_reserve_list_is_decided_once_more_and_then_stays():
    row = make.application(asked=Decimal(24000), decided={"outcome": "reserve", "reasons": ["budget_exhausted"]})
    given = {"decided_on": row.decided_on, "decided_how": "delegated", "decided_by": "The coordinator"}
    part = {"outcome": "in_part", "awarded": Decimal(12000), "reasons": ["clear_need"]}
    row = actions.decide_application(application=row, version=row.version, by=viewer("clerk"), **given, **part)
    assert row.intervention.cost == Decimal(12000)
    with pytest.raises(Refused, match="was decided on"):
        actions.decide_application(application=row, version=row.version, by=viewer("clerk"), **given, **part)


def test_who_decides_has_read_what_stands_there():
    row = make.application()
    given = {"decided_on": row.received_on, "decided_how": "delegated", "decided_by": "x", "outcome": "not_funded"}
    with pytest.raises(Stale):
        actions.decide_application(application=row, version=7, reasons=["late"], by=viewer("clerk"), **given)
    with pytest.raises(NotAllowed):
        actions.decide_application(application=row, version=1, reasons=["late"], by=viewer("analyst"), **given)


def test_an_organisation_is_known_again_by_its_name_and_after_it_merged():
    first = make.application("Greenhand Recyclers").applicant
    assert make.application("  greenhand   RECYCLERS ").applicant == first
    other = make.application("Cogwheel Bike Kitchen").applicant
    actions.merge_applicant(
        applicant=first, version=first.version, into=other, why="One took over.", by=viewer("clerk")
    )
    assert make.application("Greenhand Recyclers").applicant == other
    shown = text(client("clerk").get(other.get_absolute_url()))
    assert "4 applications" in shown


OTHERS = ("partner", "pdg", "chair", "board", "ldg.north", "outsider", "admin", "anonymous")


def test_who_was_turned_down_is_in_nothing_that_others_can_fetch():
    row = make.application(decided={"outcome": "not_funded", "internal": "Canary words."})
    accepted = make.application("Elmcroft Carers", title="Visits", decided=ACCEPTED)
    addresses = [
        page("application_list"),
        row.get_absolute_url(),
        row.applicant.get_absolute_url(),
        accepted.get_absolute_url(),
        page("intervention_list"),
        accepted.intervention.get_absolute_url(),
        page("provider_export"),
        reverse("records:thread", args=["memory.application", row.pk]),
        reverse("records:thread", args=["memory.intervention", accepted.intervention_id]),
        f"{reverse('search:search')}?q=benches",
        reverse("home"),
        reverse("people:organisation_list"),
        "/public/",
        "/public/document/",
        "/plan/",
    ]
    leaks = []
    for persona in OTHERS:
        browser = client(persona)
        for address in addresses:
            said = text(browser.get(address, follow=True))
            if "Canary" in said or (row.reference in said and row.reference not in address):
                leaks.append((persona, address))
    assert leaks == []
    assert "Canary Trust" in text(client("clerk").get(row.get_absolute_url()))


def test_a_declared_interest_takes_it_out_of_everything_that_the_person_can_reach():
    row = make.application()
    analyst = viewer("analyst")
    person = Person.objects.get(pk=analyst.person_id)
    assert "Benches" in text(client("analyst").get(page("application_list")))
    actions.declare_interest(application=row, person=person, what="trustee", by=viewer("clerk"))
    for address in (row.get_absolute_url(), row.applicant.get_absolute_url()):
        assert client("analyst").get(address).status_code == 404
    for address in (page("application_list"), f"{reverse('search:search')}?q=benches", reverse("home")):
        assert "Canary" not in text(client("analyst").get(address))
        assert "Benches" not in text(client("analyst").get(address))
    assert "trustee" in text(client("clerk").get(row.get_absolute_url()))
    made = make.application("Another Trust")  # by the coordinator, who then says of an interest of their own
    own = Person.objects.get(pk=viewer("coordinator").person_id)
    sent = {"person": own.pk, "what": "trustee"}
    answer = client("coordinator").post(page("interest_declare", made.reference), sent)
    assert answer["Location"] == page("application_list")
    assert client("coordinator").get(made.get_absolute_url()).status_code == 404


def test_applications_are_listed_by_outcome_and_words_in_as_many_queries(django_assert_max_num_queries):
    clerk, counts = client("clerk"), []
    for rows in (1, 2):
        for _ in range(rows):
            make.application(f"Trust {Applicant.objects.count()}", decided=ACCEPTED)
        clerk.get(page("application_list"))
        with django_assert_max_num_queries(12) as captured:
            clerk.get(page("application_list"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    make.application("Late Trust", title="Lamps", decided={"outcome": "not_funded", "reasons": ["late"]})
    shown = text(clerk.get(page("application_list"), {"outcome": "not_funded", "q": "late trust"}))
    assert "Lamps" in shown
    assert "Benches" not in shown
