"""A year's end: who leads is asked five questions in spring, and what was learned stands together, for each as they may
read."""

import io
from datetime import date

import pdfplumber
import pytest
from django.urls import reverse

from bcsp.people.models import Membership, Post
from bcsp.records.clock import pretend
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.redaction import redact
from memory import actions
from memory.models import QUESTIONS, Intervention, Lesson, YearEnd
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf
from tests.make import client, text, user, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 20)
SAID = {name: f"We say of {name}." for name in QUESTIONS}
ASKED = "Answer five questions about"


def page(name: str, *args) -> str:
    return reverse(f"memory:{name}", args=args)


def post_of(persona: str = "ldg.north") -> Post:
    """The post of local lead in the north, held by this persona."""
    post = Post.objects.get(organisation__slug="ldg-north", label="Local lead")
    Membership.objects.filter(person=user(persona).person).update(post=post)
    return post


def led(title: str = "Doors", **words) -> Intervention:
    return make.intervention(title, **{"begins": date(2026, 5, 1), "lead": post_of(), **words})


def answered(row: Intervention, by: str = "analyst", year: int = 2026, **words) -> YearEnd:
    return actions.answer_year(intervention=row, year=year, by=viewer(by), **{**SAID, "screened": True, **words})


def words_of(answer) -> list[str]:
    with pdfplumber.open(io.BytesIO(answer.content)) as opened:
        return [each.extract_text() for each in opened.pages]


def test_who_holds_the_leading_post_is_asked_in_spring_until_somebody_answers():
    row = led()
    led("Ended before", begins=date(2025, 5, 1), ends=date(2026, 3, 31))
    led("Not begun", begins=date(2027, 3, 25))
    home = reverse("home")
    for day in (date(2027, 2, 28), date(2027, 7, 1)):
        with pretend(day):
            assert ASKED not in text(client("ldg.north").get(home))
    with pretend(MARCH):
        shown = text(client("ldg.north").get(home))
        assert shown.count(ASKED) == 1
        assert f"{ASKED} “Doors” for 2026/27" in shown
        assert ASKED not in text(client("ldg.south").get(home))
        assert "1 year-end answer waits" in text(client("coordinator").get(home))
        address = page("year_answer", row.reference, 2026)
        assert client("ldg.south").get(address).status_code == 403
        said = client("ldg.north").post(address, {"done": "Visits.", "screened": "on"})
        assert text(said).count("“Nothing” is an answer too") == 8  # four questions, in the summary and beside each
        answer = client("ldg.north").post(address, {**SAID, "screened": "on"})
        assert answer["Location"] == f"{row.get_absolute_url()}#year-2026"
        assert ASKED not in text(client("ldg.north").get(home))
        assert "year-end" not in text(client("coordinator").get(home))
        assert "We say of differed." in text(client("partner").get(row.get_absolute_url()))


def test_the_answers_become_a_lesson_by_who_gave_them():
    row = led(lesson="Never shown.", ends=date(2027, 2, 1), result="worked", found="Counted.")
    with pretend(MARCH):
        answered(row, "ldg.north", changed="c" * 20 + " x" * 280)
        shown = text(client("ldg.north").get(row.get_absolute_url()))
        address = f"{page('lesson_record', row.reference)}?year=2026"
        assert f'href="{address}"' in shown
        form = text(client("ldg.north").get(address))
        for begun in ("We say of again.", "We say of know.", "We say of differed.", "cccc"):
            assert begun in form
        assert "Never shown." in text(client("ldg.north").get(f"{page('lesson_record', row.reference)}?year=x"))
        sent = {"claim": "Knock twice", "use_when": "a", "avoid_when": "b", "evidence": "c", "owner": row.lead_id}
        sent |= {"review_on_day": "1", "review_on_month": "3", "review_on_year": "2029", "screened": "on"}
        assert client("ldg.south").post(address, sent).status_code == 403
        assert client("ldg.north").post(address, sent).status_code == 302
    assert Lesson.objects.get().intervention == row


def test_two_who_answer_at_once_see_both_texts_and_later_answers_take_their_place():
    row = led()
    with pretend(MARCH):
        answered(row, done="The team’s words.")
        address = page("year_answer", row.reference, 2026)
        both = client("ldg.north").post(address, {**SAID, "screened": "on"})
        assert both.status_code == 409
        assert "The team’s words." in text(both)
        version = YearEnd.objects.get().version
        sent = {**SAID, "done": "Both.", "version": version, "screened": "on"}
        assert client("ldg.north").post(address, sent).status_code == 302
    assert YearEnd.objects.get().done == "Both."


