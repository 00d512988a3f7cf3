"""The pages on which staff make an edition, as their readers see and use them."""

import re
from datetime import date, timedelta
from html import unescape

import pgtrigger
import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from bcsp.notices.models import Notice
from bcsp.people.models import Organisation, Person
from bcsp.records.clock import now, today
from bcsp.records.models import Draft
from governance import actions
from governance.models import Edition, EditionComment
from tests.governance import make
from tests.governance.editions import edition, publish_edition, withdraw
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db
OVERVIEW = "/governance/document/"


def page(number: int, part: str = "") -> str:
    return f"{OVERVIEW}editions/{number}/{part}"


def changed() -> None:
    """One fact that an edition published before states otherwise."""
    Organisation.objects.filter(slug="board").update(purpose="Steers safer streets.")


def words(answer) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text(answer))))


def test_the_overview_offers_the_edition_and_says_in_plain_words_what_has_changed():
    edition("published")
    clerk = client("clerk")
    said = words(clerk.get(OVERVIEW))
    assert "Nothing has changed since" in said
    assert "/public/document/" in said
    assert "Start edition 2" in said
    changed()
    said = words(clerk.get(OVERVIEW))
    assert "1 fact has changed" in said
    assert "What Board does Provides strategic direction. Steers safer streets." in said
    member = words(client("pdg").get(OVERVIEW))
    assert "1 fact has changed" in member
    assert "Start edition" not in member


def test_an_edition_is_made_from_its_overview_to_its_address():
    """The way in practice.md: start, look at what is flagged, review, approve, publish."""
    edition("published")
    changed()
    clerk = client("clerk")
    draft = clerk.post(f"{OVERVIEW}start/", follow=True)
    assert "Changes to look at" in words(draft)
    assert "What Board does: Provides strategic direction. → Steers safer streets." in words(draft)
    section = Edition.objects.get(number=2).sections.get(section="structure")
    clerk.post(page(2, "sections/structure/look/"), {"version": section.version})
    assert "Looked at" in words(clerk.get(page(2)))
    send(clerk, page(2, "review/"), version=1)
    send(clerk, page(2, "approve/"), version=2, body=body("board").pk, how="chair", **day("day", today()))
    assert "by agreement of its chair" in words(clerk.get(page(2)))
    tomorrow = today() + timedelta(days=1)
    typed = {"version": 3, "change_note": "A new aim."}
    typed |= day("effective_from", tomorrow) | day("review_due", tomorrow + timedelta(days=300))
    publish(clerk, page(2, "publish/"), typed)
    made = Edition.objects.get(number=2)
    assert (made.state, made.effective_from, made.change_note) == ("published", tomorrow, "A new aim.")
    assert client("anonymous").get(made.public_url).status_code == 200


def test_a_section_keeps_drafts_shows_both_texts_of_two_writers_and_is_screened():
    edition("draft")
    clerk, other, address = client("clerk"), client("coordinator"), page(1, "sections/summary/")
    clerk.post(address, {"version": 1, "title": "In brief", "text": "Half", "save-draft": "1"})
    assert "Half" in text(clerk.get(address))
    assert Draft.objects.count() == 1
    send(other, address, version=1, title="In brief", text="Theirs, of other words.")
    late = clerk.post(address, {"version": 1, "title": "In brief", "text": "Mine, of my own words."})
    assert late.status_code == 409
    assert "Theirs, of other words." in text(late)
    assert "Mine, of my own words." in text(late)
    refused = clerk.post(address, {"version": 2, "title": "", "text": "Ring 0121 496 0123."})
    assert refused.status_code == 422
    assert "Enter the heading of the section" in text(refused)
    assert "looks like a telephone number" in text(refused)
    way_in = clerk.post(address, {"version": 2, "title": "In brief", "text": "At https://teams.microsoft.com/l/1."})
    assert "Take out “teams.microsoft.com/l/1”: it looks like a way into a meeting" in words(way_in)


