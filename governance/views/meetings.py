"""Meetings: the list, the agenda to read item by item, and what a clerk does with a meeting."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from bcsp.people.models import Organisation
from bcsp.records import sendings
from bcsp.records.clock import LONDON, today
from bcsp.records.formpage import CHANGED, FormPage
from bcsp.records.screenedform import unchecked
from governance import actions, agendas, cycle, forms, order, queries, reports, rules
from governance.actions.packs import prepare_parts
from governance.decided_before import decided_before
from governance.entries import Entry, Place
from governance.length import length_of
from governance.models import Decision, Meeting

PAST_SHOWN = 20


class MeetingListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        tiers = queries.bodies()
        slug = body_asked(request, tiers)
        coming, past = queries.upcoming(request.viewer), queries.past(request.viewer)
        if slug:
            coming, past = coming.filter(body__slug=slug), past.filter(body__slug=slug)
        context = {
            "upcoming": coming,
            "past": past[:PAST_SHOWN],
            "bodies": tiers,
            "chosen": slug,
            "may_arrange": request.viewer.may(rules.PREPARE),
            "measured": [body for body in tiers if request.viewer.may(rules.MEASURE, body)],
        }
        return render(request, "governance/meeting_list.html", context)


def body_asked(request: HttpRequest, bodies: Iterable[Organisation]) -> str:
    """The body that a list is narrowed to; empty for all. 404 where it is none of these."""
    slug = request.GET.get("body", "")
    if slug and slug not in {body.slug for body in bodies}:
        raise Http404
    return slug


class MeetingArrangeView(FormPage):
    form_class = forms.MeetingArrangeForm
    template_name = "governance/meeting_arrange.html"
    called = "Arrange a meeting"
    rule = rules.PREPARE
    done = "The meeting is arranged. Its standing items are on the agenda."

    def form_options(self) -> dict[str, Any]:
        return {"bodies": queries.bodies_for(self.viewer, rules.PREPARE)}

    def act(self, form: forms.MeetingArrangeForm) -> Meeting:
        data = form.cleaned_data
        meeting = actions.arrange_meeting(
            body=data["body"],
            starts_at=form.starts_at(),
            place=data["place"],
            papers_close=data["papers_close"],
            by=self.viewer,
        )
        self.done += _not_set(meeting)
        return meeting


def _not_set(meeting: Meeting) -> str:
    """Why papers have no day to close on, though the rules name one; empty where they have, or the rules don't."""
    closes = cycle.papers_close(cycle.rules_of(meeting.body, meeting.day), meeting.day)
    if meeting.papers_close or closes is None:
        return ""
    return (
        f" The rules of {meeting.body.brief} have papers close on {closes:%-d %B %Y}, which is past, so no day is set."
    )


class MeetingPage(FormPage):
    """Base of the pages that change one meeting."""

    rule = rules.PREPARE
    keeps_draft = False

    def fetch(self) -> Meeting:
        return meeting_for(self.viewer, self.kwargs["pk"])


class MeetingChangeView(MeetingPage):
    form_class = forms.MeetingChangeForm
    template_name = "governance/meeting_change.html"
    done = "The meeting is changed."

    def starting(self, row: Meeting | None) -> dict[str, Any]:
        local = row.starts_at.astimezone(LONDON)
        return {**super().starting(row), "day": local.date(), "hour": local.time()}

    def form_options(self) -> dict[str, Any]:
        return {"old_day": self.thing.day}

    def act(self, form: forms.MeetingChangeForm) -> Meeting:
        data = form.cleaned_data
        return actions.change_meeting(
            meeting=self.thing,
            version=data["version"],
            starts_at=form.starts_at(),
            place=data["place"],
            papers_close=data["papers_close"],
            title=data["title"],
            by=self.viewer,
        )


class MeetingStep(MeetingPage):
    """A step in the life of a meeting as its page showed it. Sent twice it is done once; where the meeting changed
    meanwhile, the page comes back as it stands now, to be read once more."""

    def act_once(self, form: BaseForm, data: QueryDict) -> tuple[Any, bool]:
        return sendings.once(self.viewer, data, lambda: self.act(form))

    def conflict(self, data: QueryDict, current: Meeting) -> HttpResponse:
        self.thing, data = current, data.copy()
        for name, value in self.fresh(current).items():
            data[name] = value
        form = self.build(data)
        form.add_error(None, CHANGED)
        return self.show(form, status=409)

    def fresh(self, meeting: Meeting) -> dict[str, str]:
        """The hidden fields that say what stands on the page."""
        return {"version": str(meeting.version)}


