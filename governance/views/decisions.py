"""Decisions: the register, one decision with its notice, and how one is recorded, checked and agreed."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from bcsp.people.models import Organisation
from bcsp.records.access import log_reads
from bcsp.records.clock import today
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from bcsp.strands import DecisionPart, decision_part
from governance import actions, forms, queries, rules, sealing
from governance.accountability import current
from governance.choices import ISSUED, Authority, DecisionState
from governance.filters import DecisionFilter
from governance.forms.decisions import NO, YES
from governance.house_items import is_house
from governance.models import AgendaItem, Decision, ItemPaper, Meeting
from governance.notices import punctual
from governance.quorum import before_agreeing, recorded_with
from governance.recommended import recommendation_shown
from governance.urgent import reporting
from governance.views.agendas import item_for
from governance.views.around import announced

A_PAGE = 25


class DecisionListView(View):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        found = DecisionFilter(request.GET, rows=queries.decisions(request.viewer))
        page = Paginator(found.qs, A_PAGE).get_page(request.GET.get("page"))
        drafts = queries.drafts(request.viewer)
        for each in page.object_list:
            each.punctual = punctual(each)
        log_reads(request, [*drafts, *page.object_list])
        context = {"filter": found, "page": page, "drafts": drafts, "head": sealing.head(), "today": today()}
        context["urgent_for"] = queries.bodies_for(request.viewer, rules.RECORD)
        context["extract_of"] = current().begins if request.viewer.may(rules.EXTRACT) else None
        return render(request, "governance/decision_list.html", context)


class DecisionDetailView(View):
    """An agreed decision with its seal; a draft as its check page, with the button that agrees it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        decision = decision_for(viewer, pk)
        others = {"superseded_by": superseding(viewer, decision), "supersedes": _seen(viewer, decision.supersedes_id)}
        follow = list(queries.actions(viewer).filter(decision=decision))
        log_reads(request, [decision, *others.values(), *follow])
        context = {
            "decision": decision,
            **others,
            "form": forms.DecisionAgreeForm(initial={"version": decision.version}),
            "is_draft": decision.state == DecisionState.DRAFT,
            "meeting": (meeting := _met(viewer, decision)),
            "may_agree": decision.item_id is None or bool(meeting and meeting.took_place),
            "reporting": reporting(decision.body) if decision.item_id is None else None,
            "reported": queries.reported_to(viewer, decision) if decision.item_id is None else None,
            "actions": follow,
            "notice": queries.notice_for(viewer, decision),
            "recommended": recommendation_shown(decision),
            "may_record": viewer.may(rules.RECORD, decision),
            "more": (part := decision_part(decision.subject)) and part.shown(decision, viewer),
            "seats": recorded_with(decision),
            "count": before_agreeing(decision) if decision.state == DecisionState.DRAFT else None,
            **announced(decision, viewer),
        }
        return render(request, "governance/decision_detail.html", context)


class DecisionFormPage(FormPage):
    """Base of the pages with the form of a decision, to which the subject's strand may add fields of its own."""

    base_form: type[forms.DecisionForm] = forms.DecisionForm
    template_name = "governance/decision_form.html"
    rule = rules.RECORD

    item: AgendaItem | None  # for rules; the page names it only to those who may know of it
    place: ItemPaper | None = None  # the paper that the decision is about, if this viewer may read it

    @property
    def form_class(self) -> type[forms.DecisionForm]:
        form = self.base_form
        if self.part is None:
            return form
        screened = (*form.screened_fields, *self.part.fields.screened)
        return type(form.__name__, (self.part.fields, form), {"screened_fields": screened})

    @cached_property
    def part(self) -> DecisionPart | None:
        return decision_part(self.subject)

    @property
    def subject(self) -> Model | None:
        """What the decision is about: of a new one, what the paper is about."""
        return self.place.subject if self.place else None

    def form_options(self) -> dict[str, Any]:
        return {
            "body": self.body.brief,
            "named": self.has_named_source(),
            "recommended": bool(self.place and self.place.recommendation),
        }

    @property
    def body(self) -> Organisation:
        return self.item.meeting.body

    def has_named_source(self) -> bool:
        return queries.named_source(self.item, self.subject) is not None

    @cached_property
    def seen_item(self) -> AgendaItem | None:
        if self.item is None:
            return None
        return AgendaItem.objects.visible_to(self.viewer).filter(pk=self.item.pk).first()

    def more(self) -> dict[str, Any]:
        meeting = self.item and self.item.meeting
        return {"item": self.seen_item, "meeting": meeting, "body": self.body, "place": self.place}

    def shown(self) -> list[Any]:
        beside = [self.seen_item] if self.seen_item != self.thing else []
        return [*super().shown(), *beside, *([self.place.paper] if self.place else [])]