def test_what_is_typed_waits_as_a_draft_of_its_year_and_goes_with_a_redaction():
    row = led(begins=date(2025, 5, 1))
    lead, home = client("ldg.north"), reverse("home")
    with pretend(MARCH):
        addresses = [page("year_answer", row.reference, year) for year in (2025, 2026)]
        lead.post(addresses[1], {"done": "Half a thought.", "save-draft": "1"})
        assert "Half a thought." in text(lead.get(addresses[1]))
        assert "Half a thought." not in text(lead.get(addresses[0]))
        assert f"Five questions about {row.reference}, year from April 2026" in text(lead.get(home))
        there = answered(row, year=2025)
        lead.post(addresses[0], {**SAID, "done": "A name.", "version": there.version, "save-draft": "1"})
        redact(record=there, columns=["done"], by=viewer("coordinator"), why="A name")
        assert "A name." not in text(lead.get(addresses[0]))


def test_only_a_year_that_it_ran_in_and_that_ends_is_answered_for():
    row = led()
    with pretend(MARCH):
        for year in (2025, 2027):
            assert client("ldg.north").get(page("year_answer", row.reference, year)).status_code == 404
            with pytest.raises(Refused):
                answered(row, year=year)
        with pytest.raises(NotAllowed):
            answered(row, "partner")
        answered(row)
        with pytest.raises(Exception, match="answered for that year already"):
            answered(row)
    with pretend(date(2027, 2, 1)):
        assert client("ldg.north").get(page("year_answer", row.reference, 2026)).status_code == 404


def spring() -> dict[str, object]:
    """A year with something of every kind: for partners, for named readers, from the year before."""
    with pretend(date(2026, 6, 1)):
        gone = make.lesson("Claim that went")
        row = led("Visits", ends=date(2027, 2, 1), result="backfired", found="Fear rose.", lesson="Use visits.")
        make.lesson("Claim that holds", intervention=row)
        make.named("Canary harm", result="backfired", begins=date(2026, 5, 1), ends=date(2026, 9, 1))
        make.ended("Of the year before", ends=date(2026, 3, 31))
    with pretend(date(2026, 9, 1)):
        actions.retire_lesson(lesson=gone, version=gone.version, why="It rained.", by=viewer("coordinator"))
        for _ in range(5):
            make.application(decided={"outcome": "not_funded", "decided_on": date(2026, 8, 3)})
        late = {"outcome": "not_funded", "reasons": ["late"], "decided_on": date(2026, 8, 3)}
        make.application(decided=late)
    with pretend(MARCH):
        answered(row)
        led("Waits still", begins=date(2026, 6, 1))


def test_what_we_learned_is_the_same_on_the_page_and_on_paper_for_each_as_they_may_read(tmp_path):
    spring()
    everyone = ("Claim that holds", "Claim that went", "It rained.", "Harm found", "Use visits.", "We say of again.")
    team = ("Canary harm", "Not funded this time: 6", "Weak evidence of need 5", "Waits still")
    with pretend(MARCH):
        for persona, shown, hidden in (("partner", everyone, team), ("coordinator", (*everyone, *team), ())):
            screen = text(client(persona).get(page("learned", 2026)))
            answer = client(persona).get(page("learned_download", 2026))
            paper = " ".join(" ".join(words_of(answer)).split())
            for words in shown:
                assert words in screen
                assert words in paper
            for words in (*hidden, "Of the year before", "Late 1"):
                assert words not in screen
                assert words not in paper
            assert ("neviG" in paper) == (persona == "coordinator")  # "Given to", up the edge: its reader's own copy
        assert client("partner").get(page("learned", 2027)).status_code == 404
        assert "Of the year before" in text(client("partner").get(page("learned", 2025)))


def test_the_year_takes_as_many_queries_for_many_rows_as_for_few(django_assert_max_num_queries):
    coordinator, counts = client("coordinator"), []
    for _ in range(2):
        spring()
        with pretend(MARCH):
            coordinator.get(page("learned", 2026))
            with django_assert_max_num_queries(12) as captured:
                coordinator.get(page("learned", 2026))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@needs_verapdf
def test_the_fullest_card_is_one_page_and_it_and_the_year_and_a_letter_are_pdf_ua(tmp_path):
    row = make.named("A long name of what was tried " * 4, place="p " * 75, who="w " * 100, found="Fou nd. " * 100)
    Intervention.objects.filter(pk=row.pk).update(lesson="Les son. " * 44)
    measures = [{"what": f"Calls {n} " + "c " * 90, "baseline": "b " * 50, "target": "t " * 50} for n in range(6)]
    words = {"mechanism": "m " * 500, "how": "h " * 500, "whom": "o " * 500, "hard": "r " * 500, "price": "p " * 500}
    actions.add_detail(
        intervention=row, version=row.version, measures=measures, effect="e " * 500, **words, by=viewer("analyst")
    )
    answer = client("analyst").get(page("intervention_card", row.reference))
    pages = words_of(answer)
    assert len(pages) == 1
    assert pages[0].index("Worked.") < pages[0].index("For which priority")
    for shown in ("Named readers", "2 more", "neviG"):
        assert shown in pages[0]
    learned = client("partner").get(page("learned_download", 2025)).content
    bid = make.application(decided={"outcome": "not_funded", "told": "Ask again.", "would_change": "A count."})
    letter = client("analyst").get(page("letter_download", bid.reference)).content
    assert_pdf_ua(tmp_path, card=answer.content, learned=learned, letter=letter)
