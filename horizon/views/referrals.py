"""Pages about referrals: making one, seeing what came of it, and the analysts' queue."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.views import View

from bcsp.records import drafts, sendings
from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.formpage import FormPage
from bcsp.records.models import Draft
from governance.models import Decision
from horizon import actions, queries
from horizon.answers import answers
from horizon.choices import DiscardReason, ReferralKind, ReferralState, TrendState, Urgency
from horizon.forms.referrals import (
    FORMS,
    ReferralDiscardForm,
    ReferralForm,
    ReferralHandOverForm,
    ReferralKindForm,
    ReferralLinkForm,
    ReferralNoteForm,
)
from horizon.matches import likely_open
from horizon.models import Referral, Trend
from horizon.rules import REFER, TRIAGE


class ReferralStartView(FormPage):
    """Urgent danger first, then the kind."""

    form_class = ReferralKindForm
    template_name = "horizon/referral_start.html"
    rule = REFER
    keeps_draft = False

    def act(self, form: ReferralKindForm) -> str:
        return reverse("horizon:referral_write", args=[form.cleaned_data["kind"]])


class ReferralWriteView(FormPage):
    """The questions of one kind. What is typed is kept as the referrer's draft until the answers are checked."""

    template_name = "horizon/referral_write.html"
    called = "Refer something ({kind})"
    rule = REFER

    def fetch(self) -> None:
        if self.kwargs["kind"] not in FORMS:
            raise Http404
        self.form_class = FORMS[self.kwargs["kind"]]

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def act(self, form: ReferralForm) -> HttpResponse:
        self.keep_draft(self.request.POST)
        return redirect("horizon:referral_check", kind=self.kwargs["kind"])

    def finish(self, where: HttpResponse) -> HttpResponse:
        return where  # the draft stays until the referral is sent

    def more(self) -> dict[str, Any]:
        return {"kind": ReferralKind(self.kwargs["kind"]), "back_url": reverse("horizon:referral_start")}


class ReferralCheckView(View):
    """Check answers, then send. The answers are the referrer's draft, validated once more."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, kind: str) -> HttpResponse:
        demand(REFER, request.viewer)
        if kind not in FORMS:
            raise Http404
        self.kind = ReferralKind(kind)
        self.key = f"{FORMS[kind].__name__}:new"
        draft = drafts.kept(request.viewer, self.key)
        sent = request.POST.get(sendings.FIELD, "")
        self.once = token_of(draft) if draft else sent
        if sendings.led_to(request.viewer, request.POST) or (draft is None and request.method == "POST"):
            return self.sent_already(sendings.led_to(request.viewer, request.POST))
        if draft is None:
            return redirect("horizon:referral_write", kind=kind)
        if sent and sent != self.once:  # another draft than the one on the page: it wants reading first
            return redirect("horizon:referral_check", kind=kind)
        self.form = FORMS[kind](drafts.as_data(draft), viewer=request.viewer)
        if not self.form.is_valid():
            return redirect("horizon:referral_write", kind=kind)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        change = reverse("horizon:referral_write", args=[self.kind])
        context = {"rows": answers(self.form, change), "kind": self.kind, "back_url": change, "once": self.once}
        context["urgent"] = self.form.cleaned_data["urgency"] == Urgency.NOW
        return render(request, "horizon/referral_check.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sent twice, also from another tab, it is one referral: the draft's own token knows where it led."""
        where, first = sendings.once(request.viewer, {sendings.FIELD: self.once}, self.send)
        return drafts.tell(where, self.key) if first else self.sent_already(where.url)

    def send(self) -> HttpResponse:
        """Only who takes the draft away has something to send."""
        if not drafts.forget(self.request.viewer, self.key):
            return redirect("horizon:referral_mine")
        return redirect("horizon:referral_sent", reference=self.refer().reference)

    def sent_already(self, where: str) -> HttpResponse:
        """Say so: where the referral is known, on its page; else among all that this person sent."""
        reference = resolve(where).kwargs.get("reference") if where else None
        said = f"Already sent: {reference}." if reference else "This was sent or thrown away already."
        messages.info(self.request, f"{said} Nothing was sent now.")
        return redirect(where or "horizon:referral_mine")

    def refer(self) -> Referral:
        part = {self.kind.value: self.form.details} if self.kind != ReferralKind.TREND else {}
        return actions.refer(by=self.request.viewer, kind=self.kind, **part, **self.form.common)


def token_of(draft: Draft) -> str:
    """The same on every page that shows this draft's answers, and another for the next draft."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"records.draft:{draft.pk}"))


class ReferralSentView(View):
    """Confirmation: the reference, who reads it, by when."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        referral = get_object_or_404(queries.my_referrals(request.viewer), reference=reference)
        context = {"referral": referral, "days": queries.WORKING_DAYS}
        return render(request, "horizon/referral_sent.html", context)


