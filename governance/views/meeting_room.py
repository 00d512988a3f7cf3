"""Before and at a meeting: a member's answer, everybody's answers, who came for which seat, an interest declared."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from bcsp.people.queries import posts_of
from bcsp.records import conflicts, past
from bcsp.records.access import log_reads
from bcsp.records.formpage import FormPage
from governance import actions, attending, forms, recorded, rules
from governance.choices import ISSUED, MeetingState
from governance.models import AgendaItem, Interest, Meeting, Minutes, Reply
from governance.quorum import locked_items
from governance.views.agendas import item_for
from governance.views.meetings import meeting_for

OPEN = set(ISSUED) - {MeetingState.CLOSED}  # what happened can still be written down


class ReplyView(FormPage):
    """The viewer's own answer to one meeting; sent again, it takes the place of the last."""

    template_name = "governance/meeting_reply.html"
    rule = rules.REPLY
    called = "Your answer for a meeting"
    about = "({thing})"
    done = "Your answer is kept. You can change it until the meeting is held."

    def fetch(self) -> Reply:
        self.meeting = meeting_for(self.viewer, self.kwargs["pk"])
        found = attending.reply_of(self.meeting, self.viewer)
        return found or Reply(meeting=self.meeting, person_id=self.viewer.person_id)

    @cached_property
    def items(self) -> list[AgendaItem]:
        return list(AgendaItem.objects.visible_to(self.viewer).filter(meeting=self.meeting).order_by("position"))

    @cached_property
    def form_class(self) -> type[forms.ReplyForm]:
        return forms.ReplyForm.for_items(self.items)

    @property
    def draft_key(self) -> str:
        return f"ReplyForm:governance.meeting:{self.meeting.pk}"

    def starting(self, row: Reply | None) -> dict[str, Any]:
        if row.pk is None:
            return {}
        declared = attending.interests_of(self.meeting, self.viewer)
        start = {"version": row.version, "coming": row.coming, "substitute": row.substitute}
        start |= {f"in_{each.item_id}": True for each in declared}
        start |= {f"nature_{each.item_id}": each.nature for each in declared}
        return {**start, "no_interests": row.no_interests}

    def more(self) -> dict[str, Any]:
        return {"meeting": self.meeting, "open": self.meeting.state == MeetingState.PUBLISHED}

    def shown(self) -> list[Any]:
        return self.items

    def act(self, form: forms.ReplyForm) -> Meeting:
        data = form.cleaned_data
        actions.answer_meeting(
            meeting=self.meeting,
            version=data["version"],
            coming=data["coming"],
            substitute=data["substitute"],
            interests=form.interests(),
            no_interests=data["no_interests"],
            by=self.viewer,
        )
        if declared := [f"item {item.position}" for item in form.interests()]:
            self.done = f"{self.done} You declared an interest in {', '.join(declared)}."
        return self.meeting


