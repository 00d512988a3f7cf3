"""Coming decisions: published once, before they are made; then made, or dropped with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.records.clock import now, pretend, today
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.models import AccessEvent
from bcsp.records.thread import thread
from governance import actions, coming
from governance.attention import waiting as attention
from governance.models import ComingDecision
from tests.governance import make
from tests.make import PERSONAS, body, client, text, viewer

pytestmark = pytest.mark.django_db
LIST = "/governance/coming/"
PUBLIC = "/public/coming-decisions/"
CANARY = "zephyrquince"


def announced(days: int = 31, **words) -> ComingDecision:
    """Published so many days ago."""
    with pretend(today() - timedelta(days=days)):
        return make.announced(**words)


def made(row: ComingDecision, decision=None, by: str = "clerk") -> ComingDecision:
    decision = decision or make.agreed(make.emerging(make.held()), title="Sampling agreed", audience="public")
    return actions.make_coming(coming=row, version=row.version, decision=decision, by=viewer(by))


def dropped(row: ComingDecision, why: str = "The law changed") -> ComingDecision:
    return actions.drop_coming(coming=row, version=row.version, why=why, by=viewer("clerk"))


FIELDS = {"title": "Sampling", "about": "Whether to test.", "contact": "Coordinator, BCSP", "audience": "public"}
FIELDS |= {"expected_day": "1", "expected_month": "2", "expected_year": "2031", "screened": "on"}


def test_from_a_draft_to_the_public_page_and_to_its_decision():
    clerk, everyone = client("clerk"), client("anonymous")
    meeting = make.meeting(days=20)
    answer = clerk.post(f"{LIST}add/", {**FIELDS, "body": body("pdg").pk, "meeting": meeting.pk})
    row = ComingDecision.objects.get()
    address = row.get_absolute_url()
    assert answer.headers["Location"] == address
    assert "Sampling" not in text(everyone.get(PUBLIC))
    assert client("pdg").get(address).status_code == 404
    clerk.post(f"{address}publish/", {"version": 1})
    html = text(everyone.get(PUBLIC))
    assert "Whether to test." in html
    assert "Whom to ask: Coordinator, BCSP." in html
    assert "Not before 1 February 2031" in html  # the meeting is a draft, and nobody outside knows of it
    assert f"First published on {today():%-d %B %Y}" in html
    assert clerk.get(f"{address}edit/").status_code == 404
    decision = make.agreed(make.emerging(make.held()), title="Sampling agreed", audience="public")
    clerk.post(f"{address}made/", {"version": 2, "decision": decision.pk})
    html = text(everyone.get(PUBLIC))
    assert f'href="/public/decisions/{decision.reference}/"' in html
    assert "Published 0 days before" in html
    assert "Short notice" in html
    assert "Announced before:" in text(clerk.get(decision.get_absolute_url()))
    assert row in [stage.record for stage in thread(decision, viewer("pdg"))]


def test_every_fault_at_once():
    html = text(client("clerk").post(f"{LIST}add/", {"contact": "@invented"}))
    for words in (
        "Choose the body that decides",
        "Say what it is about",
        "looks like a handle",
        "Read your text once more",
    ):
        assert words in html


def test_a_meeting_of_another_body_does_not_fit():
    other = make.meeting("board")
    answer = client("clerk").post(f"{LIST}add/", {**FIELDS, "body": body("pdg").pk, "meeting": other.pk})
    assert "Choose a meeting of PDG, or none yet" in text(answer)
    row = make.announced()
    with pytest.raises(Refused, match="of the body that decides"):
        actions.schedule_coming(coming=row, version=row.version, meeting=other, by=viewer("clerk"))
    with pytest.raises(Refused, match="over or cancelled"):
        actions.schedule_coming(coming=row, version=row.version, meeting=make.held(), by=viewer("clerk"))


def test_a_published_one_is_tied_to_its_meeting():
    row, meeting = make.announced(), make.published(days=10)
    client("clerk").post(f"{row.get_absolute_url()}meeting/", {"version": row.version, "meeting": meeting.pk})
    assert f"At the meeting on {meeting.day:%-d %B %Y}" in text(client("partner").get(LIST))
    assert f"At the meeting on {meeting.day:%-d %B %Y}" not in text(client("anonymous").get(PUBLIC))


def test_the_day_of_the_first_publishing_never_changes():
    row = announced(31)
    first = row.published_at
    with pytest.raises(Refused, match="published already"):
        actions.publish_coming(coming=row, version=row.version, by=viewer("clerk"))
    with pytest.raises(Refused, match="its readers rely on it"):
        actions.change_coming(coming=row, version=row.version, title="Other", by=viewer("clerk"))
    for other in (now(), None):
        changed = {"published_at": other} if other else {"published_at": None, "published_by": None}
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            ComingDecision.objects.filter(pk=row.pk).update(**changed)
    row.refresh_from_db()
    assert row.published_at == first


def test_the_days_of_notice():
    row = made(announced(31))
    assert coming.days_of_notice(row) == 31
    html = text(client("pdg").get(row.get_absolute_url()))
    assert "Published 31 days before" in html
    assert "Short notice" not in html
    assert "Short notice" in text(client("pdg").get(made(announced(27)).get_absolute_url()))


def test_it_is_made_once_by_an_agreed_decision_of_its_body_after_it_was_published():
    draft, row = make.coming(), announced(3)
    with pytest.raises(Refused, match="never published"):
        made(draft)
    with pytest.raises(Refused, match="Choose an agreed decision of PDG"):
        made(row, make.draft(make.emerging(make.held())))
    early = make.agreed(make.emerging(make.held(days=-5)))
    with pytest.raises(Refused, match="decided before this was published"):
        made(row, early)
    assert early not in coming.decisions_for(row, viewer("clerk"))
    done = made(row)
    with pytest.raises(Refused, match="recorded already"):
        made(done)
    with pytest.raises(Refused, match="recorded already"):
        dropped(done)


def test_from_the_page_of_the_decision():
    row, decision = announced(3), make.agreed(make.emerging(make.held()))
    address, clerk = reverse("governance:decision_was_coming", args=[decision.pk]), client("clerk")
    assert address in text(clerk.get(decision.get_absolute_url()))
    assert address not in text(client("pdg").get(decision.get_absolute_url()))
    assert "Choose the coming decision" in text(clerk.post(address, {}))
    clerk.post(address, {"coming": row.pk})
    row.refresh_from_db()
    assert row.decision == decision
    assert clerk.get(address).status_code == 404


def test_a_dropped_one_stands_with_its_reason_for_ninety_days():
    row, everyone = announced(200), client("anonymous")
    assert "Say why it is not coming" in text(client("clerk").post(f"{row.get_absolute_url()}drop/", {"version": 2}))
    with pretend(today() - timedelta(days=89)):
        dropped(row)
    assert "The law changed" in text(everyone.get(PUBLIC))
    ComingDecision.objects.filter(pk=row.pk).update(dropped_at=now() - timedelta(days=91))
    assert "The law changed" not in text(everyone.get(PUBLIC))
    assert "The law changed" in text(client("pdg").get(LIST))
    row.refresh_from_db()
    with pytest.raises(Refused, match="was dropped"):
        actions.schedule_coming(coming=row, version=row.version, meeting=None, by=viewer("clerk"))


def test_who_reads_which():
    make.coming(title="Draft canary")
    make.announced(title="Partners canary", audience="partners")
    make.announced(title="Public canary")
    everyone = {persona: client(persona) for persona in (*PERSONAS, "anonymous")}
    for address, partners, drafts in (
        (PUBLIC, set(), set()),
        (LIST, set(PERSONAS) - {"outsider"}, {"clerk", "chair", "coordinator"}),
    ):
        said = {persona: text(browser.get(address)) for persona, browser in everyone.items()}
        assert {persona for persona in said if "Partners canary" in said[persona]} == partners
        assert {persona for persona in said if "Draft canary" in said[persona]} == drafts
        assert address == LIST or {persona for persona in said if "Public canary" in said[persona]} == set(everyone)


@pytest.mark.parametrize("audience", ["partners", "named"])
def test_a_decision_is_named_to_its_readers_alone(audience):
    decision = make.agreed(make.emerging(make.held()), title=CANARY, audience=audience)
    row = made(announced(31), decision)
    assert CANARY not in text(client("anonymous").get(PUBLIC))
    assert "Published 31 days before" in text(client("anonymous").get(PUBLIC))
    for address in (LIST, row.get_absolute_url()):
        assert CANARY in text(client("pdg").get(address))
        assert (CANARY in text(client("partner").get(address))) is (audience == "partners")
    logged = AccessEvent.objects.filter(records=[f"governance.decision:{decision.pk}"]).count()
    assert logged == (2 if audience == "named" else 0)


def test_the_list_of_one_body():
    make.announced(title="Of PDG")
    make.announced("board", title="Of the Board")
    html = text(client("pdg").get(f"{LIST}?body=board"))
    assert "Of the Board" in html
    assert "Of PDG" not in html


@pytest.mark.parametrize("persona", ["pdg", "board", "analyst", "ldg.north", "partner"])
def test_who_may_not_announce(persona):
    with pytest.raises(NotAllowed):
        make.coming(by=persona)
    with pytest.raises(NotAllowed):
        actions.drop_coming(coming=make.announced(), version=2, why="No", by=viewer(persona))


def test_a_chair_announces_for_their_own_body():
    assert make.coming(by="chair").body == body("pdg")
    with pytest.raises(NotAllowed):
        make.coming("board", by="chair")


def test_two_who_change_one_lose_nothing():
    row = make.coming()
    actions.change_coming(coming=row, version=1, title="Theirs", by=viewer("coordinator"))
    with pytest.raises(Stale):
        actions.change_coming(coming=row, version=1, title="Mine", by=viewer("clerk"))
    address, data = f"{row.get_absolute_url()}edit/", {**FIELDS, "version": "1", "title": "Mine"}
    answer = client("clerk").post(address, data)
    assert answer.status_code == 409
    assert "Theirs" in text(answer)
    assert "Mine" in text(answer)
    client("clerk").post(address, {**FIELDS, "version": "2", "title": "Agreed title"})
    row.refresh_from_db()
    assert row.title == "Agreed title"


def test_what_is_overdue_stands_on_the_home_page():
    row, meeting = announced(31, expected=today() - timedelta(days=1)), make.meeting(days=0)
    words = "Say what came of the coming decision “Sampling”"

    def waits(persona: str) -> bool:
        return any(words in each.text and each.late for each in attention(viewer(persona)))

    assert [waits(name) for name in ("clerk", "chair", "coordinator", "pdg", "analyst")] == [True] * 3 + [False] * 2
    row = actions.schedule_coming(coming=row, version=row.version, meeting=meeting, by=viewer("clerk"))
    assert not waits("clerk")
    actions.hold_meeting(meeting=actions.publish_agenda(meeting=meeting, by=viewer("clerk")), by=viewer("clerk"))
    assert waits("clerk")
    made(row)
    assert not waits("clerk")


CHANGES = {
    "governance_comingdecision_published_pair": {"published_by": None},
    "governance_comingdecision_dropped_pair": {"dropped_at": now(), "dropped_why": "No"},
    "governance_comingdecision_dropped": {"dropped_why": "No"},
    "governance_comingdecision_says_what": {"about": ""},
    "governance_comingdecision_open": {"audience": "named", "reader_bodies": [1]},
    "governance_comingdecision_audience": {"audience": "all"},
    "governance_comingdecision_named_readers": {"reader_bodies": [1]},
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_database_refuses(name):
    row = make.announced()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ComingDecision.objects.filter(pk=row.pk).update(**CHANGES[name])


def test_the_database_keeps_one_coming_decision_for_one_decision():
    row, other = made(announced(3)), make.announced()
    with pytest.raises(IntegrityError), transaction.atomic():
        ComingDecision.objects.filter(pk=other.pk).update(decision=row.decision)


@pytest.mark.parametrize(("address", "persona"), [(LIST, "clerk"), (PUBLIC, "anonymous")])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(address, persona, django_assert_max_num_queries):
    browser = client(persona)

    def one_more() -> None:
        meeting = make.published(days=10)
        row = make.announced()
        actions.schedule_coming(coming=row, version=row.version, meeting=meeting, by=viewer("clerk"))
        made(announced(3))
        dropped(announced(3))

    def queries() -> int:
        browser.get(address)
        with django_assert_max_num_queries(100) as counted:
            browser.get(address)
        return len(counted)

    one_more()
    one = queries()
    one_more()
    one_more()
    assert queries() == one
