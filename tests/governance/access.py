"""Who gets what at governance's addresses."""

import pytest

from bcsp.records.clock import today
from governance import actions
from tests.access import Page, public
from tests.governance import editions, make, seated
from tests.make import user, viewer

PREPARERS = {"clerk": 200, "coordinator": 200}
WATCHERS = {**PREPARERS, **dict.fromkeys(("chair", "pdg", "analyst", "analyst2"), 200)}
RECORDERS = {**PREPARERS, "chair": 200}


def draft_meeting() -> dict:
    """An agenda that only those see who make it."""
    return {"pk": make.meeting().pk}


def published_meeting() -> dict:
    return {"pk": make.published().pk}


def partners_pack() -> dict:
    return {"pk": make.published().packs.get(audience="partners").pk}


def urgent_about() -> dict:
    return {"slug": "pdg", "kind": "governance.meeting", "key": make.published().pk}


def issued_paper() -> dict:
    """A paper of a published agenda: the minutes, the open actions or whatever; here an invented one."""
    from governance.models import ItemPaper

    with pytest.MonkeyPatch.context() as patched:
        make.offers(patched, make.paper(make.body("bvsc"), template="pdf/withheld.html"))
        meeting = make.published()
    return {"pk": ItemPaper.objects.get(item__meeting=meeting).pk}


def issued_edition() -> dict:
    return {"number": editions.edition().number}


def printed_edition() -> dict:
    return {"number": editions.edition(prints=True).number}


def withdrawn_edition() -> dict:
    return {"number": editions.edition("withdrawn").number}


def draft_edition() -> dict:
    return {"number": editions.edition("draft").number}


def reviewed_edition() -> dict:
    return {"number": editions.edition("review").number}


def approved_edition() -> dict:
    return {"number": editions.edition("approved").number}


def edition_section() -> dict:
    return {**draft_edition(), "key": "summary"}


def edition_comment() -> dict:
    edition = editions.edition("review")
    return {"pk": actions.comment(edition=edition, section=None, text="Say who chairs.", by=viewer("pdg")).pk}


def item() -> dict:
    return {"pk": make.emerging(make.meeting()).pk}


def held_item() -> dict:
    return {"pk": make.emerging(make.held()).pk}


def decision() -> dict:
    return {"pk": make.agreed(make.emerging(make.held())).pk}


def draft_decision() -> dict:
    return {"pk": make.draft(make.emerging(make.held())).pk}


def public_decision() -> dict:
    return {"reference": make.agreed(make.emerging(make.held()), audience="public").reference}


def public_meeting() -> dict:
    """A meeting whose agenda is for everyone."""
    meeting = make.meeting()
    return {"pk": actions.publish_agenda(meeting=meeting, audience="public", by=viewer("clerk")).pk}


def public_pack() -> dict:
    from governance import tasks
    from governance.models import Pack

    pack = Pack.objects.get(meeting=public_meeting()["pk"], audience="public")
    tasks.build_pack(pack.pk)
    return {"pk": pack.meeting_id, "pack": pack.pk}


def public_notice() -> dict:
    from governance.actions.storing import store_notice

    made = make.agreed(make.emerging(make.held()), audience="public")
    store_notice(decision=made, by=None)
    return {"reference": made.reference}


def todo() -> dict:
    from bcsp.people.models import Post
    from bcsp.records.clock import today

    made = make.agreed(make.emerging(make.held()))
    given = {"title": "Write", "due": today(), "owner_post": Post.objects.first(), "decision": made}
    return {"pk": actions.add_action(by=viewer("clerk"), **given).pk}


def own_item() -> dict:
    """An item that takes papers of its own, on a draft agenda."""
    return {"pk": make.item(make.meeting()).pk}


def report() -> dict:
    return {"pk": make.report().pk}


def seated_meeting() -> dict:
    """A held meeting of which nobody has written minutes, with a seat that somebody held."""
    seated.seats(1)
    return {"pk": make.held().pk}


def circulated() -> dict:
    return {"pk": seated.circulated(make.held(-2)).meeting_id}


def circulated_item() -> dict:
    return {"pk": make.emerging(seated.circulated(make.held()).meeting).pk}


