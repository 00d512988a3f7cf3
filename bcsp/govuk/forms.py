"""What every form of ours starts from: sentences for its errors, a layout, a draft that is kept while typing."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.urls import reverse

from bcsp.govuk import sentences
from bcsp.govuk.layout import Submit
from bcsp.govuk.plaintext import legible, legible_data
from bcsp.govuk.widgets import Textarea

AGAIN = "Choose “%s” again: browsers let a file go when a form comes back"
NOT_SENT = "Something that this page sends by itself did not arrive. Reload the page, then send once more"
CHOOSING = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select)


class GovukForm:
    """Mixin for forms drawn by the template pack `govuk`.

    Set `layout` (a Layout; without it the fields follow each other), `submit` (the button's words, "" for none),
    `label_size` (of labels and legends: `s` is bold, "" is plain), `required_messages` (by field name), and
    `draft_key` on the instance to keep a draft (see `static/js/drafts.js`).
    """

    use_required_attribute = False  # the browser would refuse with its own words, before ours
    layout: Layout | None = None
    submit: str = "Save"
    label_size: str = "s"
    required_messages: Mapping[str, str] = {}
    form_method: str = "post"
    form_action: str = ""
    draft_key: str = ""
    conflicts: Any = None  # a Comparison of records/conflicts.py, where somebody else saved meanwhile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        if isinstance(kwargs.get("data"), Mapping | QueryDict):
            kwargs["data"] = legible_data(kwargs["data"])
        elif args and isinstance(args[0], Mapping | QueryDict):  # some of allauth's begin with the user instead
            args = (legible_data(args[0]), *args[1:])
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = pretty_name(name) if field.label is None else field.label
            if type(field.widget) is forms.Textarea:
                field.widget = Textarea.like(field.widget)
            speak(field, self.required_messages.get(name))

    @property
    def helper(self) -> FormHelper:
        """What crispy-forms asks for; made afresh, so that no two requests share it."""
        helper = FormHelper()
        helper.form_method, helper.form_action = self.form_method, self.form_action
        helper.render_hidden_fields = True
        helper.layout = Layout(self.layout or Layout(*self.fields))
        if self.submit:
            helper.layout.append(Submit(self.submit))
        if self.draft_key:
            helper.attrs = {"data-draft": self.draft_key, "data-draft-url": reverse("records:draft_save")}
            if self.is_bound:
                helper.attrs["data-draft-sent"] = "true"
            if self.conflicts and self.conflicts.since:
                helper.attrs["data-draft-version"] = self.conflicts.since
        return helper

    def ask_for_files_again(self) -> None:
        """Say beside each file that was sent that it has to be chosen again: no browser keeps it when a form comes
        back. Not where the file itself is at fault, which says so already."""
        for name in self.file_fields():
            sent = self.files.get(self.add_prefix(name))
            if sent and name not in self.errors:
                self.add_error(name, AGAIN % legible(sent.name)[:80])

    def file_fields(self) -> list[str]:
        """The file fields that the form reads, as it is filled in."""
        return [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]


class Form(GovukForm, forms.Form):
    """A form without a model."""


class ModelForm(GovukForm, forms.ModelForm):
    """A form over a model. It validates only: saving is an action's work."""


def speak(field: forms.Field, required: str | None = None) -> None:
    """Give a field our sentences, except where its author wrote their own."""
    stock: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        stock.update(getattr(kind, "default_error_messages", {}))
    for code, sentence in _sentences(field).items():
        if field.error_messages.get(code, stock.get(code)) == stock.get(code):
            field.error_messages[code] = sentence
    if required:
        field.error_messages["required"] = required


def _sentences(field: forms.Field) -> dict[str, str]:
    """The default sentence of each error code, for this field's label and widget."""
    label = str(field.label)
    name = (f"“{label}”" if sentences.is_question(label) else label).replace("%", "%%")
    messages = {
        "required": _required(field, label),
        "max_length": f"{name} must be %(limit_value)d characters or fewer: it has %(show_value)d",
        "min_length": f"{name} must be %(limit_value)d characters or more",
        "max_words": f"{name} must be %(limit_value)d words or fewer: it has %(show_value)d",
        "min_value": f"{name} must be %(limit_value)s or more",
        "max_value": f"{name} must be %(limit_value)s or less",
    }
    if isinstance(field, forms.EmailField):
        messages["invalid"] = "Enter an e-mail address in the right form, such as name@example.org"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        messages["invalid"] = f"{name} must be a number, such as 1500"
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{name} must be a whole number, such as 15"
    elif isinstance(field, forms.ChoiceField):
        messages["invalid_choice"] = f"{sentences.choose(label).replace('%', '%%')} from those offered"
    elif isinstance(field, forms.TimeField):
        messages["invalid"] = f"{name} must be a time, such as 14:30 or 2.30pm"
    elif isinstance(field, forms.FileField):
        messages["empty"] = f"The file chosen for “{name.strip('“”')}” is empty. Choose one that has something in it"
    return messages


def _required(field: forms.Field, label: str) -> str:
    if field.widget.is_hidden:
        return NOT_SENT
    if isinstance(field.widget, CHOOSING):
        return sentences.choose(label)
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick the box “{label}”"
    if isinstance(field.widget, forms.FileInput):
        return f"Choose a file for “{label}”"
    return sentences.enter(label)
