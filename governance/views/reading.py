"""Reading an agenda: the meeting's page, and one item after another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.redaction import REDACT
from bcsp.scales.queries import yardstick
from governance import agendas, order, queries, rules
from governance.actions.reports import OPEN
from governance.choices import ISSUED, MeetingState
from governance.models import Meeting
from governance.views.meeting_room import beside_the_agenda
from governance.views.meetings import meeting_for, standing
from governance.views.packs import packs_shown


class MeetingDetailView(View):
    """The agenda with its papers, the decisions sheet on top."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        meeting = meeting_for(viewer, pk)
        found = agendas.entries(meeting, viewer)
        decisions = queries.Decision.objects.visible_to(viewer).filter(item__meeting=meeting)
        decisions, mine = list(decisions.order_by("item__position", "pk")), list(queries.mine(viewer)[:5])
        log_reads(request, [*agendas.shown(found), *decisions, *mine])
        context = {
            **whole(meeting, found),
            "rows": agendas.in_order(found, order.withheld_lines(meeting, viewer)),
            "moved": int(moved) if (moved := request.GET.get("moved", "")).isdecimal() else 0,
            "standing": standing(viewer, meeting),
            **packs_shown(meeting, viewer),
            "actions": mine,
            "decisions": decisions,
            "protected": queries.protected_kinds(meeting),
            **allowed(viewer, meeting),
            **beside_the_agenda(viewer, meeting),
        }
        return render(request, "governance/meeting_detail.html", context)


def whole(meeting: Meeting, found: list[agendas.Entry]) -> dict[str, Any]:
    """The agenda itself, as this viewer may read it."""
    return {
        "meeting": meeting,
        "is_draft": meeting.state == MeetingState.DRAFT,
        "entries": found,
        "plan": order.plan_of(meeting),
        "asked": agendas.asked(found),
        "opened": next((place.key for entry in found for place in entry.full), ""),
        "scale": yardstick() if any("yardstick" in place.html for entry in found for place in entry.full) else [],
    }


def allowed(viewer, meeting: Meeting) -> dict[str, bool]:
    """What the viewer may do with the meeting."""
    return {
        "may_prepare": viewer.may(rules.PREPARE, meeting),
        "may_redact": viewer.may(REDACT, meeting) and meeting.state in ISSUED,
        "may_write": viewer.may(rules.WRITE_PAPER, meeting) and meeting.state in OPEN,
        "may_record": viewer.may(rules.RECORD, meeting) and meeting.state in ISSUED,
    }