def test_the_members_of_board_and_pdg_are_told_of_a_review_comment_and_are_answered():
    readers = {user(each).person_id for each in ("pdg", "board")}
    user("ldg.north")
    edition("review")
    told = Notice.objects.filter(url=page(1)).values_list("recipient_id", flat=True)
    assert set(told) >= readers
    assert user("ldg.north").person_id not in told
    member, clerk = client("pdg"), client("clerk")
    summary = Edition.objects.get().sections.get(section="summary")
    refused = member.post(page(1, "comment/"), {"section": summary.pk, "text": "Ask Mrs Tench."})
    assert "looks like a person's name" in words(refused)
    send(member, page(1, "comment/"), section=summary.pk, text="Say who chairs.")
    assert "Say who chairs." in text(client("ldg.north").get(page(1)))
    assert "1 comment to answer" in words(clerk.get(page(1)))
    comment = EditionComment.objects.get()
    send(clerk, reverse("governance:edition_comment_settle", args=[comment.pk]), version=1, answer="It does now.")
    assert "It does now." in text(member.get(page(1)))


def test_what_is_left_open_is_said_at_each_step_and_a_comment_is_closed_with_the_publishing():
    edition("published")
    changed()
    found, clerk = edition("draft"), client("clerk")
    section = found.sections.exclude(flags=[]).first()
    actions.look_at_section(section=section, version=section.version, by=viewer("clerk"))
    flagged = "Changes in 1 section have not been looked at yet."
    assert flagged in words(clerk.get(page(2, "review/")))
    found = actions.ask_review(edition=found, version=found.version, by=viewer("clerk"))
    actions.comment(edition=found, section=None, text="Say who chairs.", by=viewer("pdg"))
    assert "1 comment is not answered yet." in words(clerk.get(page(2, "approve/")))
    given = {"edition": found, "version": found.version, "body": body("board"), "day": today()}
    found = actions.approve_edition(**given, by=viewer("clerk"))
    said = words(clerk.get(page(2, "publish/")))
    assert flagged in said
    assert "1 comment is not answered" in said
    publish_edition(found, today() + timedelta(days=1))
    said = words(clerk.get(page(2)))
    assert "Closed when the edition was published." in said
    assert "To answer" not in said


def test_those_who_are_asked_to_read_a_review_find_it_on_their_home_page_until_they_commented():
    line = "Edition 1 of the public document is in review: read it, and comment until it is approved"
    member, group = client("pdg"), client("ldg.north")
    edition("draft", summary="The very words.")
    assert line not in words(member.get("/"))
    found = Edition.objects.get()
    actions.ask_review(edition=found, version=found.version, by=viewer("clerk"))
    assert line in words(member.get("/"))
    assert line not in words(group.get("/"))
    assert "The very words." in text(member.get(page(1, "comment/"), {"section": "summary"}))
    summary = found.sections.get(section="summary")
    empty = member.post(page(1, "comment/"), {"section": summary.pk, "text": ""})
    assert "Write your comment" in words(empty)
    assert "The very words." in text(empty)
    for bad in ("x", "9" * 30):
        assert member.post(page(1, "comment/"), {"section": bad, "text": "?"}).status_code == 422
    send(member, page(1, "comment/"), section=summary.pk, text="Say who chairs.")
    assert line not in words(member.get("/"))


def test_a_refusal_names_those_who_may():
    edition("review")
    for persona in ("pdg", "ldg.north"):
        refused = client(persona).get(page(1, "approve/"))
        assert refused.status_code == 403
        assert "Only the Board's chair or clerk and the coordinator may." in words(refused)


def test_an_approval_is_by_a_decision_since_the_draft_was_begun_chosen_by_its_title():
    before = make.agreed(make.emerging(make.held()), title="Off-road bikes")
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        edition("review")
        decision = make.agreed(make.emerging(make.held()), title="Publish how we work")
        clerk = client("clerk")
        asked = clerk.get(page(1, "approve/"))
        shown = [label for key, label in asked.context["form"].fields["decision"].choices if key]
        assert shown == [f"{decision.reference}, PDG, {today():%-d %B %Y}: Publish how we work"]
        given = {"version": 2, "how": "decision"}
        assert "Choose the decision" in words(clerk.post(page(1, "approve/"), given))
        assert clerk.post(page(1, "approve/"), {**given, "decision": before.pk}).status_code == 422
        send(clerk, page(1, "approve/"), **given, decision=decision.pk)
        assert decision.reference in text(clerk.get(page(1)))
    made = Edition.objects.get()
    assert (made.approval_body_id, made.approval_day) == (decision.body_id, decision.decided_on)


