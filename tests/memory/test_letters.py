"""The letter to an applicant: how it was decided in words that can be sent, and nothing that is for ourselves."""

import io
from decimal import Decimal

import pdfplumber
import pytest
from django.conf import settings
from django.urls import reverse

from bcsp.people.models import Person
from memory import actions
from memory.choices import ACCEPTING, DecidedHow, Outcome, Reason
from memory.models import Application
from memory.papers import letters
from tests.make import client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
SECRET = {"internal": "Canary for ourselves", "reasons_note": "Canary note", "decided_by": "Canary panel"}
WORDS = {
    Outcome.ACCEPTED: ("is accepted. You are awarded £900", "when the money is paid"),
    Outcome.IN_PART: ("accepted in part. You are awarded £500 of the £900", "whether you can do the work for this sum"),
    Outcome.CONDITIONS: ("accepted, with conditions", "Storage is agreed first.", "when each condition is met"),
    Outcome.RESERVE: ("on the reserve list. It is not funded now", "You need not apply again"),
    Outcome.NOT_FUNDED: ("not funded this time", "What would have changed it", "A term’s count.", "apply again"),
    Outcome.WITHDRAWN: ("You withdrew your application", "apply again"),
}
SUMS = {Outcome.ACCEPTED: 900, Outcome.IN_PART: 500, Outcome.CONDITIONS: 900}


def decided(outcome: str, **words) -> Application:
    reasons = ["clear_need", "weak_need"] if outcome in ACCEPTING else ["weak_need"]
    awarded = Decimal(SUMS[outcome]) if outcome in SUMS else None
    said = {"outcome": outcome, "reasons": reasons, "awarded": awarded, "would_change": "A term’s count.", **SECRET}
    return make.application(decided={**said, "conditions": "Storage is agreed first.", **words})


def pdf_of(row: Application, persona: str = "clerk") -> bytes:
    return client(persona).get(reverse("memory:letter_download", args=[row.reference])).content


def words_in(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return " ".join(" ".join(page.extract_text() for page in opened.pages).split())


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_has_its_words_and_nothing_for_ourselves(outcome):
    row = decided(outcome)
    shown = text(client("analyst").get(reverse("memory:letter", args=[row.reference])))
    for words in (*WORDS[outcome], "Nobody has written", "1 April 2026", "Canary Trust", settings.PARTNERSHIP_CONTACT):
        assert words in shown
    assert ("What would have changed it" in shown) == (outcome not in ACCEPTING)
    assert ("The conditions" in shown) == (outcome in ACCEPTING)
    for hidden in ("Canary for ourselves", "Canary note", "Canary panel"):
        assert hidden not in shown


def test_on_paper_it_is_what_was_written_for_the_applicant_and_names_no_reader():
    row = decided(Outcome.NOT_FUNDED, told="Count one term.\nThen ask again.")
    shown = words_in(pdf_of(row))
    for words in ("Count one term.", "does not show clearly enough that there is a need", "For Canary Trust"):
        assert words in shown
    for hidden in (
        "Canary for",
        "apply again",
        "Named readers",
        "neviG",
        *Person.objects.values_list("name", flat=True),
    ):
        assert hidden not in shown


def test_there_is_none_before_it_is_decided_for_our_own_bid_or_for_who_has_an_interest():
    asked, ours = make.application(), make.application(direction="out", decided={"outcome": "not_funded"})
    kept = decided(Outcome.NOT_FUNDED)
    person = Person.objects.get(pk=viewer("analyst").person_id)
    actions.declare_interest(application=kept, person=person, what="trustee", by=viewer("clerk"))
    for row, persona in ((asked, "clerk"), (ours, "clerk"), (kept, "analyst"), (kept, "partner"), (kept, "chair")):
        for name in ("letter", "letter_download"):
            assert client(persona).get(reverse(f"memory:{name}", args=[row.reference])).status_code == 404
    assert reverse("memory:letter", args=[kept.reference]) in text(client("clerk").get(kept.get_absolute_url()))
    assert "/letter" not in text(client("clerk").get(asked.get_absolute_url()))


def test_every_choice_has_its_words():
    assert set(letters.DECIDED) == set(letters.TOLD) == set(letters.AGAINST) == set(Outcome)
    assert set(letters.REASONS) == set(Reason)
    assert set(letters.HOW) == set(DecidedHow)
