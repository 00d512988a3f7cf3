"""Minutes: written item by item, read, circulated, corrected, agreed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View

from bcsp.documents.downloads import private_pdf
from bcsp.documents.markings import marking_of
from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import as_pdf
from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from governance import actions, forms, rules
from governance.attending import attendance_of, interests_in
from governance.choices import DecisionState, MeetingState, MinutesState, Outcome
from governance.forms.minutes import MAKE
from governance.minutes import actions_under, minutes_text, named_in
from governance.minutes_paper import key_of, papers_of
from governance.models import Action, AgendaItem, Correction, Decision, Meeting, Minute, Minutes
from governance.quorum import seats_at
from governance.views.agendas import item_for
from governance.views.meetings import MeetingStep, meeting_for

PDFS = {"partners": Audience.PARTNERS, "private": Audience.NAMED}  # by their names in addresses


class MinutePage(FormPage):
    """Base of the two pages that write the minute of one item."""

    item: AgendaItem

    def minute(self) -> Minute:
        return Minute.objects.filter(item=self.item).first() or Minute(item=self.item, version=0)

    @property
    def draft_key(self) -> str:
        return f"{self.form_class.__name__}:governance.agendaitem:{self.item.pk}"

    def starting(self, row: Minute | None) -> dict[str, Any]:
        return {"version": row.version or None, "text": row.text}

    def shown(self) -> list[Any]:
        return [self.item, *self.decisions, *Action.objects.visible_to(self.viewer).filter(item=self.item)]

    @cached_property
    def decisions(self) -> list[Decision]:
        """Agreed ones and drafts."""
        return list(Decision.objects.visible_to(self.viewer).filter(item=self.item).order_by("pk"))

    def more(self) -> dict[str, Any]:
        return {
            "item": self.item,
            "meeting": self.item.meeting,
            "decisions": self.decisions,
            "todos": actions_under([self.item.pk], self.viewer)[self.item.pk],
        }


class MinuteWriteView(MinutePage):
    """Three lines on one item, its decisions, actions and interests beside them, and the way to the next item."""

    form_class = forms.MinuteForm
    template_name = "governance/minute_write.html"
    rule = rules.MINUTE
    called = "A minute"
    about = "of item {thing.position} of {thing.meeting}"
    done = "The minute is saved."

    def fetch(self) -> Minute:
        self.item = item_for(self.viewer, self.kwargs["pk"])
        return self.minute()

    @cached_property
    def around(self) -> tuple[AgendaItem | None, AgendaItem | None]:
        """The items before and after it that the viewer may read."""
        items = AgendaItem.objects.visible_to(self.viewer).filter(meeting=self.item.meeting_id)
        before = items.filter(position__lt=self.item.position).order_by("-position").first()
        return before, items.filter(position__gt=self.item.position).order_by("position").first()

    def more(self) -> dict[str, Any]:
        before, after = self.around
        interests = interests_in(self.item.meeting, self.viewer).filter(item=self.item)
        beside = {"before": before, "after": after, "interests": interests, "presence": seats_at(self.item)}
        return {**super().more(), **beside, "minutes": Minutes.objects.filter(meeting=self.item.meeting_id).first()}

    def act(self, form: forms.MinuteForm) -> HttpResponse:
        data = form.cleaned_data
        actions.write_minute(item=self.item, text=data["text"], version=data["version"], by=self.viewer)
        _, after = self.around
        if form.data.get("next") and after is None:
            return redirect("governance:minutes_detail", self.item.meeting_id)
        return redirect("governance:minute_write", (after if form.data.get("next") else self.item).pk)


class MinutesDetailView(View):
    """The minutes as this viewer may read them: while they change from their rows, once agreed as they were kept."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        meeting, minutes = minutes_for(viewer, pk)
        agreed = minutes is not None and minutes.state == MinutesState.AGREED
        text = minutes_text(meeting, viewer, minutes)
        kept = stored(viewer, minutes) if agreed else []
        log_reads(request, [*kept, *named_in(meeting, viewer)])
        context = {
            "meeting": meeting,
            "minutes": minutes,
            "agreed": agreed,
            "text": text,
            "kept": kept,
            "corrections": corrections(viewer, minutes),
            "has_private": meeting.body_id in viewer.bodies and any(item.has_private for item in text.items),
            "may_write": viewer.may(rules.MINUTE, meeting) and not agreed,
            "may_ask": viewer.may(rules.CORRECT, meeting) and minutes and not agreed and minutes.state != "draft",
            **self.still_to_do(meeting, minutes, viewer),
        }
        return render(request, "governance/minutes_detail.html", context)

    def still_to_do(self, meeting: Meeting, minutes: Minutes | None, viewer) -> dict[str, Any]:
        """For those who write: what keeps the minutes from going round."""
        drafts = Decision.objects.visible_to(viewer).filter(item__meeting=meeting, state=DecisionState.DRAFT)
        return {
            "can_circulate": meeting.state == MeetingState.HELD,
            "drafts": drafts.count(),
            "later": later_meetings(meeting, viewer).first() if minutes else None,
        }