def test_a_chair_agreed_on_no_day_before_the_draft_was_begun():
    edition("review")
    given = {"version": 2, "body": body("board").pk, "how": "chair"}
    for on, fault in ((date(1901, 1, 1), "Enter that day or a later one"), (today() + timedelta(1), "is to come")):
        assert fault in words(client("clerk").post(page(1, "approve/"), {**given, **day("day", on)}))
    missing = words(client("clerk").post(page(1, "approve/"), {"version": 2, "how": "chair"}))
    assert "Choose the body whose chair agreed" in missing
    assert "Enter the day on which its chair agreed" in missing


def test_all_faults_of_a_publishing_are_said_at_once():
    edition("approved")
    typed = {"version": 3, "change_note": "", **day("effective_from", today()), "review_due_year": "2030"}
    answer = words(client("clerk").post(page(1, "publish/"), typed))
    assert "Say in a line what is new" in answer
    assert "must include a day and a month" in answer


def test_a_fault_in_the_line_on_what_is_new_brings_the_form_back_with_all_that_was_typed():
    Person.objects.create(name="Hester Quill")
    edition("approved")
    clerk, tomorrow = client("clerk"), today() + timedelta(days=1)
    ticked = [key for key, _ in clerk.get(page(1, "publish/")).context["form"].fields["looked_at"].choices]
    typed = {"version": 3, "change_note": "Ask Hester Quill.", "looked_at": ticked}
    typed |= day("effective_from", tomorrow) | day("review_due", tomorrow + timedelta(days=300))
    answer = clerk.post(page(1, "publish/"), typed)
    assert "The line on what is new names Hester Quill" in words(answer)
    form = answer.context["form"]
    assert "Publish to everyone" in words(answer)
    assert form["change_note"].value() == "Ask Hester Quill."
    assert form["effective_from"].value() == [str(part) for part in (tomorrow.day, tomorrow.month, tomorrow.year)]
    assert set(form["looked_at"].value()) >= set(ticked)


def test_faults_of_dates_come_first_and_alone_and_what_was_ticked_stays():
    edition("approved")
    clerk = client("clerk")
    ticked = [key for key, _ in clerk.get(page(1, "publish/")).context["form"].fields["looked_at"].choices]
    typed = {"version": 3, "change_note": "New.", "looked_at": ticked}
    typed |= day("effective_from", date(2040, 3, 1)) | day("review_due", today() + timedelta(days=365))
    answer = clerk.post(page(1, "publish/"), typed)
    assert answer.context["form"].errors == {
        "review_due": ["The review date must be after the day from which the edition is in force."]
    }
    assert [key for key, _ in answer.context["form"].fields["looked_at"].choices] == ticked
    send(clerk, page(1, "publish/"), **{**typed, **day("effective_from", today())})


def test_the_first_day_that_is_offered_is_one_that_can_be():
    edition("published")
    edition("approved")
    form = client("clerk").get(page(2, "publish/")).context["form"]
    tomorrow = today() + timedelta(days=1)
    assert form["effective_from"].value() == tomorrow
    assert form["review_due"].value() > tomorrow


def test_a_step_sent_from_an_old_page_is_not_taken():
    found = edition("review")
    given = {"version": 1, "body": body("board").pk, "how": "chair", **day("day", today())}
    assert client("clerk").post(page(1, "approve/"), given).status_code == 409
    assert Edition.objects.get(pk=found.pk).state == "review"


def test_an_edition_is_withdrawn_in_two_steps_and_its_words_begin_the_next():
    edition("published", summary="Mend me.")
    clerk = client("clerk")
    assert page(1, "withdraw/") in text(clerk.get(OVERVIEW))
    assert clerk.get(page(1, "withdraw/")).context["form"]["keep_words"].value() is True
    send(clerk, page(1, "withdraw/"), version=Edition.objects.get().version, reason="A wrong date.", keep_words="on")
    assert "Mend me." in text(clerk.get(page(2, "preview/")))
    assert "No edition is in force" in words(clerk.get(OVERVIEW))


