"""What is filled in before and at a meeting: a member's answer, who came for which seat, an interest declared there."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.components import component, words
from bcsp.govuk.fields import field
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Details, Section
from bcsp.govuk.widgets import Choice
from bcsp.people.models import Post
from bcsp.records.screenedform import Screened
from governance.actions import Filling
from governance.attending import Seat
from governance.choices import NOT_FILLED, Coming, Presence
from governance.models import AgendaItem, Interest

NATURE = "What the interest is"
NATURE_MISSING = "Say what your interest in item {number} is"
NONE_OR_SOME = "Tick the items in which you have an interest, or that you have no interest to declare"
NOT_BOTH = "You ticked both an item and that you have no interest. Keep one of them"
FIELDS = ("how", "name", "arrived", "left")  # of each seat, with its key after them


class WithNature:
    """A layout's boxes, one an item, each with the field that says what the interest is right under it."""

    def __init__(self, items: list[AgendaItem]) -> None:
        self.items = items

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **kwargs: Any) -> Any:
        boxes = []
        for item in self.items:
            tick, nature = form[f"in_{item.pk}"], form[f"nature_{item.pk}"]
            form.rendered_fields |= {tick.name, nature.name}
            boxes.append(
                {
                    "name": tick.html_name,
                    "id": tick.auto_id,
                    "value": "on",
                    "checked": bool(tick.value()),
                    **words(tick.label),
                    "conditional": {"html": field(nature)},
                }
            )
        legend = {"text": "Items in which you have an interest", "classes": "govuk-fieldset__legend--s"}
        return component(
            "checkboxes", {"idPrefix": "interests", "name": "in", "fieldset": {"legend": legend}, "items": boxes}
        )


class ReplyForm(Screened, Form):
    """A member's answer. `for_items` adds the items in which an interest may be declared."""

    items: tuple[AgendaItem, ...] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    coming = forms.ChoiceField(label="Will you be there?", choices=Coming.choices, widget=forms.RadioSelect)
    substitute = forms.CharField(
        label="Who comes for you",
        max_length=150,
        required=False,
        help_text="Only if you send a substitute: name, and post or organisation.",
    )
    no_interests = forms.BooleanField(label="I have no interest to declare", required=False)
    required_messages = {"coming": "Say whether you will be there"}
    submit = "Send your answer"

    @classmethod
    def for_items(cls, items: list[AgendaItem]) -> type["ReplyForm"]:
        """The form with a box and a line for each item."""
        made: dict[str, Any] = {"items": tuple(items), "screened_fields": tuple(f"nature_{item.pk}" for item in items)}
        for item in items:
            made[f"in_{item.pk}"] = forms.BooleanField(label=f"Item {item.position}. {item.title}", required=False)
            help_text = "Such as “I am a trustee of this provider”. Partners read only that you declared an interest."
            made[f"nature_{item.pk}"] = forms.CharField(
                label=f"{NATURE}, item {item.position}", max_length=300, required=False, help_text=help_text
            )
        return type(cls)(cls.__name__, (cls,), made)

    @property
    def layout(self) -> Layout:
        checked = ("checked",) if self.marks else ()
        hint = "A paid or unpaid post, a contract, money, a home or a family tie that somebody could think sways you."
        interests = Section("Your interests", WithNature(list(self.items)), "no_interests", *checked, hint=hint)
        return Layout("version", "coming", "substitute", interests)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        ticked = [item for item in self.items if data.get(f"in_{item.pk}")]
        for item in ticked:
            if not (data.get(f"nature_{item.pk}") or "").strip() and f"nature_{item.pk}" not in self.errors:
                self.add_error(f"nature_{item.pk}", NATURE_MISSING.format(number=item.position))
        if data.get("coming") == Coming.SUBSTITUTE and not (data.get("substitute") or "").strip():
            self.add_error("substitute", "Say who comes for you")
        if ticked and data.get("no_interests"):
            self.add_error("no_interests", NOT_BOTH)
        if data.get("coming") == Coming.YES and not ticked and not data.get("no_interests"):
            self.add_error("no_interests", NONE_OR_SOME)
        return data

    def interests(self) -> dict[AgendaItem, str]:
        """By item what was ticked, as the action takes it."""
        data = self.cleaned_data
        return {item: data[f"nature_{item.pk}"] for item in self.items if data.get(f"in_{item.pk}")}


def item_field(label: str, empty: str, items: list[AgendaItem], now: AgendaItem | None) -> forms.TypedChoiceField:
    """One of the items, or none; no query however many seats ask.

    `now` is what is recorded: it stays a choice, without its title, for a writer who may not read that item.
    """
    titles = {item: item.title for item in items}
    if now:
        titles.setdefault(now, "A private item")
    by_key = {str(item.pk): item for item in sorted(titles, key=lambda item: item.position)}
    choices = [("", empty), *((key, f"{item.position}. {titles[item]}") for key, item in by_key.items())]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda key: by_key[str(key)], empty_value=None, required=False
    )


