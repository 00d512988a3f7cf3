"""Misspelt words, facets and the nearest: all of it only from what the viewer may see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bcsp.records.clock import today
from bcsp.search.hits import offers, own_statement
from bcsp.search.queries import find, nearest, search
from memory import actions
from memory.models import Application, Intervention, Lesson
from tests import make
from tests.horizon import make as horizon
from tests.memory import make as memory

pytestmark = pytest.mark.django_db


def called(found: list) -> list[str]:
    return [each.called for each in found]


def test_a_misspelt_word_finds_and_says_what_was_read():
    row = memory.ended("Lantern walks")
    page = make.text(make.client("partner").get("/search/", {"q": "lantren walk"}))
    assert "Nothing for “lantren walk”. Shown: “lantern walk”." in page
    assert f'href="{row.get_absolute_url()}">{row}</a>' in page
    way_back = "?q=lantren%20walk&amp;exact=1"
    assert f'href="{way_back}"' in page
    exact = make.text(make.client("partner").get(f"/search/{way_back.replace('&amp;', '&')}"))
    assert "Nothing that you may read matches “lantren walk”" in exact
    assert str(row) not in exact
    assert search('"lantren walk"', make.viewer("partner")) == []  # a phrase means what it says


@pytest.mark.parametrize(
    "question", ["canaryfinhc", "aviary canaryfinhc near", "canaryfinch", "canary finch", "aviries"]
)
def test_a_named_record_is_neither_found_nor_hinted_at(question):
    row = memory.application(title="Canaryfinch aviaries", what="Aviaries near a gate.")
    horizon.named("Canaryfinch aviaries are taken over")
    assert row in [each.record for each in search(question, make.viewer("coordinator"))]
    for persona in ("partner", "board", "outsider", "public"):
        viewer = make.viewer(persona)
        results = find(question, viewer)
        assert (list(results.hits), results.meant, results.kinds, results.outcomes) == ([], (), (), ())
        assert nearest(question, viewer) == []
    page = make.text(make.client("partner").get("/search/", {"q": question})).replace(question, "")
    page = page.replace(question.replace(" ", "%20"), "").lower()
    assert not [word for word in ("canaryfinch", "aviar", "applications") if word in page]


def test_a_declared_interest_takes_the_words_away():
    row = memory.application(title="Canaryfinch aviaries")
    analyst = make.viewer("analyst")
    assert [each.record for each in search("canarifinch", analyst)] == [row]
    actions.declare_interest(
        application=row, person=make.user("analyst").person, what="trustee", by=make.viewer("clerk")
    )
    results = find("canarifinch", analyst)
    assert (list(results.hits), results.meant) == ([], ())


def test_results_are_narrowed_by_kind_and_by_what_came_of_it():
    worked, harm = memory.ended("Lantern walks"), memory.ended("Lantern letters", "backfired")
    lesson = memory.lesson("Lanterns go out in rain")
    memory.named("Lantern visits")
    results = find("lantern", make.viewer("partner"))
    assert [(facet.label, facet.count) for facet in results.kinds] == [("What was tried", "2"), ("Lessons", "1")]
    assert {(facet.key, facet.count) for facet in results.outcomes} == {
        ("Worked", "1"),
        ("Harm found", "1"),
        ("Lesson", "1"),
    }
    browser = make.client("partner")
    for narrowed, shown in (
        ({"kind": "memory.lesson"}, {lesson}),
        ({"outcome": ["Worked", "Harm found"]}, {worked, harm}),
        ({"kind": "memory.intervention", "outcome": "Worked"}, {worked}),
        ({"kind": "memory.lesson", "outcome": "Worked"}, set()),
        ({"kind": "nothing.like-it", "outcome": "'; --"}, set()),
    ):
        page = make.text(browser.get("/search/", {"q": "lantern", **narrowed}))
        assert {row for row in (worked, harm, lesson) if f'href="{row.get_absolute_url()}"' in page} == shown
        assert "What was tried (2)" in page  # what else there is stays in view
    page = make.text(browser.get("/search/", {"q": "lantern letters"}))
    assert re.search(rf'Harm found\s*</strong>\s*<a class="govuk-link" href="{harm.get_absolute_url()}"', page)


def test_the_word_for_an_outcome_is_the_one_of_the_records_own_page():
    memory.intervention("Lantern one")
    memory.intervention("Lantern two", begins=today().replace(year=today().year + 1))
    memory.intervention("Lantern three", ends=today().replace(year=today().year - 1, month=12))
    for result in ("worked", "backfired", "not_evaluated"):
        memory.ended(f"Lantern {result}", result)
    memory.lesson("Lantern four")
    gone = memory.lesson("Lantern five")
    actions.retire_lesson(lesson=gone, version=gone.version, why="Rain", by=make.viewer("coordinator"))
    memory.application(title="Lantern six")
    memory.application("Lantern Trust", {"outcome": "not_funded"}, title="Lantern seven")
    found = search("lantern", make.viewer("coordinator"))
    own = {Intervention: "outcome", Lesson: "outcome", Application: "said"}
    assert len(found) == 10
    assert [each.outcome for each in found] == [getattr(each.record, own[type(each.record)]) for each in found]


@pytest.mark.parametrize("persona", ["coordinator", "clerk", "board", "partner", "outsider", "public"])
def test_who_may_see_what_is_asked_of_the_viewer_alone(persona, django_assert_num_queries):
    viewer = make.viewer(persona)
    with django_assert_num_queries(0):
        for offer in offers():
            own_statement.__wrapped__(offer.model, viewer, today(), ())


def test_a_page_of_many_kinds_takes_few_queries():
    horizon.released("Lantern walks are broken up")
    for number in range(15):
        memory.ended(f"Lantern walk {number}")
        memory.lesson(f"Lantern walks: {number}")
    browser = make.client("coordinator")
    for question in ("lantern walk", "lantren wlaks"):
        with CaptureQueriesContext(connection) as queries:
            first = make.text(browser.get("/search/", {"q": question}))
        assert len(queries) <= 12
        assert "31 results" in first
        second = make.text(browser.get("/search/", {"q": question, "page": "2"}))
        assert (first.count("bcsp-card"), second.count("bcsp-card")) == (20, 11)


def test_the_nearest_says_most_of_it_and_is_of_the_models_asked_for():
    row = memory.ended("Lantern walks along the towpath")
    memory.ended("Towpath lights")
    memory.lesson("Lantern walks need two who lead")
    found = nearest("A lantren walk on the tow path", make.viewer("partner"), [Intervention])
    assert [(each.record, each.outcome) for each in found][:1] == [(row, "Worked")]
    assert {type(each.record) for each in found} == {Intervention}
    assert len(nearest("lantern walks towpath", make.viewer("partner"), most=1)) == 1
    assert nearest("of the", make.viewer("partner")) == []
