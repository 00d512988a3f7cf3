"""What the checks find before an edition is published, and what they leave alone."""

from datetime import date, timedelta

import pytest

from bcsp.people.models import Organisation, Person
from bcsp.records.clock import today
from bcsp.records.errors import Refused
from governance import actions
from governance.document.checks import Finding, findings
from governance.document.checks.people import names_in
from governance.document.contents import Chapter, Document, Live, document, narrative
from governance.models import Edition
from tests.governance import make
from tests.governance.editions import edition, publish_edition
from tests.make import body, client, text, user, viewer

pytestmark = pytest.mark.django_db


def check(text: str, *, block: str = "", **dates) -> list[Finding]:
    """What is found in a document of one section with this text, and a live block with this HTML."""
    blocks = (Live("x.y", "Chart", block),) if block else ()
    chapter = Chapter("one", "1", "One", narrative(text), blocks)
    return findings(Edition(number=1, **dates), Document((chapter,), {}))


def faults(found: list[Finding]) -> list[str]:
    return [each.says for each in found if each.is_fault]


def hints(found: list[Finding]) -> list[str]:
    return [each.says for each in found if not each.is_fault]


def test_the_default_text_has_no_faults():
    found = edition("draft")
    shown = document(found.sections.select_related("section"), today())
    assert faults(findings(found, shown)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ask Hester Quill.",
        "It is HESTER  quill’s idea.",
        "Write to H. Quill.",
        "Cllr. Quill chairs.",
        "Hester (Quill) and others",
        "| Post | Holder |\n| --- | --- |\n| Chair | Hester Quill |",
    ],
)
def test_names_of_people_stop_publishing_in_every_form(text):
    Person.objects.create(name="Hester Quill")
    assert [each for each in faults(check(text)) if "Hester Quill" in each] == [
        "Section “One” names Hester Quill. Name the post or the organisation instead."
    ]


def test_whoever_agreed_to_be_named_on_public_pages_is_not_named_in_the_document_either():
    """So says the page on which they agreed."""
    Person.objects.create(name="Hester Quill", named_in_public=True)
    assert ["Hester Quill" in each for each in faults(check("Supt H Quill answers."))] == [True]


def test_words_that_are_parts_of_names_stop_nothing():
    people = ["Ann Board", "Will Street", "May Chair", "Cher", "Dr Ada Plan Miller"]
    assert names_in("A Board will meet in May. Chair and street, a plan. Cher!", people) == []
    assert names_in("Ada Miller; Mr Cher", people) == ["Cher", "Dr Ada Plan Miller"]


def test_a_name_in_a_live_block_is_looked_at():
    Person.objects.create(name="Hester Quill")
    found = check("Words.", block="<p>Chair: Hester Quill</p>")
    assert faults(found) == []
    assert "“Chart”, live in section “One”, has the name Hester Quill" in hints(found)[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Join at https://teams.microsoft.com/l/meetup-join/19", "a joining link"),
        ("Join at us02web.zoom.us/j/123", "a joining link"),
        ('<p><a href="https://meet.google.com/abc">Join</a></p>', "a joining link"),
        ("At https://meet.goto.com/123-456.", "a joining link"),
        ("Or chime.aws/1234567890.", "a joining link"),
        ("Our room is bcsp.whereby.com/board.", "a joining link"),
        ("[Join the meeting now](https://city.example.org/board)", "a joining link"),
        ("Meeting ID: 123 456 789 01", "a joining link"),
        ("Come to Council House, Committee Room 2, at ten.", "where a meeting takes place"),
        ("| a | b |\n\n<table><tr><td>a</td><td>b</td></tr></table>", "a table without headings"),
        ("", "is empty"),
    ],
)
def test_what_lets_people_in_or_shuts_them_out_stops_publishing(text, fault):
    make.meeting(place="Council House, Committee Room 2")
    assert [fault in each for each in faults(check(text))] == [True]


def test_a_joining_link_stops_publishing_in_a_live_block_and_in_the_line_on_what_is_new_too():
    assert faults(check("Words.", block='<a href="https://zoom.us/j/1">Dates</a>'))
    assert faults(check("Words.", change_note="Now at zoom.us/j/1"))


def test_mail_addresses_of_people_who_sign_in_stop_publishing_and_others_are_looked_at():
    found = check(f"Write to {user('pdg').email.title()} or safety@city.example.org.")
    assert [user("pdg").email in each.lower() for each in faults(found)] == [True]
    assert ["safety@city.example.org" in each for each in hints(found)] == [True]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Ring 0121 496 0123.", "a telephone number"),
        ("Mrs Tench said so.", "a person's name"),
        ("Three young people were hurt.", "Three young people"),
        ("It had 4 homicides.", "4 homicides"),
        ("Victims: 2", "Victims: 2"),
        ("| Ward | Victims |\n| --- | --- |\n| Ladywood | 2 |", "“2” (Ladywood, Victims) in a table"),
        ("| Ward | Number |\n| --- | --- |\n| Ladywood | 2 |\n| Nechells | 19 |", "“2” (Ladywood, Number)"),
        ('<p>Read <a href="https://city.example.org/x">here</a>.</p>', "link “here”"),
        ('<p>Read <a href="https://city.example.org/x">the plan</a>.</p>', "city.example.org"),
        ("word " * 151, "more than 150 words"),
        ("Come to the Council House.", "where a meeting takes place"),
    ],
)
def test_what_may_be_right_is_looked_at(text, hint):
    make.meeting(place="Council House")
    found = check(text)
    assert faults(found) == []
    assert any(hint in each for each in hints(found)), hints(found)


