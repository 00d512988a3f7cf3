"""The public document for staff: what is in force and what has changed since, the edition being prepared, its sections.

What is done to an edition as a whole stands in `edition_steps`, how it reads in `edition_reading`.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html_join
from django.views import View

from bcsp.public.addresses import whole
from bcsp.records import sendings
from bcsp.records.actions import demand
from bcsp.records.clock import LONDON, hour_in_words, today
from bcsp.records.errors import Refused
from bcsp.records.formpage import FormPage
from bcsp.records.keys import as_key
from governance import actions, forms, rules
from governance.actions.editions import APPROVED, PUBLISHED
from governance.choices import EditionState
from governance.document.contents import document
from governance.document.drift import drift
from governance.document.standing import Standing, in_force, newest, standings
from governance.models import Edition, EditionSection
from governance.views.edition_checks import checked

STATUS = {"Changes to look at": "orange", "Looked at": "green", "Edited": "blue", "Unchanged": ""}


class DocumentView(View):
    """The edition in force and the one to come, what has changed since, the one being prepared, and all there were."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(editions(request.viewer).light())
        current, last = in_force(), newest()
        following = max((row.number for row in rows), default=0) + 1
        context = {
            "issued": with_standing([row for row in rows if not row.is_open]),
            "current": current,
            "last": last,
            "changes": drift(last) if last else [],
            "open": next((row for row in rows if row.is_open), None),
            "start": f"Start edition {following}",
            "comparable": sum(row.state == "published" for row in rows) > 1,
            "may_write": request.viewer.may(rules.WRITE_DOCUMENT),
            "address": whole("/public/document/"),
            "is_due": bool(current and current.review_due < today()),
            "once": sendings.new_token(),
        }
        if context["may_write"] and context["open"]:
            context |= checked(context["open"])
        return render(request, "governance/document.html", context)


class EditionStartView(View):
    """A button: the next edition, as a draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        demand(rules.WRITE_DOCUMENT, request.viewer)
        try:
            return sendings.once(request.viewer, request.POST, lambda: self.start(request))[0]
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("governance:document")

    def start(self, request: HttpRequest) -> HttpResponse:
        edition = actions.start_edition(by=request.viewer)
        flagged = edition.sections.exclude(flags=[]).count()
        where = f" Facts have changed in {flagged} of its sections." if flagged else ""
        messages.success(request, f"{edition} is a draft now.{where} Nobody outside reads it before it is published.")
        return redirect(edition)


class EditionDetailView(View):
    """One edition as those read it who prepare it: where it stands, what comes next, its sections, what was said."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        edition = edition_for(request.viewer, number)
        may_write = request.viewer.may(rules.WRITE_DOCUMENT)
        may_comment = edition.state == "review" and request.viewer.may(rules.COMMENT_ON_DOCUMENT)
        sections = list(sections_of(edition))
        context = {
            "edition": edition,
            "standing": standing_of(edition),
            "tasks": [task(row, leads(edition, row, may_write, may_comment)) for row in sections],
            "to_look_at": sum(row.to_look_at for row in sections),
            "sections": len(sections),
            "comments": comments_of(edition),
            "unanswered": edition.comments.filter(settled_at=None).count(),
            "may_write": may_write,
            "may_comment": may_comment,
            "may_mend": may_write and edition.is_written,
            "address": whole(edition.public_url),
            **(checked(edition) if may_write and edition.is_open else {}),
        }
        return render(request, "governance/edition_detail.html", context)


class SectionWriteView(FormPage):
    """The words of one section, with what has changed around them and what stands below them."""

    form_class = forms.SectionWriteForm
    template_name = "governance/section_write.html"
    called = "Write a section of the public document"
    about = "“{thing.title}”"
    rule = rules.WRITE_DOCUMENT

    def fetch(self) -> EditionSection:
        return section_for(self.viewer, self.kwargs["number"], self.kwargs["key"])

    def form_options(self) -> dict[str, Any]:
        if not self.thing.edition.is_written:
            raise Refused(APPROVED if self.thing.edition.is_open else PUBLISHED)
        return {}

    def more(self) -> dict[str, Any]:
        chapter = document([self.thing], today()).chapters[0]
        rows = comments_of(self.thing.edition).filter(section=self.thing)
        return {"edition": self.thing.edition, "blocks": chapter.blocks, "comments": rows}

    def act(self, form: forms.SectionWriteForm) -> Edition:
        section = actions.write_section(section=self.thing, by=self.viewer, **form.words())
        messages.success(self.request, f"“{section.title}” is saved.")
        return section.edition


