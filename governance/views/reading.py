"""Reading an agenda: the meeting's page, and one item after another.

Both are open to a sign-in without a place: a guest reads the item they are invited for, and gets 404 for the rest.
"""

from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from bcsp.people.middleware import open_to_signed_in
from bcsp.records.access import log_reads
from bcsp.records.keys import as_key
from bcsp.scales.queries import yardstick
from governance import agendas, attending, order, queries, reading, rules
from governance.before import records_in, seen_before
from governance.choices import COMING, ISSUED, MeetingState
from governance.decided_before import decided_before
from governance.entries import Entry
from governance.models import Decision, Meeting
from governance.views.agendas import item_for
from governance.views.around import also_read, around
from governance.views.beside import beside, note_forms
from governance.views.meeting_room import beside_the_agenda
from governance.views.meetings import meeting_for, standing
from governance.views.packs import packs_shown


@method_decorator(open_to_signed_in, name="dispatch")
class MeetingDetailView(View):
    """The agenda with its papers, the decisions sheet on top."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        meeting = meeting_for(viewer, pk)
        found = agendas.entries(meeting, viewer)
        mine = list(queries.mine(viewer)[:5])
        context = {
            **read(request, meeting, found, mine),
            "rows": agendas.in_order(found, order.withheld_lines(meeting, viewer) if viewer.is_member else []),
            "plan": order.plan_of(meeting) if viewer.is_member else None,
            "asked": agendas.asked(found),
            "opened": next((p.key for entry in found for p in entry.full if not p.is_of_the_house), ""),
            "moved": as_key(request.GET.get("moved", "")),
            "standing": standing(viewer, meeting),
            **(packs := packs_shown(meeting, viewer) if viewer.is_member else {}),
            "supplements": reading.late_papers(meeting, found, packs.get("mine", ())),
            "actions": mine,
            "protected": queries.protected_kinds(meeting),
            **beside_the_agenda(viewer, meeting),
        }
        return render(request, "governance/meeting_detail.html", context)


@method_decorator(open_to_signed_in, name="dispatch")
class ItemDetailView(View):
    """One item with its papers in full, and the way to the one before and after it: for reading on a phone."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        item = item_for(viewer, pk)
        meeting = item.meeting
        found = agendas.entries(meeting, viewer, only=pk)
        if not found:
            raise Http404
        items = list(agendas.items_of(meeting, viewer).only("position", "title", "meeting_id", "audience"))
        here = [each.pk for each in items].index(pk)
        context = {
            **read(request, meeting, found, alone=True),
            "entry": found[0],
            "before_it": items[here - 1] if here else None,
            "after_it": items[here + 1] if here + 1 < len(items) else None,
            "last": items[-1],
        }
        return render(request, "governance/item_detail.html", context)


def read(
    request: HttpRequest, meeting: Meeting, found: list[Entry], also: list[Any] = (), *, alone: bool = False
) -> dict[str, Any]:
    """What both pages show of these entries and beside them. Writes the access log, `also` included."""
    viewer = request.viewer
    places = [place for entry in found for place in entry.places]
    before = seen_before(meeting, places, viewer)
    decided = decided_before(meeting, places, viewer)
    decisions = Decision.objects.visible_to(viewer).filter(item__in=[entry.item.pk for entry in found])
    decisions = list(decisions.order_by("item__position", "pk"))
    nearby = around(viewer, meeting, found, alone=alone)
    passed = [*records_in(before), *chain(*decided.values())]
    log_reads(request, [*agendas.shown(found), *decisions, *passed, *also_read(found, nearby), *also])
    said = beside(meeting, viewer)
    items = [entry.item for entry in found]
    return {
        "meeting": meeting,
        "is_draft": meeting.state == MeetingState.DRAFT,
        "entries": found,
        "alone": alone,
        "scale": yardstick() if any("yardstick" in place.html for place in places) else [],
        "before": before,
        "decided": decided,
        "decisions": decisions,
        "my_interests": {row.item_id: row for row in attending.interests_of(meeting, viewer)},
        "guest_for": reading.guest_items(meeting, viewer),
        "readers": reading.read_by(meeting, found) if viewer.may(rules.SEE_READERS, meeting) else {},
        "is_body": meeting.body_id in viewer.bodies,
        "note_forms": note_forms(items, viewer, said["notes"], alone=alone),
        "may_prepare": viewer.may(rules.PREPARE, meeting),
        "may_withdraw": viewer.may(rules.WITHDRAW, meeting) and meeting.state in ISSUED,
        "may_write": viewer.may(rules.WRITE_PAPER, meeting) and meeting.state in COMING,
        "may_record": viewer.may(rules.RECORD, meeting) and meeting.state in ISSUED,
        **nearby,
        **said,
    }