class RepliesView(View):
    """Who comes, by seat, for the members of the body and those who prepare its meetings."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = request.viewer
        meeting = meeting_for(viewer, pk)
        if meeting.body_id not in viewer.bodies and not viewer.may(rules.MINUTE, meeting):
            return redirect(meeting)
        interests = list(attending.interests_in(meeting, viewer))
        log_reads(request, [row.item for row in interests])
        context = {
            "meeting": meeting,
            "answers": attending.answers_to(meeting, viewer),
            "interests": interests,
            "quorum": attending.quorum_of(meeting),
            "may_record": viewer.may(rules.MINUTE, meeting) and meeting.has_come,
        }
        return render(request, "governance/meeting_replies.html", context)


class AttendanceView(FormPage):
    """Every seat in one form, filled in from the answers; saved again, it is put right."""

    template_name = "governance/attendance_record.html"
    rule = rules.MINUTE
    called = "Who came to a meeting"
    about = "({thing})"
    done = "Who came is saved."

    def fetch(self) -> Meeting:
        return meeting_for(self.viewer, self.kwargs["pk"])

    @cached_property
    def seats(self) -> list[attending.Seat]:
        return attending.seats_of(self.thing, self.viewer)

    @cached_property
    def interests(self) -> list[Interest]:
        return list(attending.interests_in(self.thing, self.viewer))

    @cached_property
    def form_class(self) -> type[forms.AttendanceForm]:
        held = [seat for seat in self.seats if not seat.is_vacant]
        return forms.AttendanceForm.for_seats(held, self.items, self.interests)

    @cached_property
    def items(self) -> list[AgendaItem]:
        return list(AgendaItem.objects.visible_to(self.viewer).filter(meeting=self.thing).order_by("position"))

    @property
    def draft_key(self) -> str:
        return f"AttendanceForm:governance.meeting:{self.thing.pk}"

    def starting(self, row: Meeting | None) -> dict[str, Any]:
        left = attending.interests_in(row, self.viewer).filter(leaves=True)
        found = recorded.Recorded(tuple(attending.seats_of(row, self.viewer)), tuple(left.values_list("pk", flat=True)))
        return {"version": recorded.version_of(row, self.viewer), **_answers(found)}

    def more(self) -> dict[str, Any]:
        vacant = [seat.post.label for seat in self.seats if seat.is_vacant]
        return {
            "meeting": self.thing,
            "vacant": vacant,
            "locked": [item.position for item in locked_items(self.thing)],
            "quorum": attending.quorum_of(self.thing),
        }

    def shown(self) -> list[Any]:
        return self.items

    def compared(self, data: QueryDict, current: Meeting) -> conflicts.Comparison:
        """What was typed beside the record as it is now: its version counts over all seats, interests and answers.

        The form is made anew, after its version was read: it must offer all that this version counts.
        """
        mine, began = data.copy(), data.get("version", "")
        mine["version"] = recorded.version_of(current, self.viewer)
        for name in ("form_class", "seats", "interests", "items"):
            self.__dict__.pop(name, None)
        before = recorded.as_it_was(current, began, self.viewer)
        base = _answers(before) if before else {}
        found = conflicts.compare(self.build(mine).by_seat(), mine, self.starting(current), base)
        found.since, found.saved = began, self.last_saved(current)
        found.own = found.saved is not None and found.saved.person == self.viewer.person_id
        return found

    def last_saved(self, meeting: Meeting) -> past.Saved | None:
        """Who changed a seat, an interest or an answer last, as far as the viewer may read."""
        kinds = [kind.objects.filter(meeting=meeting) for kind in recorded.KINDS]
        kinds.append(attending.interests_in(meeting, self.viewer))
        rows = filter(None, (kind.order_by("-events__pgh_id").first() for kind in kinds))
        return max(map(past.last_saved, rows), key=lambda saved: saved.at, default=None)

    def act(self, form: forms.AttendanceForm) -> Meeting:
        data = form.cleaned_data
        chosen = set(data.get("out", []))
        return actions.record_attendance(
            meeting=self.thing,
            fillings=form.fillings(),
            out=[row for row in self.interests if row.pk in chosen] if self.interests else None,
            version=data["version"],
            by=self.viewer,
        )


def _answers(record: recorded.Recorded) -> dict[str, Any]:
    """What the form's fields say of a record."""
    found: dict[str, Any] = {"out": list(record.out)}
    for seat in record.seats:
        found |= _filled(seat)
    return found


def _filled(seat: attending.Seat) -> dict[str, Any]:
    """A seat's four fields: as recorded, or as its holder answered."""
    pk, row = seat.post.pk, seat.row
    if row:
        name = row.name if row.how == "substitute" else ""
        return {f"how_{pk}": row.how, f"name_{pk}": name, f"arrived_{pk}": row.arrived_id, f"left_{pk}": row.left_id}
    name = seat.reply.substitute if seat.reply else ""
    return {f"how_{pk}": seat.expected, f"name_{pk}": name, f"arrived_{pk}": None, f"left_{pk}": None}


class InterestAddView(FormPage):
    form_class = forms.InterestForm
    template_name = "governance/interest_add.html"
    rule = rules.MINUTE
    called = "An interest declared at a meeting"
    about = "({thing.meeting}, item {thing.position})"
    done = "The interest is kept. What it is stands in the private minutes; partners read only that it was declared."
    starts_empty = True

    def fetch(self) -> AgendaItem:
        return item_for(self.viewer, self.kwargs["pk"])

    def form_options(self) -> dict[str, Any]:
        return {"posts": posts_of(self.thing.meeting.body, self.thing.meeting.day).order_by("label")}

    def more(self) -> dict[str, Any]:
        return {"meeting": self.thing.meeting}

    def act(self, form: forms.InterestForm) -> Any:
        names = ("post", "name", "nature", "leaves")
        actions.declare_interest(item=self.thing, by=self.viewer, **{name: form.cleaned_data[name] for name in names})
        return redirect("governance:minute_write", self.thing.pk)


def beside_the_agenda(viewer, meeting: Meeting) -> dict[str, Any]:
    """What the page of a meeting says of the viewer's answer, of who came and of the minutes."""
    member = viewer.may(rules.REPLY, meeting)
    records = viewer.may(rules.MINUTE, meeting) and meeting.has_come
    minutes = Minutes.objects.visible_to(viewer).filter(meeting=meeting).first()
    return {
        "may_answer": member and meeting.state == MeetingState.PUBLISHED,
        "sees_answers": meeting.state == MeetingState.PUBLISHED and (member or viewer.may(rules.MINUTE, meeting)),
        "reply": attending.reply_of(meeting, viewer) if member else None,
        "may_minute": records and meeting.state in OPEN,
        "minutes": minutes,
        "sees_minutes": minutes is not None or (records and meeting.took_place),
    }