def test_what_was_said_of_a_withdrawn_edition_goes_with_it():
    found = edition("review")
    said = actions.comment(edition=found, section=None, text=f"Leave out {make.CANARY}.", by=viewer("pdg"))
    actions.settle_comment(comment=said, version=1, answer=f"{make.CANARY} is out.", by=viewer("clerk"))
    found = actions.approve_edition(
        edition=found, version=found.version, body=body("board"), day=today(), by=viewer("clerk")
    )
    found = publish_edition(found)
    assert make.CANARY in text(client("clerk").get(page(1)))
    withdraw(found)
    assert make.CANARY not in text(client("clerk").get(page(1)))
    with connection.cursor() as cursor:
        for table in ("governance_editioncomment", "governance_editioncommentevent"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{make.CANARY}%"])
            assert cursor.fetchone()[0] == 0, table


def test_a_draft_reads_as_everyone_will_read_it_and_says_that_it_is_one():
    edition("review", summary="The very words.")
    member = client("ldg.north")
    shown = text(member.get(page(1, "preview/")))
    assert "<p>The very words.</p>" in shown
    assert "not published" in shown
    pdf = member.get(page(1, "draft.pdf"))
    assert pdf.content[:5] == b"%PDF-"
    assert pdf.headers["Cache-Control"] == "private, no-store"


def test_what_was_printed_in_vain_is_printed_again_by_a_button():
    found, clerk = edition(prints=True), client("clerk")
    assert "printed already" in words(clerk.post(page(1, "print/"), follow=True))
    with pgtrigger.ignore("governance.Edition:published_stays"):
        Edition.objects.filter(pk=found.pk).update(pdf=None, fault="A table is too wide.")
    assert "A table is too wide." in words(clerk.get(page(1)))
    assert "It is being printed" in words(clerk.post(page(1, "print/"), follow=True))
    assert Edition.objects.get().fault == ""


def test_two_editions_are_compared_word_by_word_and_a_withdrawn_one_is_not():
    direction, aim = (
        f"# Whose\n\nThe Board sets the {what} of all work.\n\nThis stays." for what in ("direction", "aim")
    )
    edition("published", summary=direction)
    edition("published", today() + timedelta(days=1), summary=aim)
    for address, persona in (("/public/document/compare/", "anonymous"), (f"{OVERVIEW}compare/", "pdg")):
        said = text(client(persona).get(address, {"from": 1, "to": 2}))
        assert words_within("ins", said) >= {"aim"}
        assert words_within("del", said) >= {"direction"}
        assert re.search(r"<h3[^>]*>[^<]+ › Whose</h3>", said)
    first = Edition.objects.get(number=1)
    withdraw(first)
    said = words(client("anonymous").get("/public/document/compare/", {"from": 1, "to": 2}))
    assert "Edition 1 was withdrawn" in said
    for bad in ({"from": "x", "to": "2"}, {"from": "9" * 30, "to": "1"}, {"from": "2"}):
        assert client("anonymous").get("/public/document/compare/", bad).status_code == 200


def test_a_draft_is_compared_for_its_readers_alone():
    edition("published")
    edition("draft", summary="Next words.")
    asked = {"from": 1, "to": 2}
    assert "Next words." in text(client("clerk").get(f"{OVERVIEW}compare/", asked))
    for persona, address in (("pdg", f"{OVERVIEW}compare/"), ("anonymous", "/public/document/compare/")):
        said = text(client(persona).get(address, asked))
        assert "Next words." not in said
        assert "There is no edition" in said


def test_the_overview_takes_as_many_queries_for_three_editions_as_for_one(django_assert_max_num_queries):
    def count() -> int:
        browser.get(OVERVIEW)
        with django_assert_max_num_queries(100) as counted:
            assert browser.get(OVERVIEW).status_code == 200
        return len(counted)

    browser = client("clerk")
    edition("published")
    one = count()
    for days in (1, 2):
        edition("published", today() + timedelta(days=days))
    assert count() == one


def send(browser, address: str, **typed) -> None:
    """Fill in and send a form that is right."""
    answer = browser.post(address, typed)
    assert answer.status_code == 302, words(answer)[:3000]


def publish(browser, address: str, typed: dict) -> None:
    """Send the form of publishing with every tick that it asks for."""
    choices = browser.get(address).context["form"].fields.get("looked_at")
    ticked = [value for value, _ in choices.choices] if choices else []
    send(browser, address, **typed, looked_at=ticked)


def day(name: str, on) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def words_within(tag: str, html: str) -> set[str]:
    found = re.findall(rf"<{tag}[^>]*>.*?</span>(.*?)<span", html)
    return {each.strip() for each in found}
