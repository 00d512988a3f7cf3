"""Coming decisions: the list, one of them, and what is done with it until it is made or dropped."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from governance import actions, coming, forms, queries, rules
from governance.choices import DecisionState
from governance.models import ComingDecision, Decision
from governance.views.decisions import decision_for
from governance.views.meetings import body_asked

A_PAGE = 20


class ComingListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows, bodies = coming.coming(request.viewer), queries.bodies()
        slug = body_asked(request, bodies)
        if slug:
            rows = rows.filter(body__slug=slug)
        page = Paginator(coming.over(rows), A_PAGE).get_page(request.GET.get("page"))
        log_reads(request, [row.decision for row in page if row.decision_seen])
        context = {
            "to_come": coming.to_come(rows),
            "page": with_notice(page),
            "bodies": bodies,
            "chosen": slug,
            "benchmark": coming.BENCHMARK,
            "may_announce": request.viewer.may(rules.ANNOUNCE),
        }
        return render(request, "governance/coming_list.html", context)


class ComingDetailView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = coming_for(request.viewer, pk)
        log_reads(request, [row.decision] if row.decision_seen else [])
        context = {
            "row": row,
            "is_open": row.decision_id is None and row.dropped_at is None,
            "notice": coming.days_of_notice(row),
            "benchmark": coming.BENCHMARK,
            "may_announce": request.viewer.may(rules.ANNOUNCE, row),
        }
        return render(request, "governance/coming_detail.html", context)


class ComingAddView(FormPage):
    form_class = forms.ComingAddForm
    template_name = "governance/coming_form.html"
    called = "Announce a coming decision"
    rule = rules.ANNOUNCE
    done = "It is a draft. Check it, then publish it."

    def form_options(self) -> dict[str, Any]:
        bodies = queries.bodies_for(self.viewer, rules.ANNOUNCE)
        return {"bodies": bodies, "meetings": coming.meetings_for(self.viewer, bodies)}

    def act(self, form: forms.ComingAddForm) -> ComingDecision:
        words = {name: value for name, value in forms.answers(form).items() if name != "version"}
        return actions.add_coming(by=self.viewer, **words)


class ComingPage(FormPage):
    """Base of the pages that change one coming decision."""

    template_name = "governance/coming_step.html"
    rule = rules.ANNOUNCE
    keeps_draft = False
    heading = ""
    says = ""

    def fetch(self) -> ComingDecision:
        return coming_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        return {"heading": self.heading, "says": self.says}


class ComingChangeView(ComingPage):
    form_class = forms.ComingChangeForm
    template_name = "governance/coming_form.html"
    keeps_draft = True
    called = "Change a coming decision"
    about = "of {thing.body.brief}"
    done = "The draft is changed."

    def fetch(self) -> ComingDecision:
        row = super().fetch()
        if row.published_at or row.dropped_at:
            raise Http404
        return row

    def form_options(self) -> dict[str, Any]:
        return {"meetings": coming.meetings_for(self.viewer, [self.thing.body])}

    def act(self, form: forms.ComingChangeForm) -> ComingDecision:
        return actions.change_coming(coming=self.thing, by=self.viewer, **forms.answers(form))


class ComingPublishView(ComingPage):
    form_class = forms.ComingPublishForm
    heading = "Publish this coming decision?"
    done = "It is published."

    @property
    def says(self) -> str:
        who = "Everyone can read it" if self.thing.audience == "public" else "Partners can read it"
        return f"{who} from now on. The day stays for good, and its words can't be changed."

    def act(self, form: forms.ComingPublishForm) -> ComingDecision:
        return actions.publish_coming(coming=self.thing, by=self.viewer, **form.cleaned_data)


class ComingScheduleView(ComingPage):
    form_class = forms.ComingScheduleForm
    heading = "At which meeting?"
    done = "The meeting is saved."

    def form_options(self) -> dict[str, Any]:
        return {"meetings": coming.meetings_for(self.viewer, [self.thing.body])}

    def act(self, form: forms.ComingScheduleForm) -> ComingDecision:
        return actions.schedule_coming(coming=self.thing, by=self.viewer, **form.cleaned_data)


class ComingDropView(ComingPage):
    form_class = forms.ComingDropForm
    heading = "Drop this coming decision?"
    done = "It is dropped. The reason stands beside it."

    def act(self, form: forms.ComingDropForm) -> ComingDecision:
        return actions.drop_coming(coming=self.thing, by=self.viewer, **forms.answers(form))


class ComingMadeView(ComingPage):
    form_class = forms.ComingMadeForm
    heading = "What came of it?"
    says = "Agreed decisions of this body since it was published."
    done = "The decision is linked."

    def form_options(self) -> dict[str, Any]:
        return {"decisions": coming.decisions_for(self.thing, self.viewer)}

    def starting(self, row: ComingDecision | None) -> dict[str, Any]:
        return {"version": row.version}

    def shown(self) -> list[Any]:
        return list(coming.decisions_for(self.thing, self.viewer).filter(audience="named"))

    def act(self, form: forms.ComingMadeForm) -> ComingDecision:
        return actions.make_coming(coming=self.thing, by=self.viewer, **form.cleaned_data)


class DecisionWasComingView(FormPage):
    """From the decision: which of the body's coming decisions it made."""

    form_class = forms.DecisionWasComingForm
    template_name = "governance/decision_was_coming.html"
    rule = rules.ANNOUNCE
    keeps_draft = False
    done = "The coming decision is linked."

    def fetch(self) -> Decision:
        decision = decision_for(self.viewer, self.kwargs["pk"])
        if decision.state != DecisionState.AGREED or hasattr(decision, "was_coming"):
            raise Http404
        return decision

    def form_options(self) -> dict[str, Any]:
        return {"candidates": coming.candidates(self.thing, self.viewer)}

    def act(self, form: BaseForm) -> Decision:
        row = form.cleaned_data["coming"]
        actions.make_coming(coming=row, version=row.version, decision=self.thing, by=self.viewer)
        return self.thing


def coming_for(viewer, pk: int) -> ComingDecision:
    """The coming decision, if the viewer may know of it; otherwise 404."""
    return get_object_or_404(coming.coming(viewer), pk=pk)


def with_notice(page: Any) -> Any:
    """The rows of a page, each with the days of notice that were given."""
    for row in page:
        row.notice = coming.days_of_notice(row)
    return page
