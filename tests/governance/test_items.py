"""What an item says of itself: its purpose, its presenter, its minutes, and why it is private."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.people.models import Post
from bcsp.records.clock import LONDON, hour_in_words, today
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import actions, agendas, order
from governance.models import AgendaItem, Decision, Meeting
from tests.governance import make
from tests.make import body, client, text, viewer

CANARY = "zephyrquince"
pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=90)
SENT = {"title": "Lights", "purpose": "decision"}
WHY = {
    "private": "on",
    "paragraph": "3",
    "withheld_why": f"Prices {CANARY}.",
    "withheld_by": f"The chair {CANARY}",
    "withheld_review_day": LATER.day,
    "withheld_review_month": LATER.month,
    "withheld_review_year": LATER.year,
}


def add(meeting: Meeting, title: str = "Lights", **words) -> AgendaItem:
    return actions.add_item(meeting=meeting, title=title, by=viewer("clerk"), **words)


def send(meeting: Meeting, **words):
    return client("clerk").post(reverse("governance:item_add", args=[meeting.pk]), {**SENT, **words})


def test_an_item_says_what_it_is_for_who_presents_it_and_how_long_it_takes():
    meeting, post = make.meeting(), Post.objects.select_related("organisation").first()
    assert send(meeting, presenter=post.pk, minutes="20").status_code == 302
    item = meeting.items.get(title="Lights")
    assert (item.purpose, item.presenter, item.minutes) == ("decision", post, 20)
    html = text(client("clerk").get(meeting.get_absolute_url()))
    for words in ("For decision", f"Presented by {post}".replace("'", "&#39;"), "20 minutes", "Standing item"):
        assert words in html


def test_every_fault_of_an_item_at_once():
    answer = send(make.meeting(), purpose="", title="", minutes="481", private="on", presenter="9", presented_by="x")
    html = text(answer)
    assert answer.status_code == 422
    for words in (
        "Enter a title of the item",
        "Say whether the item is for decision, for discussion or for information",
        "Minutes planned must be 480 or less",
        "Choose the paragraph that is the guide",
        "Say why keeping this item private serves the public better",
        "Say who decided that this item is private",
        "Enter the day on which it is looked at again",
    ):
        assert words in html


def test_the_reasons_of_a_private_item_stand_under_its_tick():
    """Shown where it is ticked; without a script, and in older browsers, always: nothing of it is folded away."""
    html = text(client("clerk").get(reverse("governance:item_add", args=[make.meeting().pk])))
    under = html.partition('id="conditional-id_private"')[2]
    assert "Who decided that it is private" in under
    assert "Why it is private</span>" not in html
    assert "conditional--hidden" not in html


def test_an_item_that_stays_says_why():
    meeting = make.meeting()
    html = text(client("clerk").get(meeting.get_absolute_url()))
    assert "Every agenda of PDG must have this item" in html
    assert "Stays while there is something to report here" not in html
    make.agreed(make.emerging(make.held()))
    actions.add_action(
        title="Write", due=today(), owner_post=Post.objects.first(), decision=Decision.objects.get(), by=viewer("clerk")
    )
    html = text(client("clerk").get(meeting.get_absolute_url()))
    assert html.count("Every agenda of PDG must have this item") == 1
    assert "Stays while there is something to report here" in html


def test_one_presenter():
    answer = send(make.meeting(), presenter=Post.objects.first().pk, presented_by="BVSC")
    assert "or say who else: not both" in text(answer)


def test_a_private_item_keeps_its_reasons_and_an_open_one_has_none():
    meeting = make.meeting()
    assert send(meeting, **WHY).status_code == 302
    item = meeting.items.get(title="Lights")
    assert (item.audience, item.reader_bodies, item.paragraph) == ("named", [body("pdg").pk], 3)
    assert (item.withheld_by, item.withheld_review) == (f"The chair {CANARY}", LATER)
    sent = {**SENT, **WHY, "version": item.version}
    del sent["private"]
    assert client("clerk").post(reverse("governance:item_edit", args=[item.pk]), sent).status_code == 302
    item.refresh_from_db()
    assert (item.audience, item.paragraph, item.withheld_why, item.withheld_review) == ("partners", None, "", None)


def test_reasons_without_the_tick_never_put_it_before_all_partners():
    meeting, sent = make.meeting(), {**WHY}
    del sent["private"]
    answer = send(meeting, **sent)
    assert answer.status_code == 422
    assert "Tick that this is a private item" in text(answer)
    assert meeting.items.count() == 1


def test_a_review_is_not_in_the_past_unless_it_was_there_already():
    meeting = make.meeting()
    assert "looked at again must be today or later" in text(send(meeting, **WHY | {"withheld_review_year": 2020}))
    send(meeting, **WHY)
    item = meeting.items.get(title="Lights")
    AgendaItem.objects.filter(pk=item.pk).update(withheld_review=today() - timedelta(days=5))
    past = today() - timedelta(days=5)
    boxes = {f"withheld_review_{part}": getattr(past, part) for part in ("day", "month", "year")}
    sent = {**SENT, **WHY, **boxes, "version": item.version}
    assert client("clerk").post(reverse("governance:item_edit", args=[item.pk]), sent).status_code == 302


def test_the_reasons_are_screened():
    answer = send(make.meeting(), **WHY | {"withheld_why": "Call 0121 496 0000."})
    assert answer.status_code == 422
    assert "0121 496 0000" in text(answer)


def test_a_standing_item_has_a_presenter_and_minutes_too():
    meeting = make.meeting()
    item, post = make.emerging(meeting), Post.objects.first()
    address = reverse("governance:item_edit", args=[item.pk])
    assert 'name="purpose"' not in text(client("clerk").get(address))
    client("clerk").post(
        address, {"version": item.version, "presenter": post.pk, "minutes": "30", "purpose": "decision"}
    )
    item.refresh_from_db()
    assert (item.presenter, item.minutes, item.purpose) == (post, 30, "standing")


def test_without_reasons_the_action_makes_nothing_private():
    with pytest.raises(Refused, match="which paragraph is its guide"):
        add(make.meeting(), private=True, paragraph=3)


# Times -----------------------------------------------------------------------------------------------------------


def test_items_start_when_those_before_them_end_as_far_as_that_is_known():
    meeting = make.meeting()
    first = make.emerging(meeting)
    AgendaItem.objects.filter(pk=first.pk).update(minutes=20)
    items = [first, *(add(meeting, f"Item {number}", minutes=minutes) for number, minutes in enumerate((10, None, 5)))]
    begins = meeting.starts_at.astimezone(LONDON)
    times = [hour_in_words(begins + timedelta(minutes=after)) for after in (0, 20, 30)]
    assert order.starts_of(meeting) == dict(zip([item.pk for item in items], times, strict=False))
    found = agendas.entries(meeting, viewer("clerk"))
    assert [entry.starts for entry in found] == [*times, ""]
    assert f"<span>{times[1]}</span>" in text(client("clerk").get(meeting.get_absolute_url()))


def test_no_time_is_said_where_no_minutes_are_known():
    meeting = make.meeting()
    add(meeting)
    assert order.starts_of(meeting) == {}


@pytest.mark.parametrize(("minutes", "warned"), [((90, 90), False), ((90, 91), True)])
def test_the_clerk_is_warned_of_more_than_three_hours(minutes, warned):
    meeting = make.meeting()
    for number in minutes:
        add(meeting, f"Item {number}", minutes=number)
    html = text(client("clerk").get(meeting.get_absolute_url()))
    assert "Planned to take 3 hours" in html
    assert "besides the items without minutes" in html
    assert ("That is more than 3 hours" in html) is warned
    assert "more than 3 hours" not in text(client("chair").get(meeting.get_absolute_url()))


# Who may know what of a private item ---------------------------------------------------------------------------------


def private(audience: str = "partners", **words) -> Meeting:
    meeting = make.meeting(days=0)
    secret = {"introduction": f"Words {CANARY}", "presented_by": f"Firm {CANARY}", "minutes": 25}
    given = {**make.PRIVATE, "withheld_why": f"Because {CANARY}", "withheld_by": f"Chair {CANARY}", **secret, **words}
    add(meeting, f"Secret {CANARY}", **given)
    add(meeting, "Any other business")
    return actions.publish_agenda(meeting=meeting, audience=audience, by=viewer("clerk"))


def test_others_see_the_paragraph_of_a_private_item_and_nothing_else():
    meeting = private()
    html = text(client("partner").get(meeting.get_absolute_url()))
    assert '<li value="2"><p class="govuk-body">2. Private item (using Schedule 12A paragraph 3 as our guide)' in html
    assert CANARY not in html
    assert "<span>25 minutes</span>" not in html  # though when later items start is for everybody to know
    assert html.index("1. Emerging trends") < html.index("2. Private item") < html.index('value="3"')


def test_its_readers_see_why_it_is_private():
    meeting = private(withheld_review=LATER)
    html = text(client("pdg").get(meeting.get_absolute_url()))
    for words in (f"Secret {CANARY}", f"Because {CANARY}", f"Chair {CANARY}", f"Firm {CANARY}", f"{LATER:%-d %B %Y}"):
        assert words in html
    assert "(using Schedule 12A paragraph 3 as our guide)" in html
    assert "2. Private item (" not in html


@pytest.mark.parametrize("reader", [Viewer.public(), Viewer.partners()])
def test_the_lines_for_packs_hold_numbers_alone(reader):
    meeting = private("public")
    assert order.withheld_lines(meeting, reader) == [order.Line(2, 3)]
    assert order.withheld_lines(meeting, Viewer.body(meeting.body)) == []
    assert order.Line(2, None).words == "Private item"


# The database ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"purpose": "standing"}, "purpose"),
        ({"purpose": "chat"}, "purpose"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"audience": "named", "reader_bodies": [1]}, "says_why_private"),
        ({"withheld_why": "Because"}, "says_why_private"),
        ({"withheld_by": "The chair"}, "says_why_private"),
        ({"paragraph": 3}, "says_why_private"),
    ],
)
def test_the_database_holds_an_item_to_it(change, name):
    item = add(make.meeting())
    with pytest.raises(IntegrityError, match=f"governance_item_{name}"), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(**change)


def test_a_standing_item_is_for_nothing_else():
    item = make.emerging(make.meeting())
    with pytest.raises(IntegrityError, match="governance_item_purpose"), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(purpose="decision")


def test_posts_of_the_body_that_meets_stand_first():
    for slug in ("board", "pdg"):
        Post.objects.get_or_create(organisation=body(slug), label="Zoo keeper")
    for slug in ("pdg", "board"):
        meeting, own = (
            make.meeting(slug),
            set(Post.objects.filter(organisation=body(slug)).values_list("pk", flat=True)),
        )
        for name, key in (("item_add", meeting.pk), ("item_edit", make.typed(meeting).pk)):
            page = client("clerk").get(reverse(f"governance:{name}", args=[key]))
            found = [post.pk for post in page.context["form"].fields["presenter"].queryset]
            assert set(found[: len(own)]) == own
            assert len(found) == Post.objects.count() > len(own)
            html = text(page)
            assert [html.index(f'<option value="{pk}"') for pk in found] == sorted(
                html.index(f'<option value="{pk}"') for pk in found
            )


def test_saving_leads_to_the_item_and_says_its_number():
    meeting, browser = make.meeting(), client("clerk")
    make.typed(meeting)
    answer = browser.post(reverse("governance:item_add", args=[meeting.pk]), SENT)
    item = meeting.items.get(title="Lights")
    assert answer.headers["Location"] == item.get_absolute_url()
    assert f"Item {item.position} is on the agenda." in text(browser.get(meeting.get_absolute_url()))
    sent = {**SENT, "version": item.version, "minutes": "5"}
    answer = browser.post(reverse("governance:item_edit", args=[item.pk]), sent)
    assert answer.headers["Location"] == item.get_absolute_url()
    assert f"Item {item.position} is changed." in text(browser.get(meeting.get_absolute_url()))


def test_two_clerks_on_one_item_lose_neither_text():
    item = make.item(make.meeting(), introduction="Six lamps are out.")
    address = reverse("governance:item_edit", args=[item.pk])
    begun = {name: value or "" for name, value in client("clerk").get(address).context["form"].initial.items()}
    client("clerk").post(address, {**begun, "introduction": "Nine lamps are out."})
    answer = client("coordinator").post(address, {**begun, "introduction": "Ten lamps are out.", "minutes": "20"})
    assert answer.status_code == 409
    html = text(answer)
    assert "Nine lamps are out." in html
    assert "Ten lamps are out." in html
    item.refresh_from_db()
    assert (item.introduction, item.minutes) == ("Nine lamps are out.", None)
    joined = {**begun, "version": item.version, "introduction": "Nine or ten lamps are out.", "minutes": "20"}
    client("coordinator").post(address, joined)
    item.refresh_from_db()
    assert (item.introduction, item.minutes) == ("Nine or ten lamps are out.", 20)