class SectionLookView(View):
    """A button: what has changed was looked at, and the words hold."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int, key: str) -> HttpResponse:
        section = section_for(request.viewer, number, key)
        demand(rules.WRITE_DOCUMENT, request.viewer, section)
        try:
            version = as_key(request.POST.get("version", ""))
            actions.look_at_section(section=section, version=version, by=request.viewer)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"“{section.title}” is looked at.")
        return redirect(section.edition)


def editions(viewer) -> QuerySet[Edition]:
    """The editions that the viewer may know of, the latest first."""
    found = Edition.objects.visible_to(viewer).select_related("approval_body", "approval_decision", "pdf")
    return found.defer("pdf__content").order_by("-number")


def edition_for(viewer, number: int) -> Edition:
    """The edition, if the viewer may know of it; otherwise 404."""
    return get_object_or_404(editions(viewer), number=number)


def section_for(viewer, number: int, key: str) -> EditionSection:
    """A section of an edition, if the viewer may know of it; otherwise 404."""
    rows = EditionSection.objects.visible_to(viewer).select_related("edition", "section")
    return get_object_or_404(rows, edition__number=number, section=key)


def sections_of(edition: Edition) -> QuerySet[EditionSection]:
    """The sections in their order, each with how many comments on it nobody has answered."""
    asked = Count("comments", filter=Q(comments__settled_at=None))
    return edition.sections.select_related("section").annotate(asked=asked).order_by("section__position")


def comments_of(edition: Edition):
    rows = edition.comments.select_related("section__section", "created_by", "settled_by")
    return rows.order_by("section__section__position", "pk")


def with_standing(rows: list[Edition]) -> list[tuple[Edition, Standing]]:
    """Each edition with where it stands. `rows` hold all that were ever published."""
    found = standings(rows)
    return [(row, found[row.number]) for row in rows]


def standing_of(edition: Edition) -> Standing:
    rows = [*Edition.objects.issued().light().exclude(pk=edition.pk), edition]
    return standings(rows)[edition.number]


def became(edition: Edition, viewer) -> str:
    """What has happened to an edition, in a sentence, for whoever meant to go another step."""
    if edition.is_open:
        return f"{edition} is {edition.get_state_display().lower()} now."
    gone = edition.state == EditionState.WITHDRAWN
    by, at = (edition.withdrawn_by, edition.withdrawn_at) if gone else (edition.published_by, edition.published_at)
    who = "You have" if by.pk == viewer.person_id else f"{by} has"
    what, at = "withdrawn" if gone else "published", at.astimezone(LONDON)
    return f"{who} {what} edition {edition.number}, on {at:%-d %B %Y} at {hour_in_words(at)}."


def status_of(row: EditionSection) -> str:
    if row.flags:
        return "Changes to look at" if row.to_look_at else "Looked at"
    return "Edited" if row.version > 1 else "Unchanged"


def task(row: EditionSection, href: str) -> dict[str, Any]:
    """The section as an entry of the task list."""
    status = status_of(row)
    said = [f"{row.asked} comment{'' if row.asked == 1 else 's'} to answer"] if row.asked else []
    lines = [*(row.flags if row.to_look_at else []), *said]
    hint = format_html_join("", "<span class='bcsp-line'>{}</span>", ((line,) for line in lines))
    return {"title": row.title, "status": status, "colour": STATUS[status], "href": href, "hint": hint}


def leads(edition: Edition, row: EditionSection, may_write: bool, may_comment: bool) -> str:
    """Where a section leads: its writers to its words, in review others to what they say about it."""
    if may_write and edition.is_written:
        return f"{edition.get_absolute_url()}sections/{row.section_id}/"
    return f"{edition.get_absolute_url()}comment/?section={row.section_id}" if may_comment else ""
