"""Pages about trends: the register, one trend, and what an analyst does with it."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views import View

from bcsp.records.access import log_reads
from bcsp.records.clock import LONDON
from bcsp.records.formpage import FormPage
from bcsp.records.readers import names_of, readers_sentence
from bcsp.records.screenedform import unchecked
from horizon import actions, queries
from horizon.actions.referrals import FOLLOWED
from horizon.choices import AssessmentState, ReferralState, TrendState
from horizon.forms.trends import (
    MatchForm,
    ReferralTrendLogForm,
    TrendChangeForm,
    TrendCloseForm,
    TrendFilterForm,
    TrendLogForm,
    TrendReadersForm,
)
from horizon.matches import likely_matches
from horizon.models import Referral, Trend
from horizon.next_pdg import ahead
from horizon.rules import ASSESS, CHANGE_TREND, LOG_TREND

PAGE = 25


def find_trend(request: HttpRequest, reference: str) -> Trend:
    """The trend, if this viewer may know of it; otherwise 404."""
    trends = Trend.objects.visible_to(request.viewer).select_related("theme", "created_by", "closed_by")
    return get_object_or_404(trends, reference=reference)


CUT = "These are its first sentences: the whole referral is longer, and stands above"


class TrendListView(View):
    """The trend register, with filters in the address."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        form = TrendFilterForm(request.GET or {"state": TrendState.OPEN})
        page = Paginator(form.apply(queries.register(request.viewer)), PAGE).get_page(request.GET.get("page"))
        log_reads(request, page.object_list, how="list")
        context = {"form": form, "page": page, "may_log": request.viewer.may(LOG_TREND)}
        return render(request, "horizon/trend_list.html", context)


class TrendDetailView(View):
    """A trend with its assessments, the referrals behind it, and what can be done next."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        viewer, trend = request.viewer, find_trend(request, reference)
        versions = list(queries.assessments(viewer).filter(trend=trend).order_by("-number"))
        referrals = list(queries.referrals_of(trend, viewer))
        log_reads(request, [trend, *referrals])
        is_open = trend.state == TrendState.OPEN
        context = {
            "trend": trend,
            "readers": readers_sentence(trend, names_of([trend])),
            "wards": trend.wards.all(),
            "versions": versions,
            "open_version": next((v for v in versions if v.state != AssessmentState.CLEARED), None),
            "referrals": referrals,
            "ahead": ahead(),
            "was_cleared": any(v.cleared_at for v in versions),
            "may_assess": is_open and viewer.may(ASSESS, trend),
            "may_change": viewer.may(CHANGE_TREND, trend),
            "is_open": is_open,
        }
        return render(request, "horizon/trend_detail.html", context)


class TrendLogView(FormPage):
    """Log a trend on one page; then, where there are any, say of each likely match whether it is the same."""

    form_class = TrendLogForm
    template_name = "horizon/trend_log.html"
    called = "Log a trend"
    rule = LOG_TREND
    referral: Referral | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.matching: MatchForm | None = None
        return super().post(request, *args, **kwargs)

    def act(self, form: TrendLogForm) -> Any:
        words = unchecked(form)
        trends = list(likely_matches(self.viewer, words["title"]))
        data = self.request.POST
        self.matching = MatchForm(data if "matched" in data else None, trends=trends)
        if trends and not self.matching.is_valid():
            return self.ask(trends)
        matches = self.matching.said if trends else {}
        trend = actions.log_trend(by=self.viewer, matches=matches, referral=self.referral, **words)
        saved = trend.created_at.astimezone(LONDON)
        messages.success(self.request, f"Trend saved. Its reference is {trend.reference}, saved at {saved:%H:%M}.")
        return trend

    def ask(self, trends: list[Trend]) -> HttpResponse:
        """The page with the likely matches. What was typed goes along, and is kept as the draft to come back to."""
        self.keep_draft(own(self.request.POST))
        log_reads(self.request, trends, how="matches")
        context = {"form": self.matching, "kept": kept(self.request.POST), "back": self.request.path}
        status = 422 if self.matching.is_bound else 200
        return render(self.request, "horizon/trend_matches.html", context, status=status)

    def finish(self, where: Any) -> HttpResponse:
        """A page of matches is not the end: only a saved trend lets the draft go."""
        return where if isinstance(where, HttpResponse) else super().finish(where)

    def more(self) -> dict[str, Any]:
        return {"referral": self.referral}


class ReferralLogView(TrendLogView):
    """Log a trend from a referral: its words stand in the form, to be made into a trend's."""

    form_class = ReferralTrendLogForm
    called = "Log a trend from {reference}"

    def fetch(self) -> Referral:
        referrals = Referral.objects.visible_to(self.viewer).filter(state=ReferralState.RECEIVED)
        self.referral = get_object_or_404(referrals, reference=self.kwargs["reference"])
        return self.referral

    def starting(self, row: Any) -> dict[str, Any]:
        wards = [row.ward_id] if row.ward_id else []
        return {
            "title": row.title,
            "what": beginning_of(row.what, ReferralTrendLogForm.base_fields["what"].max_length),
            "place": row.place,
            "wards": wards,
            "source_type": row.source_type,
            "feedback": FOLLOWED,
        }

    def build(self, data: QueryDict | None = None) -> BaseForm:
        form = super().build(data)
        if form.initial.get("what") != self.referral.what:
            form.fields["what"].help_text = CUT
        return form


def beginning_of(text: str, most: int) -> str:
    """The first whole sentences of a text that fit in `most` characters; of one long sentence its first words."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s)", text[: most + 1])]
    return text[: ends[-1]] if ends else text[:most].rsplit(None, 1)[0]


def own(data: QueryDict) -> QueryDict:
    """What was typed into the trend's form, without the answers about matches."""
    mine = data.copy()
    for name in [name for name in mine if name.startswith("match")]:
        del mine[name]
    return mine


def kept(data: QueryDict) -> list[tuple[str, str]]:
    """Names and values that the page of matches sends again, unseen."""
    return [(name, value) for name, values in own(data).lists() for value in values if name != "csrfmiddlewaretoken"]


class TrendPage(FormPage):
    """Base of pages that change a trend."""

    rule = CHANGE_TREND

    def fetch(self) -> Trend:
        return find_trend(self.request, self.kwargs["reference"])

    def more(self) -> dict[str, Any]:
        return {"trend": self.thing, "back_url": self.thing.get_absolute_url()}


class TrendChangeView(TrendPage):
    form_class = TrendChangeForm
    template_name = "horizon/trend_change.html"
    called = "Change {reference}"
    done = "The trend is changed."

    def act(self, form: TrendChangeForm) -> Any:
        return actions.change_trend(trend=self.thing, by=self.viewer, **unchecked(form))


class TrendReadersView(TrendPage):
    form_class = TrendReadersForm
    template_name = "horizon/trend_readers.html"
    called = "Change the readers of {reference}"
    done = "The readers are changed."

    def starting(self, row: Trend) -> dict[str, Any]:
        return {**super().starting(row), "bodies": row.reader_bodies, "roles": row.reader_roles}

    def act(self, form: TrendReadersForm) -> Any:
        return actions.change_readers(trend=self.thing, by=self.viewer, **unchecked(form))


class TrendCloseView(TrendPage):
    form_class = TrendCloseForm
    template_name = "horizon/trend_close.html"
    called = "Close {reference}"
    done = "The trend is closed."

    def act(self, form: TrendCloseForm) -> Any:
        return actions.close_trend(trend=self.thing, by=self.viewer, **unchecked(form))