class DecisionRecordView(DecisionFormPage):
    """A new decision under an item; with a paper, its title and recommendation stand in the form already."""

    called = "Record a decision"
    about = "under item {thing.position} of {thing.meeting}"

    def fetch(self) -> AgendaItem:
        self.item = item_for(self.viewer, self.kwargs["pk"])
        if "paper" in self.kwargs:
            found = queries.papers_under(self.item, self.viewer)
            self.place = get_object_or_404(found, pk=self.kwargs["paper"])
            if is_house(self.place.paper.key):
                raise Http404
        return self.item

    @property
    def draft_key(self) -> str:
        return f"{super().draft_key}:{self.place.pk if self.place else 0}"

    def starting(self, row: AgendaItem | None) -> dict[str, Any]:
        start = {"title": row.title, "decided_on": row.meeting.day, "audience": row.audience, "authority": "meeting"}
        start["authority_detail"] = f"The members present at {row.meeting}"
        if self.place:
            paper = self.place.paper
            start |= {"title": paper.title[:150], "wording": self.place.recommendation, "audience": paper.audience}
        if self.has_named_source():
            start["audience"] = Audience.NAMED  # it may have been narrowed after its paper was frozen
        if start["audience"] == Audience.PUBLIC:
            start["audience"] = Audience.PARTNERS  # to publish is an act, never a default
        return start

    def act(self, form: forms.DecisionForm) -> Decision:
        given = form.fields_of_decision()
        return actions.record_decision(item=self.thing, subject=self.subject, by=self.viewer, **given)


class DecisionPage(DecisionFormPage):
    """Whoever may know of a decision need not be able to read the paper, or the private item, that it came from."""

    def fetch(self) -> Decision:
        decision = decision_for(self.viewer, self.kwargs["pk"])
        self.item = decision.item
        self.place = queries.paper_for(self.viewer, self.item, decision.subject) if self.item else None
        return decision

    @property
    def body(self) -> Organisation:
        return self.thing.body

    @property
    def subject(self) -> Model | None:
        return self.thing.subject

    def form_options(self) -> dict[str, Any]:
        options = super().form_options()
        return {**options, "recommended": options["recommended"] or bool(self.thing.departs)}

    def has_named_source(self) -> bool:
        old = self.thing if self.thing.state == DecisionState.AGREED else self.thing.supersedes
        return queries.named_source(self.thing.item, self.thing.subject, old) is not None

    def starting(self, row: Decision | None) -> dict[str, Any]:
        more = self.part.starting(row) if self.part else {}
        return {**super().starting(row), "follows": NO if row.departs else YES, **more}


class DecisionEditView(DecisionPage):
    called = "Change a draft decision"
    about = "of {thing.body.brief}"
    done = "The draft is changed. Check it once more."

    @property
    def base_form(self) -> type[forms.DecisionForm]:
        return forms.DecisionForm if self.item else forms.DecisionUrgentForm

    def act(self, form: forms.DecisionForm) -> Decision:
        version = form.cleaned_data["version"]
        return actions.redraft_decision(
            decision=self.thing, version=version, by=self.viewer, **form.fields_of_decision()
        )


class DecisionSupersedeView(DecisionPage):
    called = "Supersede a decision"
    about = "({thing.reference})"
    base_form = forms.DecisionSupersedeForm
    done = "The new decision is a draft. The old one stands until you agree the new one."

    def form_options(self) -> dict[str, Any]:
        return {**super().form_options(), "items": self.items(), "had_item": self.item is not None}

    def items(self) -> QuerySet[AgendaItem]:
        """Where the body may have come back to it."""
        items = AgendaItem.objects.visible_to(self.viewer).filter(meeting__body_id=self.thing.body_id)
        return items.filter(meeting__state__in=ISSUED).order_by("-meeting__starts_at", "position")

    def shown(self) -> list[Any]:
        return [*super().shown(), *self.items().filter(audience=Audience.NAMED).exclude(pk=self.thing.item_id)]

    def starting(self, row: Decision | None) -> dict[str, Any]:
        """The old one's words, without what was said and planned of that day alone."""
        start = {**super().starting(row), "item": None, "dissent": "", "review_on": None, "notice_on": None}
        return start if row.item_id else {**start, "authority": Authority.MEETING, "authority_detail": ""}

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
        return {"decision": self.thing, "count": before_agreeing(self.thing)}

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


def _met(viewer, decision: Decision) -> Meeting | None:
    """The meeting that took it, if the viewer may know of it; none where the chair did between meetings."""
    if decision.item_id is None:
        return None
    return Meeting.objects.visible_to(viewer).filter(items=decision.item_id).first()


def _seen(viewer, pk: int | None) -> Decision | None:
    return Decision.objects.visible_to(viewer).filter(pk=pk).first() if pk else None