def test_plain_words_are_left_alone():
    make.meeting(place="Online")
    text = "Meetings are online. Three tiers, two city bodies, 12 people, a matter about one person; section 17.\n\n"
    text += "Victims: 20. Join your neighbourhood meeting; see www.zoom.us.example.org.\n\n"
    text += "| No. | Body | Meetings a year | People |\n| --- | --- | --- | --- |\n"
    text += "| 1 | Board | 4 | 12 |\n| 2 | PDG | 2 | 14 |"
    assert [each for each in hints(check(text)) if "Not set" not in each and "duties" not in each] == []


def test_what_nobody_has_set_is_named_in_the_rules_of_board_and_pdg():
    found = edition("draft")
    said = " ".join(hints(findings(found, document(found.sections.select_related("section"), today()))))
    assert "Quorum of Board" in said
    assert "Quorum of PDG" in said
    assert "LDG" not in said


def test_a_review_date_far_ahead_is_looked_at_and_none_is_a_fault():
    leap = date(2028, 2, 29)
    assert any(
        "more than 2 years" in each for each in hints(check("x", effective_from=leap, review_due=date(2030, 3, 1)))
    )
    assert not any("2 years" in each for each in hints(check("x", effective_from=leap, review_due=date(2030, 2, 28))))
    assert faults(check("x", effective_from=leap)) == ["Say by when the edition is to be reviewed."]


def test_what_changed_since_the_approval_is_shown_and_must_be_ticked():
    found = edition("approved")
    Organisation.objects.filter(slug="board").update(name="Safer Streets Board")
    page = client("clerk").get(f"/governance/document/editions/{found.number}/publish/")
    choices = [value for value, _ in page.context["form"].fields["looked_at"].choices]
    assert any("Changed since the approval: Name of Board" in each for each in choices)
    first = today()
    given = {"edition": found, "version": found.version, "effective_from": first, "change_note": "New."}
    given |= {"review_due": first + timedelta(days=365), "by": viewer("clerk")}
    with pytest.raises(Refused, match="Changed since the approval"):
        actions.publish_edition(**given, looked_at=[each for each in choices if not each.startswith("Changed")])
    assert actions.publish_edition(**given, looked_at=choices).state == "published"


def test_a_fault_stops_publishing_and_says_where_to_mend_it():
    found = edition("approved", summary="Ask Hester Quill.")
    Person.objects.create(name="Hester Quill")
    with pytest.raises(Refused, match="names Hester Quill"):
        publish_edition(found)
    page = client("clerk").get(f"/governance/document/editions/{found.number}/publish/")
    assert "names Hester Quill" in page.content.decode()
    assert "Publish to everyone" not in page.content.decode()
    assert f"/governance/document/editions/{found.number}/back/" in page.content.decode()


def test_a_fault_is_shown_while_it_is_a_draft_with_its_section_and_stops_review_and_approval():
    Person.objects.create(name="Hester Quill")
    found, clerk = edition("draft", summary="Ask Hester Quill. Victims: 2."), client("clerk")
    address = found.get_absolute_url()
    assert "The checks find 1 to mend" in text(clerk.get("/governance/document/"))
    for part in ("", "review/", "approve/"):
        said = text(clerk.get(f"{address}{part}"))
        assert "names Hester Quill" in said, part
        assert "“Victims: 2” is a small number" in said, part
        assert f'href="{address}sections/summary/"' in said, part
    assert 'name="version"' not in text(clerk.get(f"{address}review/"))
    refused = clerk.post(f"{address}review/", {"version": found.version})
    assert refused.status_code == 422
    given = {"edition": found, "version": found.version, "body": body("board"), "day": today()}
    with pytest.raises(Refused, match="names Hester Quill"):
        actions.approve_edition(**given, by=viewer("clerk"))
    assert Edition.objects.get().state == "draft"
    section = found.sections.get(section="summary")
    actions.write_section(section=section, version=2, title="In brief", text="Ask the clerk.", by=viewer("clerk"))
    assert clerk.post(f"{address}review/", {"version": found.version}).status_code == 302


def test_the_checks_ask_the_database_no_more_for_more_people_and_meetings(django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(100) as counted:
            check("Words of hers.")
        return len(counted)

    make.meeting(place=body("pdg").name)
    one = count()
    for number in range(3):
        make.meeting(place=f"Room {number}")
        Person.objects.create(name=f"Somebody {number}")
    assert count() == one
