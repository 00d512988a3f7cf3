"""Pages about funding rounds: the timeline, its advice, and what becomes of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.govuk.forms import Form
from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from governance.models import Meeting
from memory import actions, queries
from memory.choices import Stage
from memory.commissioning import RULES, advice
from memory.forms import rounds as forms
from memory.models import Round
from memory.rules import COMMISSION, READ_APPLICATIONS


def find_round(request: HttpRequest, reference: str) -> Round:
    """The round, if this viewer may know of it; otherwise 404."""
    return get_object_or_404(queries.rounds(request.viewer), reference=reference)


class RoundListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(queries.rounds(request.viewer))
        log_reads(request, rows, how="list")
        context = {"rows": rows, "may_plan": request.viewer.may(COMMISSION)}
        return render(request, "memory/round_list.html", context)


class RoundDetailView(View):
    """A round with its timeline; to those who prepare it, what it departs from."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        viewer, row = request.viewer, find_round(request, reference)
        may = viewer.may(COMMISSION, row)
        why = {each.rule: each.why for each in row.departures.all()}
        found = [(each, why.get(each.rule, "")) for each in advice(queries.planned(row))] if may else []
        reads = viewer.may(READ_APPLICATIONS)
        bids = queries.bids_of(row, viewer) if reads else []
        log_reads(request, [row, *(bid for _, rows in bids for bid in rows)])
        context = {"row": row, "advised": found, "may_change": may, "bids": bids, "reads_bids": reads}
        return render(request, "memory/round_detail.html", context)


class RoundPage(FormPage):
    """Base of pages that prepare a round."""

    template_name = "memory/form_page.html"
    rule = COMMISSION
    heading = ""

    def fetch(self) -> Round:
        return find_round(self.request, self.kwargs["reference"])

    def more(self) -> dict[str, Any]:
        return {"row": self.thing, "back_url": self.thing.get_absolute_url(), "heading": self.heading}


def choices(page: FormPage) -> dict[str, Any]:
    """What the forms of a round choose from."""
    return {
        "priorities": queries.priorities(page.viewer),
        "meetings": Meeting.objects.visible_to(page.viewer).to_come(),
    }


class RoundPlanView(FormPage):
    form_class = forms.RoundPlanForm
    template_name = "memory/form_page.html"
    called = "Plan a funding round"
    rule = COMMISSION
    done = "The round is saved as a draft. See what it is advised upon."

    def starting(self, row: Any) -> dict[str, Any]:
        return {"two_scorers_above": 10000}

    def form_options(self) -> dict[str, Any]:
        return choices(self)

    def more(self) -> dict[str, Any]:
        return {"heading": self.called}

    def act(self, form: forms.RoundPlanForm) -> Round:
        return actions.plan_round(by=self.viewer, stages=form.stages, **form.words)


class RoundChangeView(RoundPage):
    form_class = forms.RoundChangeForm
    called = "Change {reference}"
    heading = "The round and its stages"
    done = "The round is changed."

    def starting(self, row: Round) -> dict[str, Any]:
        days = {each.stage: (each.planned_from, each.planned_to) for each in row.stages.all()}
        return {**super().starting(row), **forms.starting(days)}

    def form_options(self) -> dict[str, Any]:
        return choices(self)

    def act(self, form: forms.RoundChangeForm) -> Round:
        version = form.cleaned_data["version"]
        return actions.change_round(round=self.thing, version=version, by=self.viewer, stages=form.stages, **form.words)


class AdviceAnswerView(RoundPage):
    form_class = forms.AdviceAnswerForm
    called = "Reason of {reference}"
    heading = "Why the round departs from it"
    done = "The reason is recorded."

    def fetch(self) -> Round:
        if self.kwargs["rule"] not in RULES:
            raise Http404
        return super().fetch()

    def starting(self, row: Round) -> dict[str, Any]:
        said = {each.rule: each.why for each in row.departures.all()}
        return {"version": row.version, "why": said.get(self.kwargs["rule"], "")}

    def more(self) -> dict[str, Any]:
        found = {each.rule: each.says for each in advice(queries.planned(self.thing))}
        return {**super().more(), "says": found.get(self.kwargs["rule"], "The round follows this advice now.")}

    def act(self, form: forms.AdviceAnswerForm) -> Round:
        actions.answer_advice(round=self.thing, rule=self.kwargs["rule"], by=self.viewer, **unchecked(form))
        return self.thing


class RoundPublishView(RoundPage):
    form_class = forms.RoundPublishForm
    called = "Publish {reference}"
    heading = "Publish the round"
    done = "The round and its timeline are public."

    def act(self, form: Form) -> Round:
        return actions.publish_round(round=self.thing, version=form.cleaned_data["version"], by=self.viewer)


class StageRecordView(RoundPage):
    form_class = forms.StageRecordForm
    called = "Stage of {reference}"
    done = "The days are recorded."

    def fetch(self) -> Round:
        if self.kwargs["stage"] not in Stage.values:
            raise Http404
        return super().fetch()

    @property
    def heading(self) -> str:
        return f"When it was: {Stage(self.kwargs['stage']).label}"

    def starting(self, row: Round) -> dict[str, Any]:
        found = row.stages.filter(stage=self.kwargs["stage"]).first()
        days = {"actual_from": found.actual_from, "actual_to": found.actual_to} if found else {}
        return {"version": row.version, **days}

    def act(self, form: Form) -> Round:
        actions.record_stage(round=self.thing, stage=self.kwargs["stage"], by=self.viewer, **form.cleaned_data)
        return self.thing