class MeetingPublishView(MeetingStep):
    """The check page: everything that will be frozen, then one button."""

    form_class = forms.MeetingPublishForm
    template_name = "governance/meeting_publish.html"
    done = "The agenda is published. Its members are told, and the packs are being built."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the page is read the worker renders what is not ready: the open actions, the last minutes."""
        prepare_parts(self.thing)
        return super().get(request, *args, **kwargs)

    def starting(self, row: Meeting | None) -> dict[str, Any]:
        return {**super().starting(row), **self.fresh(row)}

    def fresh(self, meeting: Meeting) -> dict[str, str]:
        return {**super().fresh(meeting), "laid_out": agendas.print_of(agendas.laid_out(meeting))}

    def more(self) -> dict[str, Any]:
        others = queries.on_other_agendas(self.thing)
        twice = [(place, others[place.key]) for place in self.places if place.key in others]
        asked, plan = agendas.asked(self.found), order.plan_of(self.thing)
        found = {"entries": self.found, "asked": asked, "twice": twice, "notice": self.notice, "plan": plan}
        found |= {"bare": [each for _, each in asked if each.is_bare], "asking": {each.key for _, each in asked}}
        found["decided"] = self.decided
        lacking = reports.lacking([place.report for place in self.places if place.report])
        return {**found, "length": length_of(agendas.laid_out(self.thing)), "lacking": lacking}

    @property
    def notice(self) -> cycle.Notice | None:
        """The notice that publishing today gives."""
        return cycle.notice_of(self.thing, today())

    def form_options(self) -> dict[str, Any]:
        return {"short": self.notice is not None and self.notice.is_short}

    @cached_property
    def found(self) -> list[Entry]:
        return agendas.entries(self.thing, self.viewer)

    @property
    def places(self) -> list[Place]:
        return [place for entry in self.found for place in entry.places]

    @cached_property
    def decided(self) -> dict[str, list[Decision]]:
        """By the key of each paper, what was decided on its subject already."""
        return decided_before(self.thing, self.places, self.viewer)

    def shown(self) -> list[Any]:
        return [*agendas.shown(self.found), *(each for rows in self.decided.values() for each in rows)]

    def act(self, form: forms.MeetingPublishForm) -> Meeting:
        words = unchecked(form, "laid_out")
        seen = form.cleaned_data["laid_out"]
        return actions.publish_agenda(meeting=self.thing, checked=seen, by=self.viewer, **words)


class MeetingHoldView(MeetingStep):
    form_class = forms.MeetingHoldForm
    template_name = "governance/meeting_hold.html"
    done = "The meeting is marked as held. Now record what it decided."

    def act(self, form: forms.MeetingHoldForm) -> Meeting:
        return actions.hold_meeting(meeting=self.thing, by=self.viewer, **form.cleaned_data)


class MeetingMoveView(MeetingStep):
    """Another day, time or place once the agenda is out."""

    form_class = forms.MeetingMoveForm
    template_name = "governance/meeting_move.html"
    done = "The meeting is moved. Its members are told."

    def starting(self, row: Meeting | None) -> dict[str, Any]:
        local = row.starts_at.astimezone(LONDON)
        return {"version": row.version, "place": row.place, "day": local.date(), "hour": local.time()}

    def form_options(self) -> dict[str, Any]:
        return {"meeting": self.thing}

    def act(self, form: forms.MeetingMoveForm) -> Meeting:
        words = {name: form.cleaned_data[name] for name in ("version", "place", "why")}
        words["short_notice"] = form.cleaned_data.get("short_notice", False)
        return actions.move_meeting(meeting=self.thing, starts_at=form.starts_at(), by=self.viewer, **words)


class MeetingCancelView(MeetingStep):
    form_class = forms.MeetingCancelForm
    template_name = "governance/meeting_cancel.html"
    done = "The meeting is cancelled. What it had before it goes to the body's next meeting."

    def act(self, form: forms.MeetingCancelForm) -> Meeting:
        return actions.cancel_meeting(meeting=self.thing, by=self.viewer, **unchecked(form))


def meeting_for(viewer, pk: int) -> Meeting:
    """The meeting, if the viewer may know of it; otherwise 404."""
    return get_object_or_404(Meeting.objects.visible_to(viewer), pk=pk)


def standing(viewer, meeting: Meeting) -> str:
    """As what the viewer reads this agenda, in a sentence; a guest is told in a banner."""
    if not viewer.is_member:
        return ""
    held = [role.label.lower() for body, role in sorted(viewer.places) if body == meeting.body_id]
    if held:
        return f"You read this as {' and '.join(held)} of {meeting.body.brief}."
    return f"You have no seat on {meeting.body.brief}: you see what you may read as a partner."
