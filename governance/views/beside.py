"""What readers add beside an agenda: private notes, questions and answers, guests, and the notes for the chair."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views import View

from bcsp.people.middleware import open_to_signed_in
from bcsp.people.models import Person
from bcsp.people.queries import with_places
from bcsp.records import drafts
from bcsp.records.actions import demand
from bcsp.records.clock import LONDON, now
from bcsp.records.errors import Refused, Stale
from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from bcsp.records.viewer import Viewer
from governance import actions, agendas, forms, members, reading, rules
from governance.choices import MeetingState
from governance.models import AgendaItem, ChairNote, Guest, Note, Question
from governance.views.agendas import item_for
from governance.views.meetings import meeting_for

ELSEWHERE = "This note was changed elsewhere since you opened it."


class ItemPage(FormPage):
    """Base of the pages with one form about one item."""

    def fetch(self) -> AgendaItem:
        return item_for(self.viewer, self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        return {"item": self.thing, "meeting": self.thing.meeting}


@method_decorator(open_to_signed_in, name="dispatch")
class NoteEditView(ItemPage):
    """One's own note; a guest writes theirs too. Sent by the page's script while it is typed, it is saved likewise and
    answered with the time."""

    form_class = forms.NoteForm
    template_name = "governance/note_edit.html"
    rule = rules.NOTE
    keeps_draft = False

    def form_options(self) -> dict[str, Any]:
        return {"item": self.thing, "alone": "back" not in self.request.GET}

    def starting(self, row: AgendaItem | None) -> dict[str, Any]:
        return note_in_form(reading.note_of(row, self.viewer))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("X-Requested-With") == "drafts":
            return self.typed(request)
        return drafts.tell(super().post(request, *args, **kwargs), f"note:{self.thing.pk}")

    def typed(self, request: HttpRequest) -> HttpResponse:
        form = self.build(request.POST)
        if not form.is_valid():
            return _plain(form.errors["text"][0], 422)
        try:
            self.act(form)
        except Stale:
            return _plain(f"{ELSEWHERE} Press “{form.submit}” to see both texts.", 409)
        except Refused as refused:
            return _plain(str(refused), 409)
        answer = _plain(f"Saved at {now().astimezone(LONDON):%H:%M}")
        answer.headers["X-Version"] = reading.version_of(form.cleaned_data["text"])
        return answer

    def conflict(self, data: QueryDict, current: Note) -> HttpResponse:
        """Both texts in the one box: only their writer sees them, and can say best what becomes of them."""
        both = data.copy()
        both["version"] = reading.version_of(current.text)
        both["text"] = "\n\n".join([current.text, data.get("text", "")])
        form = self.build(both)
        form.add_error("text", f"{ELSEWHERE} Both texts stand here now: make one of them, and save it")
        return self.show(form, status=409)

    def act_once(self, form: forms.NoteForm, data: Any) -> tuple[Any, bool]:
        return self.act(form), True  # the same text twice is the same note

    def act(self, form: forms.NoteForm) -> str:
        text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
        actions.save_note(item=self.thing, text=text, seen=seen, by=self.viewer)
        return self.thing.get_absolute_url() if "back" in self.request.GET else f"{self.thing.own_page}#my-note"


@method_decorator(open_to_signed_in, name="dispatch")
class NoteListView(View):
    """All of one's notes on a meeting, on a page to print."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = meeting_for(request.viewer, pk)
        notes = reading.notes_of(meeting, request.viewer)
        items = [item for item in agendas.items_of(meeting, request.viewer) if item.pk in notes]
        context = {"meeting": meeting, "rows": [(item, notes[item.pk]) for item in items]}
        return render(request, "governance/note_list.html", context)


class QuestionAskView(ItemPage):
    form_class = forms.QuestionForm
    template_name = "governance/question_ask.html"
    called = "A question on an agenda item"
    about = "({thing.meeting}, item {thing.position})"
    rule = rules.ASK
    done = "Your question is sent."
    starts_empty = True

    def act(self, form: forms.QuestionForm) -> Question:
        return actions.ask_question(item=self.thing, by=self.viewer, **unchecked(form))


