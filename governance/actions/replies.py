"""What a member says before a meeting: whether they come, who comes for them, and which interests they have."""

from collections.abc import Mapping

from bcsp.records.actions import action, demand, save, take
from bcsp.records.errors import Refused, Stale
from bcsp.records.viewer import Viewer
from governance import rules
from governance.choices import Coming, MeetingState
from governance.models import AgendaItem, Interest, Meeting, Reply


@action
def answer_meeting(
    *,
    meeting: Meeting,
    coming: str,
    by: Viewer,
    substitute: str = "",
    interests: Mapping[AgendaItem, str] | None = None,
    no_interests: bool = False,
    version: int | None = None,
) -> Reply:
    """The viewer's own answer, and by item the nature of each interest that they declare. It takes the place of what
    they answered before, until the meeting is held. Raises Stale, Refused.

    Whoever comes says which interests they have, or that they have none.
    """
    demand(rules.REPLY, by, meeting)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    _takes_answers(meeting)
    declared = dict(interests or {})
    if no_interests and declared:
        raise Refused("You ticked both that you have no interest and an item in which you have one. Keep one of them.")
    if coming == Coming.YES and not declared and not no_interests:
        raise Refused("Tick the items in which you have an interest, or that you have no interest to declare.")
    reply = _own(meeting, by, version)
    reply.coming, reply.no_interests = coming, no_interests
    reply.substitute = substitute.strip() if coming == Coming.SUBSTITUTE else ""
    save(reply)
    _declare(meeting, declared, by)
    return reply


def _takes_answers(meeting: Meeting) -> None:
    if meeting.state == MeetingState.DRAFT:
        raise Refused("The agenda is not published yet. You can answer once you can read it.")
    if meeting.took_place:
        raise Refused("This meeting was held. If the record of who came is wrong, tell the clerk.")
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused("This meeting is cancelled, so nobody needs to answer.")


def _own(meeting: Meeting, by: Viewer, version: int | None) -> Reply:
    """The viewer's answer, to be changed; Stale where it isn't the one that they had before them."""
    found = Reply.objects.filter(meeting=meeting, person_id=by.person_id).first()
    if found is None:
        return Reply(meeting=meeting, person_id=by.person_id, created_by_id=by.person_id)
    if version is None:
        raise Stale(found)
    return take(found, version)


def _declare(meeting: Meeting, declared: dict[AgendaItem, str], by: Viewer) -> None:
    """The interests that the viewer ticked, and no others of the items that they may read."""
    readable = AgendaItem.objects.visible_to(by).filter(meeting=meeting)
    if set(declared) - set(readable):
        raise Refused("You can declare an interest only in an item of this meeting that you may read.")
    mine = Interest.objects.select_for_update().filter(item__in=readable.values("pk"), person_id=by.person_id)
    there = {row.item_id: row for row in mine}
    for item, nature in declared.items():
        row = there.pop(item.pk, None)
        if row is None:
            row = Interest(item=item, person_id=by.person_id, name=by.name, created_by_id=by.person_id)
        elif row.nature == nature.strip():
            continue
        else:
            row.version += 1
        row.nature = nature.strip()
        save(row)
    Interest.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
