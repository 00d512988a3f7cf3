"""A private item's minute is on no page, in no PDF, pack or search of those who may not read the item."""

import io

import pytest
from django.urls import reverse
from pikepdf import Pdf

from bcsp.documents.models import StoredPaper
from bcsp.documents.packs import build
from bcsp.documents.papers import as_pdf
from bcsp.records.clock import today
from bcsp.records.models import AccessEvent
from governance import actions
from governance.agendas import entries
from governance.attending import interests_in
from governance.minutes_paper import papers_of
from governance.models import Interest, Minute
from governance.packs import pack_of
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf
from tests.governance import make, seated
from tests.governance.test_packs import everything
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db
CANARY = "zephyrquince"
OTHERS = ("partner", "analyst", "board", "ldg.north", "coordinator")


@pytest.fixture
def minutes(db):
    """Circulated minutes with a canary in all that a private item has: title, minute, decision, action, interest."""
    [post] = seated.seats(1)
    meeting = seated.held_with("Budget", private=[f"Prices {CANARY}"], days=-3)
    item = seated.item(meeting, f"Prices {CANARY}")
    seated.came(meeting, post)
    actions.declare_interest(item=item, post=post, name="", nature=CANARY, leaves=False, by=viewer("clerk"))
    decision = make.agreed(item, wording=CANARY, title=CANARY, audience="named")
    actions.add_action(title=CANARY, due=today(), owner_post=post, decision=decision, by=viewer("clerk"))
    return seated.circulated(meeting, **{"Budget": "Open words.", f"Prices {CANARY}": f"Said {CANARY}."})


def address(name: str, minutes, *more) -> str:
    return reverse(f"governance:{name}", args=[minutes.meeting_id, *more])


def test_the_page_shows_it_to_the_items_readers_alone_and_logs_them(minutes):
    for persona in OTHERS:
        html = text(client(persona).get(address("minutes_detail", minutes)))
        assert "Open words." in html
        assert CANARY not in html
    assert not AccessEvent.objects.exists()
    assert text(client("pdg").get(address("minutes_detail", minutes))).count(CANARY) >= 5
    assert AccessEvent.objects.count() == 1


def test_the_pdf_for_partners_is_without_it_and_the_private_one_has_it(minutes):
    for persona in (*OTHERS, "pdg"):
        content = client(persona).get(address("minutes_pdf", minutes, "partners")).content
        assert "Open words." in everything(content)
        assert CANARY not in everything(content)
    for persona in OTHERS:
        answer = client(persona).get(address("minutes_pdf", minutes, "private"))
        assert answer.headers["Location"] == address("minutes_detail", minutes)
    private = everything(client("pdg").get(address("minutes_pdf", minutes, "private")).content)
    assert CANARY in private
    assert "Open words." not in private


def test_the_private_pdf_bears_its_readers_name_and_the_other_does_not(minutes):
    for audience, given in (("partners", False), ("private", True)):
        answer = client("pdg").get(address("minutes_pdf", minutes, audience))
        with Pdf.open(io.BytesIO(answer.content)) as pdf:
            assert {"/BcspGiven" in page.Resources.XObject for page in pdf.pages} == {given}


def test_a_named_decision_under_an_open_item_is_logged_where_it_is_read(minutes):
    budget = seated.item(minutes.meeting, "Budget")
    decision = make.agreed(budget, wording=CANARY, audience="named")
    assert CANARY in text(client("clerk").get(address("minutes_detail", minutes)))
    assert f"governance.decision:{decision.pk}" in AccessEvent.objects.get().records


def test_the_pdf_of_a_draft_has_what_its_writers_wrote_and_is_theirs_alone(db):
    [post] = seated.seats(1)
    meeting = seated.held_with("Budget", private=[f"Prices {CANARY}"])
    seated.came(meeting, post)
    for title, words in {"Budget": "Open words.", f"Prices {CANARY}": f"Said {CANARY}."}.items():
        actions.write_minute(item=seated.item(meeting, title), text=words, by=viewer("clerk"))
    asked = reverse("governance:minutes_pdf", args=[meeting.pk, "partners"])
    content = everything(client("clerk").get(asked).content)
    assert "Open words." in content
    assert post.label in content
    assert CANARY not in content
    assert CANARY in everything(client("clerk").get(asked.replace("partners", "private")).content)
    assert client("pdg").get(asked).status_code == client("partner").get(asked).status_code == 404


