"""Publishing an agenda: the one moment at which papers are frozen and put before the meeting."""

from django.apps import apps

from bcsp.documents.actions import issue_paper
from bcsp.notices.actions import notify
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.meetings import locked
from governance.actions.packs import request_packs
from governance.agendas import asked, entries, sentence_of_asked
from governance.choices import MeetingState
from governance.emerging import Offered, offered, subject_key
from governance.models import AgendaItem, ItemPaper, Meeting
from governance.queries import members_of


@action
def publish_agenda(*, meeting: Meeting, by: Viewer, audience: str = Audience.PARTNERS) -> Meeting:
    """Freeze every paper with its HTML, PDF and readers, link what the meeting considers, and ask for the packs.

    `audience` says who may read the agenda itself (`partners` or `public`); private items and each paper keep their
    own readers. Raises Refused unless the meeting is a draft with an item.
    """
    demand(rules.PREPARE, by, meeting)
    meeting = locked(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise Refused(f"This agenda can't be published: the meeting is {meeting.get_state_display().lower()}.")
    if audience not in (Audience.PARTNERS, Audience.PUBLIC):
        raise Refused("Say who may read the agenda: partners only, or the public. A private item is set on the item.")
    items = list(meeting.items.select_related("meeting__body", "kind"))
    if not items:
        raise Refused("Add at least one item before publishing the agenda.")
    for item in items:
        for position, each in enumerate(offered(item), 1):
            _freeze(item, position, each, by)
    meeting.items.exclude(audience=Audience.NAMED).update(audience=audience)
    meeting.audience, meeting.state = audience, MeetingState.PUBLISHED
    meeting.published_at, meeting.published_by_id = now(), by.person_id
    save(meeting)
    request_packs(meeting)
    count = len(asked(entries(meeting, Viewer.body(meeting.body))))
    people = set(members_of(meeting.body_id)) - {by.person_id}
    notify(people, f"An agenda was published: {sentence_of_asked(count)}", meeting.get_absolute_url())
    return meeting


def _freeze(item: AgendaItem, position: int, each: Offered, by: Viewer) -> ItemPaper:
    """Keep the paper as it is now, under the item, and say that this item considers its subject."""
    paper = each.paper
    kind, key = subject_key(paper)
    place = ItemPaper(
        item=item,
        paper=issue_paper(paper, by.person_id),
        position=position,
        in_full=each.in_full,
        comes_back=paper.returns,
        line=paper.line,
        ask=paper.ask,
        recommendation=paper.recommendation,
        cost=paper.cost,
        public_line=paper.public_line,
        subject_kind_id=kind,
        subject_id=key,
    )
    save(place)
    connect(item, Link.Relation.CONSIDERS, apps.get_model(paper.subject_kind)._base_manager.get(pk=key))
    return place
