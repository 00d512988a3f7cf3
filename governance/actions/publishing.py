"""Publishing an agenda: the one moment at which papers are frozen and put before the meeting."""

from django.apps import apps

from bcsp.documents.actions import issue_paper
from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Paper
from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused, Stale
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link
from bcsp.records.viewer import Viewer
from governance import cycle, rules
from governance.actions.guests import let_guests_in
from governance.actions.meetings import as_read, locked, stored
from governance.actions.packs import request_packs
from governance.actions.telling import tell_members
from governance.agendas import asked, entries, laid_out, print_of, sentence_of_asked
from governance.choices import TOOK_PLACE, MeetingState
from governance.emerging import Offered, subject_key
from governance.models import AgendaItem, ItemPaper, Meeting, Supplement
from governance.reports import for_agenda

NOT_AGAIN = {
    MeetingState.PUBLISHED: "Somebody has published this agenda already. Go back to read it.",
    **dict.fromkeys(TOOK_PLACE, "This meeting was held: its agenda was published before."),
    MeetingState.CANCELLED: "This meeting is cancelled, so its agenda can't be published.",
}


@action
def publish_agenda(
    *,
    meeting: Meeting,
    by: Viewer,
    audience: str = Audience.PARTNERS,
    version: int | None = None,
    checked: str = "",
    extraordinary_why: str = "",
) -> Meeting:
    """Freeze every paper with its HTML, PDF and readers, link what the meeting considers, and ask for the packs.

    `audience` says who may read the agenda itself (`partners` or `public`); private items and each paper keep their
    own readers. Raises Refused unless the meeting is a draft with an item. `version` and `checked` (its `print_of`)
    are the agenda that somebody has checked: Stale where it, or what the strands put forward, changed since.
    Where the body's rules want more notice than today gives, `extraordinary_why` says why it can't wait, or Refused.
    """
    demand(rules.PREPARE, by, meeting)
    meeting = locked(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise Refused(NOT_AGAIN[meeting.state])
    as_read(meeting, version)
    if audience not in (Audience.PARTNERS, Audience.PUBLIC):
        raise Refused("Say who may read the agenda: partners only, or the public. A private item is set on the item.")
    agenda = laid_out(meeting)
    if not agenda:
        raise Refused("Add at least one item before publishing the agenda.")
    if checked and checked != print_of(agenda):
        raise Stale(stored(meeting))
    meeting.extraordinary_why = _why_so_late(meeting, extraordinary_why.strip())
    for item, papers in agenda:
        for position, each in enumerate(papers, 1):
            freeze(item, position, each, by, audience=audience)
    meeting.items.exclude(audience=Audience.NAMED).update(audience=audience)
    meeting.audience, meeting.state = audience, MeetingState.PUBLISHED
    meeting.published_at, meeting.published_by_id = now(), by.person_id
    save(meeting)
    for item in meeting.items.all():
        let_guests_in(item)
    request_packs(meeting)
    count = len(asked(entries(meeting, Viewer.body(meeting.body))))
    text = f"{meeting}: the agenda is published. {sentence_of_asked(count)}"
    tell_members(meeting.body_id, text, meeting.get_absolute_url(), by)
    return meeting


def _why_so_late(meeting: Meeting, why: str) -> str:
    """Why the notice is short; empty where it isn't, whatever was said."""
    notice = cycle.notice_of(meeting, today())
    if notice is None or not notice.is_short:
        return ""
    if not why:
        raise Refused(
            f"The rules of {meeting.body.brief} want {notice.wanted_words} between publishing and the meeting; "
            f"publishing today gives {notice.given}. Say why it can't wait, which makes it an extraordinary meeting, "
            "or change it to a later day."
        )
    return why


def _issued(paper: Paper, by: Viewer) -> StoredPaper:
    try:
        return issue_paper(paper, by.person_id)
    except (UnfitPage, CannotJoin) as fault:
        raise Refused(f"“{paper.title}” can't be printed, so nothing is published. {fault}") from fault


def freeze(
    item: AgendaItem,
    position: int,
    each: Offered,
    by: Viewer,
    supplement: Supplement | None = None,
    audience: str = "",
) -> ItemPaper:
    """Keep the paper as it is now, under the item, and say that this item considers its subject.

    `audience` is the agenda's where it is being published. Call inside an action that has locked the meeting.
    """
    paper = for_agenda(each.paper, audience or item.meeting.audience)
    kind, key = subject_key(paper)
    place = ItemPaper(
        item=item,
        paper=_issued(paper, by),
        position=position,
        in_full=each.in_full,
        comes_back=paper.returns,
        line=paper.line,
        ask=paper.ask,
        recommendation=paper.recommendation,
        cost=paper.cost,
        public_line=paper.public_line,
        paragraph=paper.paragraph,
        supplement=supplement,
        subject_kind_id=kind,
        subject_id=key,
    )
    save(place)
    connect(item, Link.Relation.CONSIDERS, apps.get_model(paper.subject_kind)._base_manager.get(pk=key))
    return place
