"""The yearly extract: what its readers may read and no more, by the financial year, kept as it was issued."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import render_html
from bcsp.people.models import Post
from bcsp.records.clock import pretend, today
from bcsp.records.errors import NotAllowed, Refused
from governance import actions
from governance.accountability import Year, current, extract_of
from governance.models import Action
from tests.governance import make
from tests.make import client, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def decided(**words):
    words = {"audience": "public", **words}
    return make.agreed(make.emerging(make.held()), **words)


def todo(decision, due: int = 0, **fields) -> Action:
    given = {"title": "Write", "owner_post": Post.objects.first(), **fields}
    return actions.add_action(due=today() + timedelta(days=due), decision=decision, by=viewer("clerk"), **given)


def finish(made: Action, on: date) -> None:
    with pretend(on):
        actions.finish_action(todo=made, version=made.version, progress="So", evidence=CANARY, by=viewer("clerk"))


def html(audience: str = "public", year: Year | None = None) -> str:
    return render_html(extract_of(year or current(), audience))


@pytest.mark.parametrize(
    ("day", "begins"), [("2026-03-31", 2025), ("2026-04-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)]
)
def test_a_year_runs_from_april_to_march(day, begins):
    with pretend(date.fromisoformat(day)):
        assert current().begins == begins
    assert str(Year(2025)) == "1 April 2025 to 31 March 2026"


@pytest.mark.parametrize(("of", "sees"), [("public", ("public",)), ("partners", ("public", "partners"))])
def test_it_has_what_its_readers_may_read_and_no_more(of, sees):
    for audience in ("public", "partners", "named"):
        made = decided(audience=audience, title=f"Title-{audience}", options=f"Option-{audience}")
        post = Post.objects.get_or_create(organisation=made.body, label="Seat")[0]
        todo(made, title=f"Todo-{audience}", owner_post=post)
    make.draft(make.emerging(make.held()), title="Title-draft", audience="public")
    found = html(of)
    for audience in ("public", "partners", "named", "draft"):
        assert (f"Title-{audience}" in found) is (audience in sees)
        assert (f"Todo-{audience}" in found) is (audience in sees)
        assert (f"Option-{audience}" in found) is (audience in sees and of == "partners")


def test_what_became_of_the_actions():
    made, day = decided(), today()
    finish(todo(made, 3, title="A"), day + timedelta(days=2))
    finish(todo(made, 1, title="B"), day + timedelta(days=2))
    todo(made, 1, title="C")
    todo(made, 9, title="D")
    with pretend(day + timedelta(days=5)):
        data = extract_of(current(), "public").data
        found = html()
    assert [(each.title, each.outcome) for each in data.actions] == [
        ("B", "Done late"),
        ("C", "Overdue"),
        ("A", "Done on time"),
        ("D", "Open"),
    ]
    assert data.outcomes == (("Done on time", 1), ("Done late", 1), ("Open", 1), ("Overdue", 1))
    assert CANARY not in found
    assert CANARY in html("partners")


def test_a_year_that_is_over_is_told_as_at_its_end():
    year = Year(current().begins)
    made = todo(decided())
    finish(made, year.last + timedelta(days=9))
    with pretend(year.last + timedelta(days=60)):
        [now_last] = extract_of(year, "public").data.actions
        [then] = extract_of(Year(year.begins + 1), "public").data.actions
        assert extract_of(Year(year.begins + 1), "public").data.decisions == ()
    assert (now_last.outcome, now_last.done_on) == ("Overdue", None)
    assert then.outcome == "Done late"


def test_a_review_that_came_after_the_year_was_not_overdue_in_it():
    year = Year(current().begins)
    old = decided(review_on=year.last + timedelta(days=30))
    given = {"wording": "Other.", "reasons": "So.", "authority_detail": "All", "audience": "public", "title": "Newer"}
    with pretend(year.last + timedelta(days=60)):
        new = actions.supersede(decision=old, decided_on=old.decided_on, by=viewer("clerk"), **given)
        actions.agree_decision(decision=new, by=viewer("clerk"))
        data = extract_of(year, "public").data
    assert data.reviews_overdue == 0
    assert [each.review for each in data.decisions] == [f"due on {old.review_on:%-d %B %Y}", ""]


def test_a_replaced_and_an_overdue_decision_say_so():
    with pretend(today() - timedelta(days=3)):
        old = decided(review_on=today() + timedelta(days=1))
        decided(review_on=today() + timedelta(days=2))
    given = {"title": "Newer", "wording": "Other.", "reasons": "So.", "authority_detail": "All", "audience": "public"}
    new = actions.supersede(decision=old, decided_on=old.decided_on, by=viewer("clerk"), **given)
    new = actions.agree_decision(decision=new, by=viewer("clerk"))
    assert f"Replaced by {new.reference}" in html()
    assert html().count("Review was due on") == 1
    assert extract_of(current(), "public").data.reviews_overdue == 1


@pytest.mark.parametrize("persona", ["clerk", "coordinator"])
def test_it_is_issued_and_stays_as_it_was(persona):
    decided(title="Before")
    browser = client(persona)
    address = reverse("governance:accountability", args=[current().begins])
    answer = browser.post(address, {"audience": "public"}, follow=True)
    assert "Before" in answer.content.decode()
    kept = StoredPaper.objects.get(key__startswith="governance.accountability")
    decided(title="Afterwards")
    assert kept.audience == "public"
    assert bytes(kept.file.content).startswith(b"%PDF")
    kept.refresh_from_db()
    assert "Afterwards" not in kept.html
    page = browser.get(address).content.decode()
    assert "Afterwards" in page
    assert kept.get_absolute_url() in page


def test_the_page_shows_partners_what_they_read_only_when_asked():
    decided(audience="partners", title=CANARY)
    browser, address = client("clerk"), reverse("governance:accountability", args=[current().begins])
    assert CANARY not in browser.get(address).content.decode()
    assert CANARY in browser.get(address, {"audience": "partners"}).content.decode()
    assert CANARY not in browser.get(address, {"audience": "named"}).content.decode()


@pytest.mark.parametrize("year", [2015, 2999])
def test_there_is_none_of_other_years(year):
    assert client("clerk").get(reverse("governance:accountability", args=[year])).status_code == 404
    with pytest.raises(Refused, match="Choose a year"):
        actions.issue_extract(year=year, audience="public", by=viewer("clerk"))


def test_who_and_for_whom():
    with pytest.raises(NotAllowed):
        actions.issue_extract(year=current().begins, audience="public", by=viewer("pdg"))
    with pytest.raises(Refused, match="who may read"):
        actions.issue_extract(year=current().begins, audience="named", by=viewer("clerk"))


def test_as_many_queries_for_three_as_for_one():
    counts = []
    for number in (1, 2):
        for _ in range(number):
            todo(decided())
        extract_of(current(), "public")
        with CaptureQueriesContext(connection) as found:
            extract_of(current(), "public")
        counts.append(len(found))
    assert counts[0] == counts[1]