class AttendanceForm(Form):
    """Who came, seat by seat. `for_seats` adds four fields a seat and the interests that were declared."""

    seats: tuple[Seat, ...] = ()
    interests: tuple[Interest, ...] = ()

    version = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    submit = "Save who came"

    @classmethod
    def for_seats(cls, seats: list[Seat], items: list[AgendaItem], interests: list[Interest]) -> type["AttendanceForm"]:
        made: dict[str, Any] = {"seats": tuple(seats), "interests": tuple(interests)}
        for seat in seats:
            made |= _fields_of(seat, items)
        if interests:
            choices = [Choice(row.pk, f"Item {row.item.position}, {row.name}", row.nature) for row in interests]
            made["out"] = forms.TypedMultipleChoiceField(
                label="Who left the room for an item, because of an interest",
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return type(cls)(cls.__name__, (cls,), made)

    @property
    def layout(self) -> Layout:
        seats = [_section(seat) for seat in self.seats]
        return Layout("version", *seats, *(["out"] if self.interests else []))

    def by_seat(self) -> "AttendanceForm":
        """The form with labels that name the seat, for where a field stands outside its seat's section."""
        for seat in self.seats:
            for name in FIELDS:
                each = self.fields[f"{name}_{seat.post.pk}"]
                each.label = f"{seat.post.label}. {each.label}"
        return self

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for seat in self.seats:
            self._check(seat, *(data.get(f"{name}_{seat.post.pk}") for name in FIELDS))
        return data

    def _check(self, seat: Seat, how: str | None, name: str | None, arrived: Any, left: Any) -> None:
        pk, label = seat.post.pk, seat.post.label
        if how == Presence.SUBSTITUTE and not (name or "").strip():
            self.add_error(f"name_{pk}", f"{label}: say who came as the substitute")
        if how in NOT_FILLED and (arrived or left):
            which = "arrived" if arrived else "left"
            self.add_error(f"{which}_{pk}", f"{label}: only somebody who was there can arrive late or leave early")
        elif arrived and left and left.position <= arrived.position:
            self.add_error(
                f"left_{pk}",
                f"{label}: the item before which they left must come after the one from which they were there",
            )

    def fillings(self) -> list[Filling]:
        """What the action takes, one a seat."""
        data = self.cleaned_data
        return [Filling(seat.post, *(data[f"{name}_{seat.post.pk}"] for name in FIELDS)) for seat in self.seats]


def _fields_of(seat: Seat, items: list[AgendaItem]) -> dict[str, forms.Field]:
    pk, label = seat.post.pk, seat.post.label
    how = forms.ChoiceField(
        label="How was this seat filled?",
        choices=Presence.choices,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": f"Say how the seat “{label}” was filled"},
    )
    name = forms.CharField(label="Who came as the substitute", max_length=150, required=False)
    late, early = (seat.row.arrived, seat.row.left) if seat.row else (None, None)
    arrived = item_field("Arrived late: there from item", "From the start", items, late)
    left = item_field("Left early: gone before item", "Stayed to the end", items, early)
    return {f"how_{pk}": how, f"name_{pk}": name, f"arrived_{pk}": arrived, f"left_{pk}": left}


def _section(seat: Seat) -> Section:
    pk = seat.post.pk
    more = Details("Substitute, late or early", *(f"{name}_{pk}" for name in ("name", "arrived", "left")))
    return Section(seat.post.label, f"how_{pk}", more, hint=said_of(seat))


def said_of(seat: Seat) -> str:
    """The holder and their answer, in a line."""
    who = str(seat.holder or seat.row.name)
    if seat.reply is None:
        return f"{who}: no answer came"
    also = f" ({seat.reply.substitute})" if seat.reply.substitute else ""
    return f"{who} answered: {seat.reply.get_coming_display()}{also}"


class InterestForm(Screened, Form):
    """An interest that somebody declared at the meeting."""

    screened_fields = ("nature",)
    post = forms.ModelChoiceField(
        Post.objects.none(), label="Whose interest", required=False, empty_label="Somebody else"
    )
    name = forms.CharField(label="Or who else", max_length=150, required=False, help_text="Somebody without a seat.")
    nature = forms.CharField(label=NATURE, max_length=300, help_text="In a line, for the body's members.")
    leaves = forms.BooleanField(label="They left the room for this item", required=False)
    required_messages = {"nature": "Say what the interest is"}
    submit = "Save the interest"

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("post")) == bool((data.get("name") or "").strip()):
            self.add_error("post", "Choose the seat whose holder has the interest, or write who else has it")
        return data
