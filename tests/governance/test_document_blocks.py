"""What governance says live of itself in the public document: true to the rows, steady, safe, and never a person."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe
from pikepdf import Name, Pdf

from bcsp.documents.papers import Paper, Readers, as_document
from bcsp.documents.pdf import html_to_pdf
from bcsp.documents.pdf.tagging import elements
from bcsp.people.models import Organisation, Person, Post
from bcsp.people.sample import sample_people
from bcsp.records.clock import LONDON, today
from bcsp.strands import Fact, blocks
from governance import actions
from governance.models import Meeting, Section
from tests.make import body, viewer
from tests.memory import make as funding

pytestmark = pytest.mark.django_db
YEAR = today().year + 1
SECOND = {month: date(YEAR, month, 8 + (3 - date(YEAR, month, 8).weekday()) % 7) for month in range(1, 13)}  # Thursdays
SVG = "{http://www.w3.org/2000/svg}"


def data(key: str, day: date | None = None):
    return blocks()[key].data(day or today())


def shown(key: str, day: date | None = None) -> str:
    return render_to_string(blocks()[key].template, {"data": data(key, day)})


def facts(day: date | None = None) -> dict[str, Fact]:
    """Every fact of every block; two blocks that state one say the same."""
    found: dict[str, Fact] = {}
    for key, block in blocks().items():
        said = block.facts(data(key, day)) if data(key, day) else []
        assert len({fact.key for fact in said}) == len(said), key
        for fact in said:
            assert found.setdefault(fact.key, fact) == fact
    return found


def changed(before: dict[str, Fact], after: dict[str, Fact]) -> set[str]:
    """Keys of the facts whose value differs; a label may name what is called otherwise now."""
    old, new = ({key: fact.value for key, fact in found.items()} for found in (before, after))
    return {key for key in old | new if old.get(key) != new.get(key)}


def rules(slug: str = "pdg", first: date | None = None, **words):
    given = {"cycle": 1, "first_month": 1, "week": 2, "weekday": 3, "hour": time(14), "quorum": 5, **words}
    given = {"notice_days": 5, "papers_days": 7, "source": "Terms of reference, 3 March", **given}
    return actions.set_rules(body=body(slug), first=first or date(2020, 1, 1), by=viewer("coordinator"), **given)


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), LONDON)


def published_on(day: date, slug: str = "pdg", audience: str = "public", **words) -> Meeting:
    by = viewer("coordinator")
    draft = actions.arrange_meeting(body=body(slug), starts_at=at(day), by=by, **words)
    actions.add_item(meeting=draft, title="Lights", by=by)
    return actions.publish_agenda(meeting=draft, audience=audience, by=by)


def move(meeting: Meeting, day: date) -> None:
    words = {"starts_at": at(day), "place": "", "why": "The hall is shut.", "by": viewer("coordinator")}
    actions.move_meeting(meeting=meeting, version=meeting.version, **words)


def group(name: str = "Local Delivery Group Centre", slug: str = "ldg-centre", **fields) -> Organisation:
    given = {"kind": "tier", "tier": "ldg", "parent": body("pdg"), **fields}
    return Organisation.objects.create(slug=slug, name=name, **given)


def test_each_block_is_plain_and_names_nobody():
    sample_people()
    row = funding.round(stages={"call": (today(), today() + timedelta(weeks=20))})
    funding.actions.publish_round(round=row, version=row.version, by=viewer("clerk"))
    names = set(Person.objects.values_list("name", flat=True))
    assert names
    for key, block in blocks().items():
        found = data(key)
        Paper(key, "T", "L", Readers("public"), "people.organisation", 1, block.template, found)  # refuses what isn't
        said = shown(key) + "".join(f"{fact.label} {fact.value}" for fact in block.facts(found))
        assert not [name for name in names if name in said]


def test_what_is_not_set_says_so_and_what_is_set_is_said_in_words():
    assert {fact.value for key, fact in facts().items() if key.endswith(".quorum")} == {"not set"}
    rules(quorum=1, papers_days=0)
    said = {key.rpartition(".")[2]: fact.value for key, fact in facts().items() if ":pdg." in key}
    assert said["quorum"] == "1 seat"
    assert said["papers"] == "on the day of the meeting"
    assert said["meets"] == "Every month: second Thursday, 2pm"
    assert said["reports_to"] == "Board"
    assert "1 seat present" in shown("governance.terms")
    assert "Terms of reference, 3 March" in shown("governance.terms")


def test_rules_of_a_day_to_come_hold_from_that_day():
    rules()
    rules(first=date(2090, 1, 1), quorum=9)
    assert facts(date(2089, 12, 31))["organisation:pdg.quorum"].value == "5 seats"
    assert facts(date(2090, 1, 1))["organisation:pdg.quorum"].value == "9 seats"


def test_one_change_of_each_kind_changes_its_fact_and_no_other():
    rules()
    rules("board", cycle=6, first_month=4, hour=None)
    meeting = published_on(SECOND[5])
    before = facts(date(YEAR, 1, 1))
    assert before["organisation:board.meets"].value == "Every six months, in April and October: second Thursday"
    post = Post.objects.get(organisation=body("pdg"), label="Chair")
    post.duties = "Leads, and listens."
    post.save()
    move(meeting, SECOND[5] + timedelta(days=7))
    rules(quorum=6)
    assert changed(before, facts(date(YEAR, 1, 1))) == {
        f"post:{post.pk}.duties",
        f"organisation:pdg.meeting.{YEAR}-05",
        "organisation:pdg.quorum",
    }


@pytest.mark.parametrize("slug", ["board", "pdg", "health-and-wellbeing-board"])
def test_a_new_name_is_one_fact_wherever_it_stands(slug):
    before = facts()
    Organisation.objects.filter(slug=slug).update(name="Safer Streets")
    assert changed(before, facts()) == {f"organisation:{slug}.name"}


def test_the_days_of_a_year_stay_as_it_passes():
    rules()
    published_on(SECOND[5])
    block, start = blocks()["governance.dates"], date(YEAR, 1, 1)
    first, last = (block.facts(block.read(day, start)) for day in (start, date(YEAR, 12, 31)))
    assert first == last
    assert len([fact for fact in first if fact.key.startswith("organisation:pdg.meeting.")]) == 12


def test_twelve_months_begin_with_the_editions_first_day_and_convened_meetings_come_first():
    rules("pdg", cycle=3, first_month=2)
    start = date(YEAR, 5, 1)
    before, within = published_on(SECOND[2]), published_on(SECOND[5], "ldg-north")
    known = data("governance.dates", start)
    assert [each.day for each in known.convened] == [within.day]
    assert before.day not in [each.day for each in known.sittings]
    assert [(each.day.year, each.day.month) for each in known.expected] == [
        (YEAR, 5),
        (YEAR, 8),
        (YEAR, 11),
        (YEAR + 1, 2),
    ]
    page = shown("governance.dates", start)
    assert page.index("Convened meetings") < page.index("Expected meetings")
    assert f"As known on {today():%-d %B %Y}" in page
    assert f"Dates from 1 May {YEAR} to 30 April {YEAR + 1}" in page
    assert "/public/bodies/" in page


def test_a_meeting_shows_only_what_everyone_may_know():
    """A draft for partners never, one for everyone by its day; a further one beside the rules; none that is off."""
    rules()
    secret = published_on(date(YEAR, 3, 25), audience="partners", title="Zephyr", place="Room 5")
    actions.arrange_meeting(body=body("pdg"), starts_at=at(date(YEAR, 6, 24)), place="Room 6", by=viewer("clerk"))
    off = published_on(SECOND[7])
    actions.cancel_meeting(meeting=off, why="Zephyr is ill.", by=viewer("clerk"))
    local = published_on(date(YEAR, 9, 2), "ldg-north")
    found = facts(date(YEAR, 1, 1))
    days = {key.rpartition(".")[2]: fact.value for key, fact in found.items() if ":pdg.meeting." in key}
    assert days[f"{YEAR}-03"] == f"{SECOND[3]:%A %-d %B %Y}, 2pm"
    assert days[f"{YEAR}-06"] == f"{SECOND[6]:%A %-d %B %Y}, 2pm"
    assert f"{YEAR}-07" not in days
    assert found[f"meeting:{local.pk}.day"].value.startswith(f"{local.day:%A %-d %B %Y}")
    page = shown("governance.dates", date(YEAR, 1, 1))
    for word in ("Zephyr", "Room", f"{secret.day:%-d %B}", "24 June"):
        assert word not in page


def test_a_draft_for_everyone_is_shown_by_its_day():
    rules()
    draft = actions.arrange_meeting(body=body("pdg"), starts_at=at(date(YEAR, 6, 24)), by=viewer("clerk"))
    Meeting.objects.filter(pk=draft.pk).update(audience="public")
    key = f"organisation:pdg.meeting.{YEAR}-06"
    assert facts(date(YEAR, 1, 1))[key].value == f"{date(YEAR, 6, 24):%A %-d %B %Y}, 10am"


def test_every_block_that_a_default_section_holds_is_there():
    held = [key for row in Section.objects.values_list("blocks", flat=True) for key in row]
    assert sorted(held) == sorted(blocks())


def test_the_chart_is_a_picture_with_words_for_every_body_whatever_its_name():
    group("Local Delivery Group <Centre & Islands> with a name that needs more than two lines of its box to be read")
    for number in range(5):
        group(f"Group {number}", f"group-{number}")
    text = shown("governance.structure")
    svg = ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])
    assert svg.get("role") == "img"
    ids = {each.get("id") for each in svg.iter() if each.get("id")}
    assert set(svg.get("aria-labelledby").split()) == ids
    assert "PDG reports to Board" in svg.find(f"{SVG}title").text
    assert not [each for each in svg.iter() if "style" in each.attrib]
    boxes = list(svg.iter(f"{SVG}rect"))
    assert len(boxes) == Organisation.objects.exclude(tier="").count() == 12
    ends = [(int(each.get("y")), int(each.get("y")) + int(each.get("height"))) for each in boxes]
    assert all(one[1] < two[0] for one, two in pairwise(ends))
    assert ends[-1][1] <= int(svg.get("height"))


def test_the_chart_in_a_pdf_is_a_vector_figure_with_its_words():
    pages = html_to_pdf(as_document(mark_safe(shown("governance.structure")), title="Structure"), title="Structure")
    with Pdf.open(BytesIO(pages)) as pdf:
        (figure,) = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == Name.Figure]
        assert "LDG East, LDG North, LDG South and LDG West & Central report to PDG" in str(figure.Alt)
        assert not any(page.get_images() for page in pdf.pages)


@pytest.mark.parametrize("key", [key for key in blocks() if key.startswith("governance.")])
def test_more_bodies_cost_no_more_queries(key):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            data(key)
        return len(seen)

    before = cost()
    for number in range(3):
        made = group(f"Group {number}", f"group-{number}")
        Post.objects.create(organisation=made, label="Chair", on_behalf_of=body("bvsc"), duties="Leads it.")
        rules(made.slug)
    assert cost() == before


def test_what_a_person_typed_is_escaped():
    text = "<script>alert(1)</script>"
    group(text, purpose=text)
    Post.objects.create(organisation=body("pdg"), label=text, duties=text)
    for key in blocks():
        assert "<script" not in shown(key), key