def correction() -> dict:
    item = make.emerging(seated.circulated(make.held()).meeting)
    return {"pk": actions.ask_correction(item=item, text="Put it right", by=viewer("pdg")).pk}


def item_of_a_guest() -> dict:
    """An item of a published agenda; the outsider is a guest for another item of it."""
    from governance import actions

    meeting = make.meeting()
    other = actions.add_item(meeting=meeting, title="Other", by=viewer("clerk"))
    actions.invite_guest(item=other, person=user("outsider").person, by=viewer("clerk"))
    return {"pk": make.emerging(actions.publish_agenda(meeting=meeting, by=viewer("clerk"))).pk}


def published_item() -> dict:
    return {"pk": make.emerging(make.published()).pk}


def question() -> dict:
    from governance import actions

    return {"pk": actions.ask_question(item=make.emerging(make.published()), text="Why?", by=viewer("ldg.north")).pk}


def guest() -> dict:
    from governance import actions

    item = make.emerging(make.published())
    invited = actions.invite_guest(item=item, name="A guest", by=viewer("clerk"))
    actions.cancel_meeting(meeting=item.meeting, why="Snow", by=viewer("clerk"))  # so that nobody's post ends it
    return {"pk": invited.pk}


def waiting() -> dict:
    return {"pk": make.waiting().pk}


def typed_item() -> dict:
    return {"pk": make.typed(make.meeting()).pk}


def local_item() -> dict:
    return {"pk": make.read_item().pk}


def sent_up() -> dict:
    return {"pk": make.asked().pk}


def coming(**words) -> dict:
    return {"pk": make.coming(**words).pk}


def published_coming() -> dict:
    return {"pk": make.announced().pk}