class QuestionAnswerView(FormPage):
    form_class = forms.AnswerForm
    template_name = "governance/question_answer.html"
    called = "The answer to a question"
    about = "on item {thing.item.position} of {thing.item.meeting}"
    rule = rules.ANSWER
    done = "Your answer is sent."

    def fetch(self) -> Question:
        rows = Question.objects.visible_to(self.viewer).select_related("item__meeting__body", "created_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def more(self) -> dict[str, Any]:
        return {"item": self.thing.item, "meeting": self.thing.item.meeting}

    def shown(self) -> list[Any]:
        return [self.thing.item]

    def act(self, form: forms.AnswerForm) -> Question:
        return actions.answer_question(question=self.thing, by=self.viewer, **unchecked(form))


class GuestListView(ItemPage):
    """Who is in attendance for one item, and the form to invite somebody."""

    form_class = forms.GuestForm
    template_name = "governance/guest_list.html"
    rule = rules.PREPARE
    keeps_draft = False
    done = "The guest is invited."
    starts_empty = True

    def form_options(self) -> dict[str, Any]:
        seated = members.members_of(self.thing.meeting.body_id)
        people = Person.objects.filter(user__is_active=True).exclude(pk__in=seated)
        invited = self.thing.guests.filter(person__isnull=False).values("person")
        return {"people": with_places(people.exclude(pk__in=invited)), "private": self.private}

    @property
    def private(self) -> str:
        """What a guest for a private item reads; empty for another item."""
        if not self.thing.is_named:
            return ""
        found = agendas.entries(self.thing.meeting, Viewer.body(self.thing.meeting.body), only=self.thing.pk)
        titles = "; ".join(f"“{place.title}”" for entry in found for place in entry.places)
        return f"They will read “{self.thing.title}”, its introduction and its papers{f': {titles}' if titles else ''}."

    def more(self) -> dict[str, Any]:
        return {
            **super().more(),
            "guests": list(self.thing.guests.all()),
            "is_draft": self.thing.meeting.state == MeetingState.DRAFT,
        }

    def act(self, form: forms.GuestForm) -> HttpResponse:
        actions.invite_guest(item=self.thing, by=self.viewer, **unchecked(form, "confirmed"))
        return redirect("governance:guest_list", self.thing.pk)


class GuestEndView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        items = AgendaItem.objects.visible_to(request.viewer)
        guest = get_object_or_404(Guest.objects.select_related("item__meeting__body"), pk=pk, item__in=items)
        demand(rules.PREPARE, request.viewer, guest.item)
        actions.end_guest(guest=guest, by=request.viewer)
        reads = ", and reads nothing of it as a guest any more" if guest.person_id else ""
        messages.success(request, f"{guest.name} is no longer a guest for item {guest.item.position}{reads}.")
        return redirect("governance:guest_list", guest.item_id)


class ChairNoteEditView(ItemPage):
    form_class = forms.ChairNoteForm
    template_name = "governance/chair_note_edit.html"
    called = "A note for the chair"
    about = "on item {thing.position} of {thing.meeting}"
    rule = rules.ADVISE
    done = "Saved for the chair."

    def fetch(self) -> AgendaItem | ChairNote:
        """The note, or its item where there is none yet."""
        self.item = super().fetch()
        return ChairNote.objects.filter(item=self.item).select_related("item__meeting__body").first() or self.item

    def starting(self, row: AgendaItem | ChairNote | None) -> dict[str, Any]:
        return super().starting(row) if isinstance(row, ChairNote) else {}

    def more(self) -> dict[str, Any]:
        return {"item": self.item, "meeting": self.item.meeting}

    def shown(self) -> list[Any]:
        return [self.item]

    def act(self, form: forms.ChairNoteForm) -> str:
        actions.save_chair_note(item=self.item, by=self.viewer, **unchecked(form))
        return self.item.own_page


def beside(meeting, viewer) -> dict[str, Any]:
    """What stands beside the items of an agenda for this viewer, each by the item's key."""
    notes, questions = reading.notes_of(meeting, viewer), reading.questions_of(meeting, viewer)
    return {
        "notes": notes,
        "may_ask": viewer.may(rules.ASK) and meeting.state == MeetingState.PUBLISHED,
        "questions": questions,
        "may_answer": reading.answerable(meeting, questions, viewer),
        "guests": reading.guests_of(meeting, viewer),
        "chair_notes": reading.chair_notes_of(meeting, viewer),
        "may_advise": viewer.may(rules.ADVISE, meeting),
    }


def note_forms(items: list[AgendaItem], viewer, notes: dict[int, str], *, alone: bool) -> dict[int, forms.NoteForm]:
    """The box for one's own note, by item, as long as the minutes are not agreed."""
    found = [item for item in items if item.meeting.state != MeetingState.CLOSED and viewer.may(rules.NOTE, item)]
    texts = {item: note_in_form(notes.get(item.pk, "")) for item in found}
    return {item.pk: forms.NoteForm(initial=note, item=item, alone=alone) for item, note in texts.items()}


def note_in_form(text: str) -> dict[str, str]:
    return {"text": text, "version": reading.version_of(text)}


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
