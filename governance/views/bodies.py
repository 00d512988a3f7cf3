"""A body of the partnership: its rules, its seats held or vacant, and the meetings of its year."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from bcsp.people.models import Organisation
from bcsp.people.queries import posts_of
from bcsp.records.access import log_reads
from bcsp.records.clock import day_of, today
from bcsp.records.formpage import FormPage
from governance import actions, cycle, forms, limits, queries, rules
from governance.models import BodyRules, Meeting


def body_for(viewer, slug: str) -> Organisation:
    """A tier or local group of the partnership; otherwise 404."""
    return get_object_or_404(queries.bodies().visible_to(viewer), slug=slug)


class BodyDetailView(View):
    """What holds for the body on a day: today, or the day that `?day=2026-05-01` names."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        body, day = body_for(request.viewer, slug), _day(request)
        ownerless = list(queries.ownerless(request.viewer).filter(queries.of_body(body)))
        log_reads(request, ownerless)
        context = {
            "body": body,
            "day": day,
            "is_today": day == today(),
            "rules": cycle.rules_of(body, day),
            "all_rules": BodyRules.objects.filter(body=body).order_by("-during"),
            "standing": queries.rules_on(body.pk, day),
            "seats": posts_of(body, day),
            "meetings": queries.upcoming(request.viewer).filter(body=body)[:6],
            "ownerless": ownerless,
            "year": today().year,
            "may_set": request.viewer.may(rules.SET_RULES, body),
            "may_prepare": request.viewer.may(rules.PREPARE, body),
            "reads_backlog": request.viewer.may(rules.READ_BACKLOG, body),
            "may_measure": request.viewer.may(rules.MEASURE, body),
            "may_record": request.viewer.may(rules.RECORD, body),
        }
        return render(request, "governance/body_detail.html", context)


class BodyPage(FormPage):
    """Base of the pages that change something about one body."""

    keeps_draft = False

    def fetch(self) -> Organisation:
        return body_for(self.viewer, self.kwargs["slug"])

    @property
    def address(self) -> str:
        return reverse("governance:body_detail", args=[self.thing.slug])


class BodyRulesView(BodyPage):
    form_class = forms.BodyRulesForm
    template_name = "governance/body_rules.html"
    rule = rules.SET_RULES
    done = "The rules are set."

    def starting(self, row: Organisation | None) -> dict[str, Any]:
        now = cycle.rules_of(row, today())
        return {**super().starting(now), "starts": today()} if now else {"starts": today()}

    def act(self, form: forms.BodyRulesForm) -> str:
        words = dict(form.cleaned_data)
        actions.set_rules(body=self.thing, first=words.pop("starts"), by=self.viewer, **words)
        return self.address


class BodyYearView(BodyPage):
    """The meetings that the rules give a year, those that are not arranged yet ticked."""

    form_class = forms.YearForm
    template_name = "governance/body_year.html"
    rule = rules.PREPARE
    done = "The meetings are arranged, each with its standing items."
    starts_empty = True

    def fetch(self) -> Organisation:
        if not today().year <= self.kwargs["year"] <= limits.latest().year:
            raise Http404
        return super().fetch()

    @cached_property
    def planned(self) -> list[cycle.Planned]:
        """What is still ahead and not there yet, on that day."""
        there = {day_of(at) for at in Meeting.objects.filter(body=self.thing).values_list("starts_at", flat=True)}
        found = cycle.year_of(self.thing, self.kwargs["year"])
        return [each for each in found if each.day > today() and each.day not in there]

    def form_options(self) -> dict[str, Any]:
        return {"planned": self.planned}

    def more(self) -> dict[str, Any]:
        year = self.kwargs["year"]
        meetings = Meeting.objects.visible_to(self.viewer).filter(body=self.thing, starts_at__year=year)
        return {"year": year, "planned": self.planned, "there": meetings.order_by("starts_at"), "next_year": year + 1}

    def act(self, form: forms.YearForm) -> str:
        chosen = set(form.cleaned_data["days"])
        meetings = [each for each in self.planned if each.day in chosen]
        actions.arrange_year(body=self.thing, meetings=meetings, by=self.viewer)
        return self.address


def _day(request: HttpRequest) -> date:
    """The day asked about; today where none, or none that is one, is named."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()
