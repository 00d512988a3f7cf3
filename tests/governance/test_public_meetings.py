"""Published agendas and packs for everyone: what is public, and not a byte more."""

import io

import pytest
from django.urls import reverse
from pikepdf import Pdf

from bcsp.documents.actions import withdraw_paper
from bcsp.documents.papers import Readers
from governance import actions, tasks
from governance.models import Meeting, Pack
from tests.governance import make
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"
PUBLIC = Readers("public")


def page(name: str, *args, status: int = 200, **headers):
    answer = client("anonymous").get(reverse(f"governance_public:{name}", args=args), headers=headers)
    assert answer.status_code == status
    return answer


def publish(meeting: Meeting) -> Meeting:
    return actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk"))


def built(meeting: Meeting) -> Pack:
    """The pack for everyone, once it is ready."""
    pack = meeting.packs.get(audience="public")
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    return pack


def test_an_agenda_for_everyone_has_its_public_papers_and_nothing_of_the_others(monkeypatch):
    named = make.paper(body("pdg"), title=CANARY, text=CANARY, readers=Readers("named", bodies=(body("pdg").pk,)))
    partners = make.paper(body("bvsc"), title=CANARY, text=CANARY, line=CANARY)
    shown = make.paper(body("board"), title="Lights", text="Ten lamps are out.", readers=PUBLIC)
    make.offers(monkeypatch, named, partners, shown)
    meeting = make.meeting(place=f"Back room {CANARY}")
    private = {**make.PRIVATE, "title": CANARY, "introduction": CANARY}
    actions.add_item(meeting=meeting, by=viewer("clerk"), **private)
    actions.add_item(meeting=meeting, title="Buses", presented_by=CANARY, by=viewer("clerk"))
    publish(meeting)
    seen = text(page("meeting_detail", meeting.pk))
    assert "Ten lamps are out." in seen
    assert "Private item (using Schedule 12A paragraph" in seen
    assert "Buses" in seen
    assert CANARY not in seen
    assert CANARY not in text(page("meeting_list"))
    assert CANARY in text(client("pdg").get(meeting.get_absolute_url()))


def test_the_pack_for_everyone_is_handed_out_and_no_other(monkeypatch):
    make.offers(monkeypatch, make.paper(body("board"), title="Lights", text="Ten lamps are out.", readers=PUBLIC))
    meeting = publish(make.meeting())
    packs = {pack.audience: pack for pack in meeting.packs.all()}
    page("pack", meeting.pk, packs["public"].pk, status=404)  # not built yet
    built(meeting)
    answer = page("pack", meeting.pk, packs["public"].pk)
    assert len(Pdf.open(io.BytesIO(answer.content)).pages) > 3
    assert page("pack", meeting.pk, packs["public"].pk, status=304, if_none_match=answer.headers["ETag"]).content == b""
    for audience in ("partners", "named"):
        page("pack", meeting.pk, packs[audience].pk, status=404)
    other = publish(make.meeting(days=30))
    page("pack", other.pk, packs["public"].pk, status=404)
    assert f"/packs/{packs['public'].pk}.pdf" in text(page("meeting_detail", meeting.pk))


def test_a_withdrawn_pack_says_why(monkeypatch):
    make.offers(monkeypatch, make.paper(body("board"), title="Lights", readers=PUBLIC))
    meeting = publish(make.meeting())
    pack = built(meeting)
    withdraw_paper(paper=pack.stored, why="A name stood in it", by=viewer("coordinator"))
    assert "A name stood in it" in text(page("pack", meeting.pk, pack.pk, status=410))


def test_drafts_and_agendas_for_partners_are_unknown():
    draft, partners = make.meeting(), make.published()
    for meeting in (draft, partners):
        page("meeting_detail", meeting.pk, status=404)
        assert f"/public/meetings/{meeting.pk}/" not in text(page("meeting_list"))
    actions.cancel_meeting(meeting=draft, why="Snow", by=viewer("clerk"))
    page("meeting_detail", draft.pk, status=404)


def test_a_cancelled_or_moved_meeting_says_so():
    meeting = publish(make.meeting())
    actions.cancel_meeting(meeting=meeting, why="Snow is forecast", by=viewer("clerk"))
    for name, args in (("meeting_list", ()), ("meeting_detail", (meeting.pk,))):
        assert "Snow is forecast" in text(page(name, *args))


@pytest.mark.parametrize("name", ["meeting_list", "meeting_detail"])
def test_as_many_queries_for_three_as_for_one(name, monkeypatch, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 3):
        papers = [make.paper(body(slug), title=slug, readers=PUBLIC) for slug in ("board", "pdg", "bvsc")[:number]]
        make.offers(monkeypatch, *papers)
        meeting = publish(make.meeting(days=number))
        with CaptureQueriesContext(connection) as found:
            page(name, *([meeting.pk] if name == "meeting_detail" else []))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 12


def test_nothing_of_a_session_is_read_or_given():
    meeting = publish(make.meeting())
    for name, args in (("meeting_list", ()), ("meeting_detail", (meeting.pk,))):
        answer = client("clerk").get(reverse(f"governance_public:{name}", args=args))
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.content == page(name, *args).content
