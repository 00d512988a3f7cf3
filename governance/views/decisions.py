"""Decisions: the register, one decision with its notice, and how one is recorded, checked and agreed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from governance import actions, forms, queries, rules, sealing
from governance.choices import DecisionState
from governance.filters import DecisionFilter
from governance.forms.decisions import NO, YES
from governance.models import AgendaItem, Decision, ItemPaper
from governance.views.agendas import item_for

A_PAGE = 25


class DecisionListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        found = DecisionFilter(request.GET, rows=queries.decisions(request.viewer))
        page = Paginator(found.qs, A_PAGE).get_page(request.GET.get("page"))
        log_reads(request, page.object_list)
        context = {"filter": found, "page": page, "drafts": queries.drafts(request.viewer), "head": sealing.head()}
        return render(request, "governance/decision_list.html", context)


class DecisionDetailView(View):
    """An agreed decision with its seal; a draft as its check page, with the button that agrees it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        decision = decision_for(viewer, pk)
        log_reads(request, [decision])
        context = {
            "decision": decision,
            "form": forms.DecisionAgreeForm(initial={"version": decision.version}),
            "is_draft": decision.state == DecisionState.DRAFT,
            "meeting": queries.Meeting.objects.visible_to(viewer).filter(items=decision.item_id).first(),
            "superseded_by": superseding(viewer, decision),
            "supersedes": _seen(viewer, decision.supersedes_id),
            "actions": queries.actions(viewer).filter(decision=decision),
            "notice": queries.notice_for(viewer, decision),
            "may_record": viewer.may(rules.RECORD, decision),
        }
        return render(request, "governance/decision_detail.html", context)


class DecisionFormPage(FormPage):
    """Base of the three pages with the form of a decision."""

    form_class = forms.DecisionForm
    template_name = "governance/decision_form.html"
    rule = rules.RECORD

    def about(self) -> tuple[AgendaItem, ItemPaper | None]:
        """The item, and the paper that the decision is about; whoever may record may know both."""
        raise NotImplementedError

    def form_options(self) -> dict[str, Any]:
        item, place = self.about()
        return {
            "body": item.meeting.body.brief,
            "named": self.has_named_source(),
            "recommended": bool(place and place.recommendation),
        }

    def has_named_source(self) -> bool:
        item, place = self.about()
        return queries.named_source(item, place.subject if place else None) is not None

    def more(self) -> dict[str, Any]:
        item, place = self.about()
        return {"item": item, "place": place}


class DecisionRecordView(DecisionFormPage):
    """A new decision under an item; with a paper, its title and recommendation stand in the form already."""

    def fetch(self) -> AgendaItem:
        item = item_for(self.viewer, self.kwargs["pk"])
        self.place = None
        if "paper" in self.kwargs:
            visible = queries.StoredPaper.objects.visible_to(self.viewer)
            found = item.papers.filter(paper__in=visible).select_related("paper")
            self.place = get_object_or_404(found.defer("paper__html"), pk=self.kwargs["paper"])
        return item

    def about(self) -> tuple[AgendaItem, ItemPaper | None]:
        return self.thing, self.place

    @property
    def draft_key(self) -> str:
        return f"{super().draft_key}:{self.place.pk if self.place else 0}"

    def starting(self, row: AgendaItem | None) -> dict[str, Any]:
        start = {"title": row.title, "decided_on": row.meeting.day, "audience": row.audience, "authority": "meeting"}
        start["authority_detail"] = f"The members present at {row.meeting}"
        if self.place:
            paper = self.place.paper
            start |= {"title": paper.title[:150], "wording": self.place.recommendation, "audience": paper.audience}
        if start["audience"] == Audience.PUBLIC:
            start["audience"] = Audience.PARTNERS  # to publish is an act, never a default
        return start

    def shown(self) -> list[Any]:
        return [*super().shown(), self.place.paper] if self.place else super().shown()

    def act(self, form: forms.DecisionForm) -> Decision:
        subject = self.place.subject if self.place else None
        return actions.record_decision(item=self.thing, subject=subject, by=self.viewer, **form.fields_of_decision())


class DecisionPage(DecisionFormPage):
    def fetch(self) -> Decision:
        return decision_for(self.viewer, self.kwargs["pk"])

    def about(self) -> tuple[AgendaItem, ItemPaper | None]:
        return self.thing.item, queries.paper_of(self.thing.item, self.thing.subject)

    def has_named_source(self) -> bool:
        old = self.thing if self.thing.state == DecisionState.AGREED else self.thing.supersedes
        return queries.named_source(self.thing.item, self.thing.subject, old) is not None

    def starting(self, row: Decision | None) -> dict[str, Any]:
        return {**super().starting(row), "follows": NO if row.departs else YES}


class DecisionEditView(DecisionPage):
    done = "The draft is changed. Check it once more."

    def act(self, form: forms.DecisionForm) -> Decision:
        version = form.cleaned_data["version"]
        return actions.redraft_decision(
            decision=self.thing, version=version, by=self.viewer, **form.fields_of_decision()
        )


class DecisionSupersedeView(DecisionPage):
    form_class = forms.DecisionSupersedeForm
    done = "The new decision is a draft. The old one stands until you agree the new one."

    def form_options(self) -> dict[str, Any]:
        items = AgendaItem.objects.visible_to(self.viewer).filter(meeting__body_id=self.thing.body_id)
        items = items.filter(meeting__state__in=["published", "held"]).order_by("-meeting__starts_at", "position")
        return {**super().form_options(), "items": items}

    def starting(self, row: Decision | None) -> dict[str, Any]:
        return {**super().starting(row), "item": None}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "supersedes": self.thing}

    def act(self, form: forms.DecisionForm) -> Decision:
        return actions.supersede(decision=self.thing, by=self.viewer, **form.fields_of_decision())


class DecisionAgreeView(FormPage):
    form_class = forms.DecisionAgreeForm
    template_name = "governance/decision_agree.html"
    rule = rules.RECORD
    keeps_draft = False
    done = "The decision is agreed and locked."

    def fetch(self) -> Decision:
        return decision_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        return {"decision": self.thing}

    def act(self, form: forms.DecisionAgreeForm) -> Decision:
        return actions.agree_decision(decision=self.thing, version=form.cleaned_data["version"], by=self.viewer)


def decision_for(viewer, pk: int) -> Decision:
    """The decision, if the viewer may know of it; otherwise 404."""
    found = Decision.objects.visible_to(viewer).select_related("body", "item__meeting__body", "seal", "agreed_by")
    return get_object_or_404(found, pk=pk)


def superseding(viewer, decision: Decision) -> Decision | None:
    """The agreed decision that took this one's place, if the viewer may know of it."""
    found = Decision.objects.visible_to(viewer).filter(supersedes=decision, state=DecisionState.AGREED)
    return found.first()


def _seen(viewer, pk: int | None) -> Decision | None:
    return Decision.objects.visible_to(viewer).filter(pk=pk).first() if pk else None