class MinutesPdfView(View):
    """The minutes as a PDF: for the body with its private part, if there is one, as a paper of its own."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int, audience: str) -> HttpResponse:
        if audience not in PDFS:
            raise Http404
        meeting, minutes = minutes_for(request.viewer, pk)
        wanted = PDFS[audience]
        if minutes is None or (wanted == Audience.NAMED and meeting.body_id not in request.viewer.bodies):
            return redirect("governance:minutes_detail", meeting.pk)
        if minutes.state == MinutesState.AGREED:
            found = StoredPaper.objects.visible_to(request.viewer).filter(key=key_of(minutes, wanted))
            return redirect("documents:paper_download", get_object_or_404(found.only("pk").order_by("-pk")[:1]).pk)
        paper = next((each for each in papers_of(minutes) if each.readers.audience == wanted), None)
        if paper is None:
            return redirect("governance:minutes_detail", meeting.pk)
        content = as_pdf(paper, marking=marking_of(wanted, named=meeting.body.brief, draft=True))
        if wanted == Audience.NAMED:
            log_reads(request, named_in(meeting, request.viewer), how="pdf")
        reader = request.viewer.name if wanted == Audience.NAMED else None
        return private_pdf(content, f"{slugify(paper.title)}.pdf", reader=reader)


class MinutesCirculateView(MeetingStep):
    form_class = forms.MinutesCirculateForm
    template_name = "governance/minutes_circulate.html"
    rule = rules.MINUTE
    done = "The minutes are circulated, and the members are told."

    def fetch(self) -> Minutes:
        self.meeting = meeting_for(self.viewer, self.kwargs["pk"])
        return Minutes.objects.filter(meeting=self.meeting).first() or Minutes(meeting=self.meeting, version=0)

    def starting(self, row: Minutes | None) -> dict[str, Any]:
        return {"version": row.version}

    def shown(self) -> list[Any]:
        return named_in(self.meeting, self.viewer)

    def more(self) -> dict[str, Any]:
        text = minutes_text(self.meeting, self.viewer, self.thing if self.thing.pk else None)
        came = attendance_of(self.meeting, self.viewer).exists()
        return {"meeting": self.meeting, "text": text, "came": came, "empty": [i for i in text.items if i.is_empty]}

    def act(self, form: forms.MinutesCirculateForm) -> Minutes:
        return actions.circulate_minutes(meeting=self.meeting, version=form.cleaned_data["version"], by=self.viewer)


class MinutesAgreeView(MeetingStep):
    form_class = forms.MinutesAgreeForm
    template_name = "governance/minutes_agree.html"
    rule = rules.MINUTE
    done = "The minutes are agreed and locked."

    def fetch(self) -> Minutes:
        self.meeting, minutes = minutes_for(self.viewer, self.kwargs["pk"])
        return minutes or get_object_or_404(Minutes, pk=None)

    def starting(self, row: Minutes | None) -> dict[str, Any]:
        """The meeting that agreed them is chosen; it stands there already only where no other can be meant."""
        held = list(later_meetings(self.meeting, self.viewer)[:2])
        return {"version": row.version, "at": held[0] if len(held) == 1 else None}

    def form_options(self) -> dict[str, Any]:
        return {"meetings": later_meetings(self.meeting, self.viewer)}

    def more(self) -> dict[str, Any]:
        waiting = [each for each in corrections(self.viewer, self.thing) if each.outcome == Outcome.WAITING]
        return {"meeting": self.meeting, "waiting": waiting}

    def act(self, form: forms.MinutesAgreeForm) -> Minutes:
        return actions.agree_minutes(minutes=self.thing, by=self.viewer, **form.cleaned_data)


class CorrectionAskView(FormPage):
    form_class = forms.CorrectionAskForm
    template_name = "governance/correction_ask.html"
    rule = rules.CORRECT
    called = "A correction of minutes"
    about = "on item {thing.position} of {thing.meeting}"
    done = "Whoever writes the minutes is told. You will hear what becomes of it."
    starts_empty = True

    def fetch(self) -> AgendaItem:
        item = item_for(self.viewer, self.kwargs["pk"])
        self.minutes = get_object_or_404(Minutes.objects.visible_to(self.viewer), meeting=item.meeting_id)
        return item

    def more(self) -> dict[str, Any]:
        minute = Minute.objects.visible_to(self.viewer).filter(item=self.thing).first()
        return {"item": self.thing, "meeting": self.thing.meeting, "minute": minute}

    def act(self, form: forms.CorrectionAskForm) -> Correction:
        return actions.ask_correction(item=self.thing, text=form.cleaned_data["text"], by=self.viewer)


class CorrectionSettleView(MinutePage):
    """A correction that somebody asks for, beside the minute as it stands: make it, or say why not."""

    form_class = forms.CorrectionSettleForm
    template_name = "governance/correction_settle.html"
    rule = rules.MINUTE
    called = "Answer to a correction of minutes"
    about = "on item {thing.position} of {thing.meeting}"
    done = "Whoever asked for the correction is told."

    def fetch(self) -> Minute:
        found = Correction.objects.visible_to(self.viewer).select_related(
            "item__meeting__body", "created_by", "minutes"
        )
        self.correction = get_object_or_404(found, pk=self.kwargs["pk"])
        self.item = self.correction.item
        return self.minute()

    def more(self) -> dict[str, Any]:
        return {**super().more(), "correction": self.correction, "waiting": self.correction.outcome == Outcome.WAITING}

    def act(self, form: forms.CorrectionSettleForm) -> Correction:
        data = form.cleaned_data
        if data["outcome"] == MAKE:
            actions.make_correction(
                correction=self.correction, text=data["text"], version=data["version"], by=self.viewer
            )
        else:
            actions.decline_correction(correction=self.correction, why=data["why"], by=self.viewer)
        return self.correction


def minutes_for(viewer, pk: int) -> tuple[Meeting, Minutes | None]:
    """The meeting with its minutes, if the viewer may read them; those who write them find them before they are begun,
    once the meeting is held. Otherwise 404."""
    meeting = meeting_for(viewer, pk)
    found = Minutes.objects.visible_to(viewer).filter(meeting=meeting)
    found = found.select_related("meeting__body", "agreed_in__body")
    minutes = found.first()
    if minutes is None and not (meeting.took_place and viewer.may(rules.MINUTE, meeting)):
        get_object_or_404(found)
    return meeting, minutes


def corrections(viewer, minutes: Minutes | None) -> list[Correction]:
    found = Correction.objects.visible_to(viewer).filter(minutes=minutes) if minutes else Correction.objects.none()
    return list(found.select_related("item", "created_by", "minutes"))


def later_meetings(meeting: Meeting, viewer) -> Any:
    """The body's held meetings after this one, the earliest first: any of them can agree its minutes."""
    found = Meeting.objects.visible_to(viewer).filter(body=meeting.body_id, starts_at__gt=meeting.starts_at)
    return found.filter(held_at__isnull=False).order_by("starts_at")


def stored(viewer, minutes: Minutes) -> list[StoredPaper]:
    """Agreed minutes as they were kept, as far as this viewer may read them."""
    keys = [key_of(minutes, audience) for audience in (Audience.PARTNERS, Audience.NAMED)]
    found = StoredPaper.objects.visible_to(viewer).filter(key__in=keys, issued_at__gte=minutes.agreed_at)
    return list(found.select_related("file").defer("file__content").order_by("key"))
