"""The public pages of bodies: what holds on a day, and no name without its bearer's consent of today."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from bcsp.people.actions import change_duties, say_named
from bcsp.people.models import Membership, Organisation, Person, Post
from bcsp.people.roles import Role
from bcsp.records.clock import today
from bcsp.records.dated import DateRange, since
from bcsp.records.viewer import Viewer
from governance import actions, bodies, public
from tests.governance import editions, make
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NAMED, UNNAMED = "Ottoline Quickthorn", "Barnaby Zephyrquince"


def page(slug: str = "pdg", status: int = 200, **query) -> str:
    answer = client("anonymous").get(reverse("governance_public:body_detail", args=[slug]), query)
    assert answer.status_code == status
    return text(answer)


def chair(slug: str = "pdg") -> Post:
    return Post.objects.get(organisation__slug=slug, label="Chair")


def seat(name: str, first: date, last: date | None = None, *, named: bool = False) -> Person:
    """Somebody who chairs PDG for a span of days."""
    person, during = Person.objects.create(name=name), DateRange(first, last and last + DAY)
    post = chair()
    Membership.objects.create(person=person, organisation=post.organisation, role=Role.CHAIR, post=post, during=during)
    if named:
        say_named(person=person, named=True, by=Viewer(person_id=person.pk))
    return person


def test_a_body_says_what_it_is_for_to_whom_it_reports_and_what_its_posts_do():
    seen = page()
    for words in (
        "Enacts interventions",
        "Birmingham Community Safety, Police and Crime Board",
        "No rules are on record",
    ):
        assert words in seen
    for post in Post.objects.filter(organisation__slug="pdg"):
        assert post.label in seen
        assert escape(post.duties) in seen
    change_duties(post=chair(), duties="Chairs, and no more.", version=1, by=viewer("coordinator"))
    assert "Chairs, and no more." in page()


def test_a_holder_is_named_only_with_todays_consent_for_past_days_too():
    person = seat(NAMED, today() - 20 * DAY, named=True)
    before = (today() - 5 * DAY).isoformat()
    assert NAMED in page()
    assert NAMED in page(on=before)
    say_named(person=person, named=False, by=Viewer(person_id=person.pk))
    for seen in (page(), page(on=before)):
        assert NAMED not in seen
        assert bodies.UNNAMED in seen


def test_each_day_has_the_holder_of_that_day():
    seat(NAMED, today() - 20 * DAY, today() - 11 * DAY, named=True)
    seat(UNNAMED, today() - 9 * DAY)
    assert NAMED in page(on=(today() - 11 * DAY).isoformat())
    vacant = page(on=(today() - 10 * DAY).isoformat())
    assert NAMED not in vacant
    assert bodies.UNNAMED not in vacant
    assert "Vacant" in vacant
    assert NAMED not in page()
    assert bodies.UNKNOWN in page(on=(today() - 21 * DAY).isoformat())


def test_a_name_without_consent_stands_nowhere_in_public():
    """Every address that a search engine is told, with every feed."""
    seat(UNNAMED, today() - 20 * DAY)
    meeting = make.meeting(place="Zephyrquince Hall")
    actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))
    make.agreed(make.emerging(make.held()), audience="public")
    make.announced()
    feeds = ("meeting_feed", "coming_feed", "decision_feed", "meeting_calendar")
    paths = [each.url for each in public.addresses()] + [reverse(f"governance_public:{name}") for name in feeds]
    assert reverse("governance_public:body_detail", args=["pdg"]) in paths
    for path in paths:
        assert "Zephyrquince" not in text(client("anonymous").get(path)).replace("\r\n ", "")
    assert UNNAMED in text(client("pdg").get(reverse("governance:body_detail", args=["pdg"])))


def test_the_rules_are_those_of_the_day():
    past = today() - 30 * DAY
    actions.set_rules(body=body("pdg"), first=past, source="Old terms", quorum=4, by=viewer("clerk"))
    actions.set_rules(body=body("pdg"), first=today(), source="New terms", quorum=6, by=viewer("clerk"))
    assert "6 seats present" in page()
    earlier = page(on=(today() - DAY).isoformat())
    assert "4 seats present" in earlier
    assert "6 seats present" not in earlier
    assert "those of that day. Names of bodies and posts" in earlier
    assert "No rules are on record for that day" in page(on=(past - DAY).isoformat())


def test_the_form_leads_to_an_address_to_keep():
    day = today() - 40 * DAY
    address = reverse("governance_public:body_detail", args=["pdg"])
    boxes = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    answer = client("anonymous").get(address, boxes)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}?on={day.isoformat()}")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"on": "2026-02-30"}, "must be a real date"),
        ({"on": "2026-13-45"}, "must be a real date"),
        ({"on": "<script>yesterday"}, "must include"),
        ({"on": "2999-01-01"}, "The day must be today or before it"),
        ({"on": ""}, "Enter the day that you want to see"),
        ({"on_day": "1", "on_month": "", "on_year": "2026"}, "must include a month"),
        ({"on_day": "1", "on_month": "1", "on_year": "2999"}, "The day must be today or before it"),
    ],
)
@pytest.mark.parametrize(("name", "args"), [("body_list", ()), ("body_detail", ("pdg",)), ("document", ())])
def test_a_day_that_cannot_be_is_told_in_a_sentence_alike_on_every_page(name, args, asked, words):
    address = reverse(f"governance_public:{name}", args=args)
    answer = client("anonymous").get(address, asked)
    seen = text(answer)
    assert answer.status_code == 400
    assert '<h1 class="govuk-heading-l">That day cannot be shown</h1>' in seen
    assert words in seen
    assert "govuk-error-summary" in seen
    assert "<script" not in seen
    assert f'href="{address}">See it as it is today' in seen


def test_the_list_of_a_day_leads_to_the_bodies_of_that_day():
    day = (today() - 5 * DAY).isoformat()
    address = reverse("governance_public:body_list")
    seen = text(client("anonymous").get(address, {"on": day}))
    assert reverse("governance_public:body_detail", args=["pdg"]) + f"?on={day}" in seen
    assert "No date is set yet" not in seen
    now = text(client("anonymous").get(address))
    assert "?on=" not in now
    assert "No date is set yet" in now


def test_the_document_of_a_day_is_the_edition_in_force_then():
    number, address = editions.edition().number, reverse("governance_public:document")
    answer = client("anonymous").get(address, {"on": today().isoformat()})
    there = reverse("governance_public:edition", args=[number])
    assert (answer.status_code, answer.headers["Location"]) == (302, there)
    before = client("anonymous").get(address, {"on": "2016-04-01"})
    assert "No edition of this document was in force on 1 April 2016" in text(before)


@pytest.mark.parametrize("day", ["0001-01-01", "1066-10-14", "2016-04-01"])
def test_any_past_day_can_be_asked_for(day):
    assert "As it was on" in page(on=day)


def test_only_the_partnership_and_who_sits_on_its_bodies_has_a_page():
    listed = text(client("anonymous").get(reverse("governance_public:body_list")))
    for slug in ("board", "pdg", "ldg-north", "bcsp", "west-midlands-police"):
        page(slug)
        assert reverse("governance_public:body_detail", args=[slug]) in listed
    for slug in ("bvsc", "universal-credit", "health-and-wellbeing-board", "no-such-body"):
        page(slug, status=404)
        assert reverse("governance_public:body_detail", args=[slug]) not in listed
    elsewhere = page("west-midlands-police")
    assert "Member for West Midlands Police" in elsewhere
    assert bodies.ELSEWHERE in elsewhere
    assert bodies.VACANT not in elsewhere


def test_its_meetings_and_decisions_are_those_published_to_everyone_up_to_the_day():
    told = make.agreed(make.emerging(make.held(-3, audience="public")), audience="public")
    kept = make.agreed(make.emerging(make.held(-3)), title="zephyrquince")
    seen = page()
    assert told.reference in seen
    assert f"/public/meetings/{told.item.meeting_id}/" in seen
    assert f"/public/meetings/{kept.item.meeting_id}/" not in seen
    assert "zephyrquince" not in seen
    before = page(on=(today() - 10 * DAY).isoformat())
    assert told.reference not in before
    assert f"/public/meetings/{told.item.meeting_id}/" not in before


@pytest.mark.parametrize("name", ["body_list", "body_detail"])
def test_as_many_queries_for_three_posts_as_for_one(name):
    pdg, counts = body("pdg"), []
    address = reverse(f"governance_public:{name}", args=["pdg"] if name == "body_detail" else [])
    for number in (1, 2, 3):
        other = Organisation.objects.create(slug=f"seat-{number}", name=f"Seat {number}", kind="authority")
        post = Post.objects.create(organisation=pdg, label=f"Seat {number}", on_behalf_of=other, duties="Sits.")
        person = Person.objects.create(name=f"Person {number}", named_in_public=True)
        Membership.objects.create(person=person, organisation=pdg, role=Role.MEMBER, post=post, during=since(today()))
        with CaptureQueriesContext(connection) as found:
            client("anonymous").get(address)
        counts.append(len(found))
    assert counts[0] == counts[2] <= 13