class ReferralMineView(View):
    """What I referred, how it stands, and what I was told."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        referrals = list(queries.my_referrals(request.viewer)[:100])
        context = {"referrals": referrals, "decided": queries.decisions_behind(referrals)}
        return render(request, "horizon/referral_mine.html", context)


class ReferralQueueView(View):
    """What waits for an answer, the most urgent first, then the oldest."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        demand(TRIAGE, request.viewer)
        waiting = queries.waiting_referrals(request.viewer)
        log_reads(request, [each.referral for each in waiting], how="list")
        context = {"waiting": waiting, "sentence": queries.queue_sentence(waiting)}
        return render(request, "horizon/referral_queue.html", context)


def find_referral(request: HttpRequest, reference: str) -> Referral:
    return get_object_or_404(queries.referral_parts(request.viewer), reference=reference)


class ReferralDetailView(View):
    """One referral, for its referrer and for the analysts."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        referral = find_referral(request, reference)
        log_reads(request, [referral])
        waits = referral.state == ReferralState.RECEIVED
        may_answer = waits and request.viewer.may(TRIAGE, referral)
        crumb = {"title": "My referrals", "url": reverse("horizon:referral_mine")}
        if request.viewer.may(TRIAGE, referral):
            crumb = {"title": "Referrals waiting", "url": reverse("horizon:referral_queue")}
        decided = queries.decisions_behind([referral]).get(referral.pk, [])
        context = {
            "decided": bool(decided),
            "decisions": Decision.objects.visible_to(request.viewer).filter(pk__in=decided) if decided else [],
            "referral": referral,
            "mine": referral.created_by_id == request.viewer.person_id,
            "may_answer": may_answer,
            "likely": may_answer and likely_open(request.viewer, referral.title),
            "breadcrumbs": [crumb],
        }
        return render(request, "horizon/referral_detail.html", context)


class AnswerPage(FormPage):
    """Base of pages that answer a referral."""

    rule = TRIAGE
    done = "The referrer has been told."

    def fetch(self) -> Referral:
        return find_referral(self.request, self.kwargs["reference"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.thing.state != ReferralState.RECEIVED:
            return self.answered_already(self.thing, "")
        return super().get(request, *args, **kwargs)

    def conflict(self, data: QueryDict, current: Referral) -> HttpResponse:
        if current.state != ReferralState.RECEIVED:
            return self.answered_already(current, data.get("feedback", ""))
        return super().conflict(data, current)

    def answered_already(self, referral: Referral, feedback: str) -> HttpResponse:
        """There is nothing left to answer, nor to compare. A text for the referrer that was not sent is given back."""
        said = f"{referral.reference} is answered already: {referral.state_in_words.lower()}."
        if feedback and feedback != referral.feedback:
            said += f" The referrer was not told what you wrote: “{feedback}”"
        messages.info(self.request, said)
        drafts.forget(self.viewer, self.draft_key)
        return self.settle(redirect(referral))

    def finish(self, where: Any) -> HttpResponse:
        super().finish(where)
        return redirect("horizon:referral_queue")

    def more(self) -> dict[str, Any]:
        return {"referral": self.thing, "back_url": self.thing.get_absolute_url()}


class ReferralLinkView(AnswerPage):
    form_class = ReferralLinkForm
    template_name = "horizon/referral_link.html"
    called = "Link {reference} to a trend"

    def fetch(self) -> Referral:
        referral = super().fetch()
        self.likely = likely_open(self.viewer, referral.title)
        self.trends = Trend.objects.visible_to(self.viewer).filter(state=TrendState.OPEN)
        return referral

    def form_options(self) -> dict[str, Any]:
        return {"trends": self.trends, "likely": self.likely}

    def shown(self) -> list[Any]:
        return [*super().shown(), *self.trends]

    def more(self) -> dict[str, Any]:
        return {**super().more(), "likely": self.likely}

    def act(self, form: ReferralLinkForm) -> Any:
        return actions.link_referral(referral=self.thing, by=self.viewer, **form.answer)


class ReferralNoteView(AnswerPage):
    """Note a change in an organisation: those who must act were told."""

    form_class = ReferralNoteForm
    template_name = "horizon/referral_note.html"
    called = "Note {reference}"

    def fetch(self) -> Referral:
        referral = super().fetch()
        if referral.kind != ReferralKind.CHANGE:
            raise Http404
        return referral

    def act(self, form: ReferralNoteForm) -> Any:
        return actions.discard_referral(referral=self.thing, reason=DiscardReason.NOTED, by=self.viewer, **form.answer)


class ReferralDiscardView(AnswerPage):
    form_class = ReferralDiscardForm
    template_name = "horizon/referral_discard.html"
    called = "Take {reference} no further"

    def act(self, form: ReferralDiscardForm) -> Any:
        return actions.discard_referral(referral=self.thing, by=self.viewer, **form.answer)


class ReferralHandOverView(AnswerPage):
    form_class = ReferralHandOverForm
    template_name = "horizon/referral_hand_over.html"
    done = "Handed over. The text is deleted here, and the referrer has been told."
    keeps_draft = False

    def act(self, form: ReferralHandOverForm) -> Any:
        return actions.hand_over_referral(referral=self.thing, by=self.viewer, **form.answer)