# A draft is unknown (404) to all but its makers; of those, the analysts and the chair may only read it (403).
DRAFT_READERS = {"analyst": 200, "analyst2": 200, "chair": 200, **PREPARERS}
DRAFT_WRITERS = {"analyst": 403, "analyst2": 403, "chair": 403, **PREPARERS}
PAPER_WRITERS = {**DRAFT_READERS, "chair": 403}
OF_PDG = {"clerk": 200, "chair": 200, "pdg": 200}
BACKLOG_READERS = {**RECORDERS, "pdg": 200}
POSTED = {"anonymous": 401, **dict.fromkeys(PREPARERS, 302)}
ACCESS = [
    Page("governance:index", members=302),
    Page("governance:meeting_list"),
    Page("governance:meeting_arrange", members=403, statuses=PREPARERS),
    Page("governance:meeting_detail", draft_meeting, members=404, statuses={**DRAFT_READERS, "outsider": 404}),
    Page("governance:meeting_change", draft_meeting, members=404, statuses=DRAFT_WRITERS),
    Page("governance:meeting_publish", draft_meeting, members=404, statuses=DRAFT_WRITERS),
    Page("governance:meeting_move", published_meeting, members=403, statuses=PREPARERS),
    Page("governance:meeting_hold", published_meeting, members=403, statuses=PREPARERS),
    Page("governance:meeting_cancel", published_meeting, members=403, statuses=PREPARERS),
    Page("governance:item_add", draft_meeting, members=404, statuses=DRAFT_WRITERS),
    Page("governance:pack_states", published_meeting, members=302),
    Page("governance:pack_chair", published_meeting, members=403, statuses={"chair": 200, "clerk": 200}),
    Page("governance:paper_withdraw", issued_paper, members=403, statuses={**PREPARERS, "admin": 200}),
    Page(
        "governance:pack_rebuild",
        partners_pack,
        members=403,
        statuses={"anonymous": 401, **dict.fromkeys(PREPARERS, 302)},
        method="post",
    ),
    Page("governance:item_detail", item_of_a_guest, statuses={"outsider": 404}),
    Page("governance:note_list", published_meeting, statuses={"outsider": 404}),
    Page("governance:note_edit", published_item, statuses={"outsider": 404}),
    Page("governance:question_ask", published_item),
    Page(
        "governance:question_answer",
        question,
        members=404,
        statuses={"pdg": 403, "ldg.north": 403, **RECORDERS},
    ),
    Page("governance:guest_list", published_item, members=403, statuses=PREPARERS),
    Page(
        "governance:guest_end",
        guest,
        members=403,
        statuses={"anonymous": 401, **dict.fromkeys(PREPARERS, 409)},
        method="post",
    ),
    Page("governance:chair_note_edit", published_item, members=403, statuses={"clerk": 200, "chair": 200}),
    Page("governance:item_edit", item, members=404, statuses=DRAFT_WRITERS),
    Page("governance:item_remove", item, members=404, statuses=DRAFT_WRITERS),
    Page(
        "governance:item_change",
        item,
        members=404,
        statuses={**DRAFT_WRITERS, "anonymous": 401, **dict.fromkeys(PREPARERS, 302)},
        method="post",
    ),
    Page("governance:report_add", own_item, members=404, statuses=PAPER_WRITERS),
    Page("governance:report_detail", report, members=404, statuses=DRAFT_READERS),
    Page("governance:report_pdf", report, members=404, statuses=DRAFT_READERS),
    Page("governance:report_edit", report, members=404, statuses=PAPER_WRITERS),
    Page("governance:report_remove", report, members=404, statuses=PAPER_WRITERS),
    Page(
        "governance:report_change",
        report,
        members=404,
        statuses={
            "anonymous": 401,
            "chair": 403,
            **dict.fromkeys((*PREPARERS, "analyst", "analyst2"), 302),
        },
        method="post",
    ),
    Page("governance:supplement_issue", published_meeting, members=403, statuses=PREPARERS),
    Page("governance:decision_record", held_item, members=403, statuses=RECORDERS),
    Page(
        "governance:decision_record_paper",
        lambda: held_item() | {"paper": 0},
        members=404,
    ),
    Page("governance:body_detail", lambda: {"slug": "pdg"}),
    Page("governance:body_rules", lambda: {"slug": "pdg"}, members=403, statuses=PREPARERS),
    Page("governance:body_conformance", lambda: {"slug": "pdg"}, members=403, statuses=WATCHERS),
    Page("governance:body_year", lambda: {"slug": "pdg", "year": today().year}, members=403, statuses=PREPARERS),
    Page("governance:accountability", lambda: {"year": today().year - 1}, members=403, statuses=PREPARERS),
    Page("governance:decision_urgent", lambda: {"slug": "pdg"}, members=403, statuses=RECORDERS),
    # a strand above says who reads its subjects; here a decision is about a meeting of the body
    Page("governance:decision_urgent_about", urgent_about, members=403, statuses=RECORDERS),
    Page("governance:backlog_list", lambda: {"slug": "pdg"}, members=403, statuses=BACKLOG_READERS),
    Page("governance:backlog_add", lambda: {"slug": "pdg"}, members=403, statuses=RECORDERS),
    Page(
        "governance:backlog_place",
        waiting,  # for no meeting: those who may place get as far as that
        members=404,
        statuses={"anonymous": 401, "pdg": 403, "chair": 403},
        method="post",
    ),
    Page("governance:backlog_drop", waiting, members=404, statuses={**RECORDERS, "pdg": 403}),
    Page("governance:item_carry", typed_item, members=404, statuses=DRAFT_WRITERS),
    Page("governance:escalation_send", local_item, members=403, statuses={"coordinator": 200, "ldg.north": 200}),
    Page("governance:escalation_detail", sent_up),
    Page("governance:escalation_answer", sent_up, members=403, statuses=RECORDERS),
    Page("governance:coming_list"),
    Page("governance:coming_add", members=403, statuses=RECORDERS),
    Page("governance:coming_detail", coming, members=404, statuses=RECORDERS),
    Page("governance:coming_edit", coming, members=404, statuses=RECORDERS),
    Page("governance:coming_publish", coming, members=404, statuses=RECORDERS),
    Page("governance:coming_schedule", published_coming, members=403, statuses=RECORDERS),
    Page("governance:coming_drop", published_coming, members=403, statuses=RECORDERS),
    Page("governance:coming_made", published_coming, members=403, statuses=RECORDERS),
    Page("governance:decision_was_coming", decision, members=403, statuses=RECORDERS),
    public("governance_public:body_list"),
    public("governance_public:body_detail", lambda: {"slug": "pdg"}),
    public("governance_public:coming_list"),
    Page("governance:decision_list"),
    Page("governance:decision_detail", decision),
    Page("governance:decision_edit", draft_decision, members=404, statuses=RECORDERS),
    Page("governance:decision_agree", draft_decision, members=404, statuses=RECORDERS),
    Page("governance:decision_supersede", decision, members=403, statuses=RECORDERS),
    Page("governance:action_add", decision, members=403, statuses=RECORDERS),
    Page("governance:item_action_add", held_item, members=403, statuses=RECORDERS),
    Page("governance:meeting_reply", published_meeting, members=403, statuses=OF_PDG),
    Page(
        "governance:meeting_replies", published_meeting, members=302, statuses=OF_PDG | {"anonymous": 302, **PREPARERS}
    ),
    Page("governance:attendance_record", seated_meeting, members=403, statuses=RECORDERS),
    Page("governance:interest_add", held_item, members=403, statuses=RECORDERS),
    Page("governance:minute_write", held_item, members=403, statuses=RECORDERS),
    Page("governance:minutes_detail", seated_meeting, members=404, statuses=RECORDERS),
    Page("governance:minutes_circulate", seated_meeting, members=403, statuses=RECORDERS),
    Page("governance:minutes_agree", circulated, members=403, statuses=RECORDERS),
    Page("governance:minutes_pdf", lambda: circulated() | {"audience": "partners"}),
    Page("governance:correction_ask", circulated_item, members=403, statuses=OF_PDG),
    Page("governance:correction_settle", correction, members=403, statuses=RECORDERS),
    Page("governance:action_reassign", todo, members=403, statuses=RECORDERS),
    Page("governance:action_list"),
    Page("governance:action_detail", todo),
    Page("governance:document"),
    Page("governance:year_stage_list"),
    Page("governance:year_stage_edit", lambda: {"key": "plan"}, members=403, statuses=PREPARERS),
    Page("governance:edition_start", members=403, statuses=POSTED, method="post"),
    Page("governance:edition_compare"),
    Page("governance:edition_detail", draft_edition, members=404, statuses=PREPARERS),
    Page("governance:edition_preview", reviewed_edition),
    Page("governance:edition_draft_pdf", draft_edition, members=404, statuses=PREPARERS),
    Page("governance:section_write", edition_section, members=404, statuses=PREPARERS),
    Page("governance:section_look", edition_section, members=404, statuses=POSTED, method="post"),
    Page("governance:edition_review", draft_edition, members=404, statuses=PREPARERS),
    Page("governance:edition_take_back", reviewed_edition, members=403, statuses=PREPARERS),
    Page("governance:edition_comment", reviewed_edition),
    Page("governance:edition_comment_settle", edition_comment, members=403, statuses=PREPARERS),
    Page("governance:edition_approve", reviewed_edition, members=403, statuses=PREPARERS),
    Page("governance:edition_publish", approved_edition, members=403, statuses=PREPARERS),
    Page("governance:edition_withdraw", issued_edition, members=403, statuses=PREPARERS),
    Page("governance:edition_reason", withdrawn_edition, members=403, statuses=PREPARERS),
    Page("governance:edition_drop", draft_edition, members=404, statuses=PREPARERS),
    Page("governance:edition_print", issued_edition, members=403, statuses=POSTED, method="post"),
    public("governance_public:decision_list"),
    public("governance_public:decision_feed"),
    public("governance_public:coming_feed"),
    public("governance_public:meeting_feed"),
    public("governance_public:meeting_calendar"),
    public("governance_public:decision_detail", public_decision),
    public("governance_public:decision_notice", public_notice),
    public("governance_public:document"),
    public("governance_public:edition_compare"),
    public("governance_public:edition_list"),
    public("governance_public:edition", issued_edition),
    public("governance_public:edition_pdf", printed_edition),
    public("governance_public:meeting_list"),
    public("governance_public:meeting_detail", public_meeting),
    public("governance_public:pack", public_pack),
]
