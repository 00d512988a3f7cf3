"""Minutes: written item by item, circulated, corrected, agreed by a later meeting; read as their items are read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bcsp.people.models import Post
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused, Stale
from governance import actions
from governance.agendas import entries
from governance.minutes_paper import minutes_papers
from governance.models import Action, Correction, Meeting, Minute, Minutes, Note
from governance.strand import STRAND
from tests.governance import make, seated
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"


def page(persona: str, meeting: Meeting) -> str:
    return text(client(persona).get(reverse("governance:minutes_detail", args=[meeting.pk])))


def test_three_lines_an_item_and_on_to_the_next():
    meeting, browser = seated.held_with("Budget"), client("clerk")
    first, budget = make.emerging(meeting), seated.item(meeting, "Budget")
    address = reverse("governance:minute_write", args=[first.pk])
    assert "Three lines are enough" in text(browser.get(address))
    answer = browser.post(address, {"text": "Nothing new.", "next": "1"})
    assert answer.headers["Location"] == reverse("governance:minute_write", args=[budget.pk])
    answer = browser.post(answer.headers["Location"], {"text": "Heard.", "next": "1"})
    assert answer.headers["Location"] == reverse("governance:minutes_detail", args=[meeting.pk])
    assert list(Minute.objects.values_list("text", flat=True)) == ["Nothing new.", "Heard."]
    assert Minutes.objects.get().state == "draft"


def test_beside_the_minute_stand_its_decisions_and_actions():
    meeting, browser = seated.held_with("Budget"), client("clerk")
    item = seated.item(meeting, "Budget")
    decision = make.agreed(item, title="Spend it")
    draft = make.draft(item, title="Spend more")
    address = reverse("governance:minute_write", args=[item.pk])
    html = text(browser.get(address))
    assert decision.get_absolute_url() in html
    assert draft.get_absolute_url() in html
    add = reverse("governance:item_action_add", args=[item.pk])
    assert add in html
    post = Post.objects.get(organisation__slug="bcsp", label="Analyst")
    due = {"due_day": today().day, "due_month": today().month, "due_year": today().year}
    data = {"title": "Write it up", "nature": "immediate", "owner_post": post.pk, **due}
    assert browser.post(add, data).headers["Location"] == address
    todo = Action.objects.get()
    assert (todo.item, todo.decision) == (item, None)
    assert "Write it up" in text(browser.get(address))


def test_two_clerks_on_one_minute_lose_nothing():
    meeting = seated.held_with()
    item = make.emerging(meeting)
    actions.write_minute(item=item, text="Theirs", by=viewer("coordinator"))
    with pytest.raises(Stale):
        actions.write_minute(item=item, text="Mine", by=viewer("clerk"))
    address = reverse("governance:minute_write", args=[item.pk])
    answer = client("clerk").post(address, {"text": "Mine", "version": ""})
    html = text(answer)
    assert answer.status_code == 409
    assert "Theirs" in html
    assert "Mine" in html
    client("clerk").post(address, {"text": "Mine", "version": 1, "keep-text": "both"})
    assert Minute.objects.get().text == "Theirs\n\nMine"


def test_the_minutes_page_says_who_came_what_was_said_decided_and_given_out():
    seated.quorum(1)
    here, away = seated.seats(2)
    seated.seat("Empty")
    meeting = seated.held_with("Budget")
    item = seated.item(meeting, "Budget")
    seated.came(meeting, here, away=[away])
    actions.declare_interest(item=item, post=here, name="", nature="A trustee", leaves=False, by=viewer("clerk"))
    decision = make.agreed(item, title="Spend it", wording="It is spent.")
    given = {"title": "Write it up", "due": today(), "owner_post": here, "decision": decision, "by": viewer("clerk")}
    actions.add_action(**given)
    seated.circulated(meeting, Budget="All heard.")
    html = page("partner", meeting)
    for words in (
        "1 of 2 seats present; quorum 1",
        "Holder 02, apologies",
        "Holder 01 declared an interest",
        "All heard.",
    ):
        assert words in html
    for words in (decision.reference, "It is spent.", "Write it up", "Vacant", "Its check number is"):
        assert words in html


def test_a_draft_is_read_by_those_who_write_it_alone():
    meeting = seated.held_with()
    actions.write_minute(item=make.emerging(meeting), text=CANARY, by=viewer("clerk"))
    for persona in ("clerk", "chair", "coordinator"):
        assert CANARY in page(persona, meeting)
    address = reverse("governance:minutes_detail", args=[meeting.pk])
    assert {client(p).get(address).status_code for p in ("pdg", "partner", "board", "analyst")} == {404}


def test_only_those_who_keep_the_record_write_and_send_round():
    meeting = seated.held_with()
    for persona in ("pdg", "partner", "board", "ldg.north"):
        with pytest.raises(NotAllowed):
            actions.write_minute(item=make.emerging(meeting), text="Mine", by=viewer(persona))
        with pytest.raises(NotAllowed):
            actions.circulate_minutes(meeting=meeting, by=viewer(persona))


def test_minutes_go_round_once_somebody_recorded_who_came():
    meeting, browser = seated.held_with(), client("clerk")
    with pytest.raises(Refused, match="Record who came first"):
        actions.circulate_minutes(meeting=meeting, by=viewer("clerk"))
    seated.came(meeting, *seated.seats(1))
    address = reverse("governance:minutes_circulate", args=[meeting.pk])
    assert "Nothing is minuted of these items" in text(browser.get(address))
    assert "no names, addresses" in text(browser.post(address, {"version": 0}))
    browser.post(address, {"version": 0, "screened": "on"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes.state) == ("minuted", "circulated")
    with pytest.raises(Refused, match="circulated already"):
        actions.circulate_minutes(meeting=meeting, by=viewer("clerk"))


def test_what_changed_since_the_page_was_read_does_not_go_round():
    meeting = seated.held_with("Budget")
    seated.came(meeting, *seated.seats(1))
    actions.write_minute(item=seated.item(meeting, "Budget"), text="One", by=viewer("clerk"))
    read = meeting.minutes.version
    actions.write_minute(item=make.emerging(meeting), text="Two", by=viewer("coordinator"))
    answer = client("clerk").post(
        reverse("governance:minutes_circulate", args=[meeting.pk]), {"version": read, "screened": "on"}
    )
    assert answer.status_code == 409
    assert Minutes.objects.get().state == "draft"


def test_a_published_meeting_has_minutes_to_write_and_none_to_circulate():
    meeting = make.published(days=0)
    actions.write_minute(item=make.emerging(meeting), text="So far", by=viewer("clerk"))
    seated.came(meeting, *seated.seats(1))
    with pytest.raises(Refused, match="Mark the meeting as held"):
        actions.circulate_minutes(meeting=meeting, by=viewer("clerk"))
    with pytest.raises(Refused, match="on that day or later"):
        actions.write_minute(item=make.emerging(make.published(days=2)), text="Too soon", by=viewer("clerk"))


def test_a_member_asks_for_a_correction_and_the_clerk_makes_it():
    minutes = seated.circulated(Budget="It costs £5.")
    item = seated.item(minutes.meeting, "Budget")
    ask = reverse("governance:correction_ask", args=[item.pk])
    client("pdg").post(ask, {"text": "It was £6."})
    correction = Correction.objects.get()
    settle = reverse("governance:correction_settle", args=[correction.pk])
    assert settle in page("clerk", minutes.meeting)
    data = {"outcome": "make", "text": "It costs £6.", "version": item.minute.version}
    assert client("clerk").post(settle, data).status_code == 302
    minutes.refresh_from_db()
    correction.refresh_from_db()
    assert (minutes.state, correction.outcome, Minute.objects.get().text) == ("corrected", "made", "It costs £6.")
    html = page("partner", minutes.meeting)
    assert "It costs £6." in html
    assert "Corrected" in html
    with pytest.raises(Refused, match="answered already"):
        actions.decline_correction(correction=correction, why="No", by=viewer("clerk"))


def test_a_correction_is_declined_with_the_reason():
    minutes = seated.circulated(Budget="It costs £5.")
    item = seated.item(minutes.meeting, "Budget")
    correction = actions.ask_correction(item=item, text="It was £6.", by=viewer("pdg"))
    settle = reverse("governance:correction_settle", args=[correction.pk])
    answer = client("clerk").post(settle, {"outcome": "decline", "why": "", "version": 1})
    assert "Say why the correction is not made" in text(answer)
    client("clerk").post(settle, {"outcome": "decline", "why": "The paper says £5.", "version": 1})
    html = page("pdg", minutes.meeting)
    assert "The paper says £5." in html
    assert "It costs £5." in html
    minutes.refresh_from_db()
    assert minutes.state == "circulated"


def test_who_may_not_write_asks_and_who_has_no_place_in_the_body_does_not():
    minutes = seated.circulated(Budget="It costs £5.")
    item = seated.item(minutes.meeting, "Budget")
    with pytest.raises(NotAllowed):
        actions.ask_correction(item=item, text="It was £6.", by=viewer("partner"))
    correction = actions.ask_correction(item=item, text="It was £6.", by=viewer("pdg"))
    with pytest.raises(NotAllowed):
        actions.make_correction(correction=correction, text="Mine", by=viewer("pdg"))
    draft = seated.held_with("Other")
    with pytest.raises(Refused, match="not circulated yet"):
        actions.ask_correction(item=seated.item(draft, "Other"), text="Wrong", by=viewer("pdg"))


def test_a_later_held_meeting_agrees_and_all_is_locked():
    meeting = seated.held_with("Budget", days=-3)
    minutes = seated.circulated(meeting, Budget="It costs £5.")
    item = seated.item(meeting, "Budget")
    Note.objects.create(person=user("pdg").person, item=item, text="Ask about this")
    browser = client("clerk")
    assert "A later meeting of PDG agrees them" in page("clerk", meeting)
    at = seated.later(meeting)
    Note.objects.create(person=user("pdg").person, item=make.emerging(at), text="Stays")
    address = reverse("governance:minutes_agree", args=[meeting.pk])
    assert browser.post(address, {"version": minutes.version, "at": at.pk}).status_code == 302
    minutes.refresh_from_db()
    meeting.refresh_from_db()
    assert (minutes.state, minutes.agreed_in, meeting.state) == ("agreed", at, "closed")
    assert [note.text for note in Note.objects.all()] == ["Stays"]
    html = page("partner", meeting)
    assert "Agreed as a true record by the meeting of PDG" in html
    assert "It costs £5." in html
    assert reverse("governance:minute_write", args=[item.pk]) not in page("clerk", meeting)
    for act in (
        lambda: actions.write_minute(item=item, text="Other", version=1, by=viewer("clerk")),
        lambda: seated.came(meeting, *Post.objects.filter(label="Seat 01")),
        lambda: actions.ask_correction(item=item, text="Wrong", by=viewer("pdg")),
        lambda: actions.agree_minutes(minutes=minutes, at=at, by=viewer("clerk")),
    ):
        with pytest.raises(Refused, match="locked"):
            act()


def test_agreed_minutes_stay_as_they_were_agreed():
    meeting = seated.held_with("Budget", days=-3)
    seated.agreed(seated.circulated(meeting, Budget="It costs £5."))
    make.agreed(seated.item(meeting, "Budget"), title="Later", wording=CANARY)
    assert CANARY not in page("pdg", meeting)


def test_only_a_later_held_meeting_of_the_same_body_agrees():
    meeting = seated.held_with(days=-3)
    minutes = seated.circulated(meeting)
    for at in (meeting, seated.held_with(days=-5), make.published(days=0), seated.held_with("Other", slug="board")):
        with pytest.raises(Refused, match="a later meeting of PDG"):
            seated.agreed(minutes, at)


def test_a_correction_that_waits_is_answered_before_the_minutes_are_agreed():
    meeting = seated.held_with("Budget", days=-3)
    minutes = seated.circulated(meeting, Budget="It costs £5.")
    actions.ask_correction(item=seated.item(meeting, "Budget"), text="It was £6.", by=viewer("pdg"))
    with pytest.raises(Refused, match="not answered yet"):
        seated.agreed(minutes)


def test_the_next_agenda_has_the_minutes_in_two_papers():
    meeting = seated.held_with("Budget", private=["Prices"], days=-3)
    following = make.meeting(days=5)
    seated.circulated(meeting, Budget="It costs £5.", Prices=CANARY)
    [item] = following.items.filter(kind="minutes")
    assert item.position == 1
    shown = {p: [place.title for place in entries(following, viewer(p))[0].places] for p in ("clerk", "analyst")}
    day = f"{meeting.day:%-d %B %Y}"
    open_title, private_title = f"Minutes of PDG, {day}", f"Private minutes of PDG, {day}"
    assert shown == {"clerk": [open_title, private_title], "analyst": [open_title]}
    seated.agreed(meeting.minutes)
    assert minutes_papers(body("pdg").pk, following.day) == []


def test_an_item_that_nobody_minuted_says_so_and_private_papers_are_only_made_where_needed():
    minutes = seated.circulated(seated.held_with("Budget"))
    assert "Nothing is minuted." in page("pdg", minutes.meeting)
    [paper] = minutes_papers(body("pdg").pk, today() + timedelta(days=1))
    assert paper.readers.audience == "partners"
    assert "Download the private minutes" not in page("pdg", minutes.meeting)


@pytest.mark.parametrize("count", [1, 3])
def test_minutes_take_as_many_queries_for_one_item_as_for_three(count, django_assert_num_queries):
    posts = seated.seats(count)
    meeting = seated.held_with(*(f"Item {n}" for n in range(count)))
    for n in range(count):
        item = seated.item(meeting, f"Item {n}")
        decision = make.agreed(item)
        given = {"due": today(), "owner_post": posts[0], "decision": decision, "by": viewer("clerk")}
        actions.add_action(title="Write", **given)
        actions.declare_interest(item=item, post=posts[0], name="", nature="A", leaves=False, by=viewer("clerk"))
    seated.came(meeting, *posts)
    seated.circulated(meeting, **{f"Item {n}": "Heard." for n in range(count)})
    for n in range(count):
        actions.ask_correction(item=seated.item(meeting, f"Item {n}"), text="Wrong", by=viewer("pdg"))
    browser, address = client("clerk"), reverse("governance:minutes_detail", args=[meeting.pk])
    browser.get(address)
    with django_assert_num_queries(25):
        browser.get(address)


def test_a_draft_and_a_correction_wait_for_those_who_write():
    meeting = seated.held_with("Budget")
    actions.write_minute(item=seated.item(meeting, "Budget"), text="Heard.", by=viewer("clerk"))

    def texts(persona: str) -> list[str]:
        return [each.text for each in STRAND.attention(viewer(persona)) if "minutes" in each.text]

    assert texts("clerk") == [f"Finish and circulate the minutes of {meeting}"]
    seated.circulated(meeting)
    assert texts("clerk") == []
    for words in ("Wrong", "Wrong too"):
        actions.ask_correction(item=seated.item(meeting, "Budget"), text=words, by=viewer("pdg"))
    assert texts("clerk") == [f"2 corrections are asked for in the minutes of {meeting}"]
    assert texts("pdg") == texts("partner") == []