def test_search_finds_it_for_the_items_readers_alone(minutes):
    search = reverse("search:search")
    for persona in OTHERS:
        assert "Minute of" not in text(client(persona).get(search, {"q": CANARY}))
        assert "Minute of" in text(client(persona).get(search, {"q": "open words"}))
    assert Minute.objects.get(text__contains=CANARY).get_absolute_url() in text(
        client("pdg").get(search, {"q": CANARY})
    )


def test_the_next_agenda_and_its_packs_keep_it_apart(minutes):
    following = make.meeting(days=0)
    [item] = [each for each in entries(following, viewer("pdg")) if each.item.kind_id == "minutes"]
    assert len(item.places) == 2
    published = actions.publish_agenda(meeting=following, by=viewer("clerk"))
    found = {audience: everything(build(pack_of(published, audience))) for audience in ("partners", "named")}
    assert "Open words." in found["partners"]
    assert CANARY not in found["partners"]
    assert CANARY in found["named"]


def test_agreed_minutes_are_kept_for_their_readers(minutes):
    agreed = seated.agreed(minutes)
    for persona in OTHERS:
        html = text(client(persona).get(address("minutes_detail", minutes)))
        assert "Open words." in html
        assert CANARY not in html
        assert client(persona).get(address("minutes_pdf", minutes, "private")).status_code == 302
    assert CANARY in text(client("pdg").get(address("minutes_detail", minutes)))
    kept = StoredPaper.objects.filter(key__startswith="governance.minutes", issued_at__gte=agreed.agreed_at)
    open_paper, private = kept.order_by("key")
    assert (open_paper.audience, private.audience, private.reader_bodies) == ("partners", "named", [body("pdg").pk])
    answer = client("partner").get(address("minutes_pdf", minutes, "partners"))
    assert answer.headers["Location"] == reverse("documents:paper_download", args=[open_paper.pk])


def test_a_correction_and_an_interest_of_it_are_its_readers(minutes):
    item = Minute.objects.get(text__contains=CANARY).item
    ask = reverse("governance:correction_ask", args=[item.pk])
    assert {client(persona).get(ask).status_code for persona in OTHERS} == {404}
    made = actions.ask_correction(item=item, text=CANARY, by=viewer("pdg"))
    assert client("coordinator").get(reverse("governance:correction_settle", args=[made.pk])).status_code == 404
    for persona in OTHERS:
        assert CANARY not in text(client(persona).get(address("minutes_detail", minutes)))
        assert not Interest.objects.visible_to(viewer(persona)).exists()


@needs_verapdf
def test_minutes_are_pdf_ua(minutes, tmp_path):
    made = [as_pdf(paper, marking="Partners only") for paper in papers_of(minutes)]
    assert len(made) == 2  # for partners, and the private items'
    assert_pdf_ua(tmp_path, **{f"minutes{number}": pdf for number, pdf in enumerate(made)})


def test_partners_read_that_an_interest_was_declared_and_the_body_what_it_is():
    [post] = seated.seats(1)
    meeting = seated.held_with("Budget", days=-3)
    seated.came(meeting, post)
    item = seated.item(meeting, "Budget")
    actions.declare_interest(item=item, post=post, name="", nature=CANARY, leaves=True, by=viewer("clerk"))
    minutes = seated.circulated(meeting, Budget="Open words.")
    for persona, told in (("partner", False), ("board", False), ("pdg", True), ("coordinator", True)):
        html = text(client(persona).get(address("minutes_detail", minutes)))
        assert "Holder 01 declared an interest" in html
        assert (CANARY in html) is told, persona
        content = everything(client(persona).get(address("minutes_pdf", minutes, "partners")).content)
        assert "Holder 01 declared an interest (left the room)." in content
        assert CANARY not in content
    assert CANARY in everything(client("pdg").get(address("minutes_pdf", minutes, "private")).content)
    assert address("minutes_pdf", minutes, "private") in text(client("pdg").get(address("minutes_detail", minutes)))
    assert not interests_in(meeting, viewer("partner")).exists()
