"""The register: what narrows it, what it says of each decision, what waits for review, and its feed."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from bcsp.records.clock import pretend, today
from governance import actions
from governance.models import Decision
from governance.notices import Punctual, punctual
from governance.strand import STRAND
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEED = "governance_public:decision_feed"


def item(days: int = 0):
    return make.emerging(make.held(days=days))


def replaced(old: Decision, audience: str = "public") -> Decision:
    given = {"title": "Newer", "wording": "Other.", "reasons": "New figures.", "authority_detail": "The meeting"}
    new = actions.supersede(
        decision=old, audience=audience, opened=True, decided_on=old.decided_on, by=viewer("clerk"), **given
    )
    return actions.agree_decision(decision=new, by=viewer("clerk"))


def overdue(**words) -> Decision:
    with pretend(today() - timedelta(days=40)):
        return make.agreed(item(), review_on=today() + timedelta(days=10), **words)


def shown(persona: str = "clerk", **query) -> set[str]:
    answer = client(persona).get(reverse("governance:decision_list"), query)
    assert answer.status_code == 200
    return {each.title for each in answer.context["page"].object_list}


def test_what_narrows_it():
    one = make.agreed(item(), title="One", authority="delegated", authority_detail="The lead")
    replaced(one)
    make.agreed(item(), title="Cut", ends_funding=True, notice_on=today(), equality_impact="On carers")
    make.agreed(item(), title="Soon", review_on=today() + timedelta(days=20))
    make.agreed(item(), title="Later", review_on=today() + timedelta(days=200))
    overdue(title="Late")
    urgent = {"wording": "So.", "reasons": "So.", "authority_detail": "The chair", "urgent_why": "x", "consulted": "x"}
    draft = actions.record_urgent(body=body("board"), title="At once", by=viewer("clerk"), **urgent)
    actions.agree_decision(decision=draft, by=viewer("clerk"))
    everything = {"One", "Newer", "Cut", "Soon", "Later", "Late", "At once"}
    assert shown() == everything
    assert shown(authority="delegated") == {"One"}
    assert shown(authority="urgent") == {"At once"} == shown(body=body("board").pk)
    assert shown(state="superseded") == {"One"}
    assert shown(state="in-force") == everything - {"One"}
    assert shown(ends_funding="on") == {"Cut"}
    assert shown(review="due") == {"Soon"}
    assert shown(review="overdue") == {"Late"}
    assert shown(review="planned") == {"Soon", "Later", "Late"}
    assert shown(review="never", authority="nobody", state="x") == everything


def test_a_review_is_done_with_once_the_decision_is_replaced():
    replaced(overdue())
    assert shown(review="overdue") == set()
    assert not [each for each in STRAND.attention(viewer("clerk")) if "Review" in each.text]


def test_the_list_says_what_stands_in_whose_place_to_those_who_may_know():
    old = make.agreed(item(), audience="named")
    new = replaced(old, "partners")
    assert f"in place of {old.reference}" in page("pdg")
    assert f"replaced by {new.reference}" in page("pdg")
    assert old.reference not in page("partner")


def page(persona: str) -> str:
    return client(persona).get(reverse("governance:decision_list")).content.decode()


@pytest.mark.parametrize(("persona", "told"), [("clerk", True), ("chair", True), ("coordinator", True), ("pdg", False)])
def test_a_review_waits_for_those_who_record(persona, told):
    made = overdue()
    text = f"Review of decision {made.reference} was due on {made.review_on:%-d %B}"
    assert ((text, True) in [(each.text, each.late) for each in STRAND.attention(viewer(persona))]) is told


def test_several_reviews_wait_in_one_line():
    for _ in range(2):
        overdue()
    [one] = [each for each in STRAND.attention(viewer("chair")) if "Review" in each.text]
    assert (one.text, one.url) == ("Reviews of 2 decisions are overdue", "/governance/decisions/?review=overdue")


@pytest.mark.parametrize(
    ("after", "words", "late"),
    [
        (0, "Notice out on the same day", False),
        (1, "Notice out after 1 working day", False),
        (2, "Notice out after 2 working days", False),
        (7, "Notice out after 5 working days", True),
    ],
)
def test_how_soon_the_notice_was_out_is_for_members(after, words, late):
    tuesday = date(2026, 11, 10)
    with pretend(tuesday):
        draft = make.draft(item(), audience="public")
    with pretend(tuesday + timedelta(days=after)):
        made = actions.agree_decision(decision=draft, by=viewer("clerk"))
    assert punctual(made) == Punctual(words, late)
    assert words in page("partner")
    public = client("anonymous").get(reverse("governance_public:decision_list")).content.decode()
    assert "Notice out" not in public


@pytest.mark.parametrize("name", ["governance:decision_list", "governance_public:decision_list", FEED])
def test_as_many_queries_for_three_as_for_one(django_assert_num_queries, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, counts = client("clerk"), []
    for number in (1, 2):
        for _ in range(number):
            make.agreed(item(), audience="public")
        browser.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert browser.get(reverse(name)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def feed(**headers):
    return client("clerk").get(reverse(FEED), headers=headers)


def read(answer) -> list[ElementTree.Element]:
    return ElementTree.fromstring(answer.content).findall("a:entry", ATOM)


def said(entry: ElementTree.Element, name: str) -> str:
    return entry.find(f"a:{name}", ATOM).text


def test_the_feed_has_what_is_public_alone():
    made = make.agreed(item(), audience="public", title="Open <i>", options="zephyrquince", wording="So\x0b.")
    make.agreed(item(), audience="partners", title="halcyonbeet")
    make.draft(item(), audience="public", title="halcyonbeet")
    answer = feed()
    [entry] = read(answer)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert said(entry, "title") == f"{made.reference} Open <i>"
    assert said(entry, "id").endswith(f"2016:decision/{made.reference}")
    assert b"zephyrquince" not in answer.content
    assert b"halcyonbeet" not in answer.content
    assert entry.find("a:link", ATOM).get("href").endswith(f"/public/decisions/{made.reference}/")


def test_what_was_typed_is_text_in_the_feed_where_readers_look_for_html():
    make.agreed(item(), audience="public", wording="If a < b.\nThen <script>alert(1)</script>", reasons="So & so")
    summary = read(feed())[0].find("a:summary", ATOM)
    assert summary.get("type") == "html"
    lines = "<p>If a &lt; b.<br>Then &lt;script&gt;alert(1)&lt;/script&gt;</p>\n\n<p>Why: So &amp; so</p>"
    assert summary.text == lines


def test_an_entry_keeps_its_id_and_is_updated_when_it_is_replaced():
    made = make.agreed(item(), audience="public", title="Old")
    before = read(feed())[0]
    new = replaced(made)
    found = {said(entry, "id"): entry for entry in read(feed())}
    after = found[said(before, "id")]
    assert len(found) == 2
    assert said(after, "published") == said(before, "published")
    assert said(after, "updated") >= said(before, "updated")
    assert said(after, "title") == f"{made.reference} Old (replaced by {new.reference})"


def test_a_reader_that_has_it_is_not_sent_it_again():
    make.agreed(item(), audience="public")
    first = feed()
    assert feed(if_none_match=first.headers["ETag"]).status_code == 304
    make.agreed(item(), audience="public")
    assert feed(if_none_match=first.headers["ETag"]).status_code == 200


def test_an_empty_feed_does_not_change():
    assert read(feed()) == []
    assert feed(if_none_match=feed().headers["ETag"]).status_code == 304


def test_the_register_leads_to_its_feed():
    html = client("anonymous").get(reverse("governance_public:decision_list")).content.decode()
    assert f'<link rel="alternate" type="application/atom+xml" title="Decisions" href="{reverse(FEED)}">' in html
