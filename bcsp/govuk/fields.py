"""A Django bound field → the design system's markup for it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import conditional_escape, escape, format_html_join
from django.utils.safestring import SafeString

from bcsp.govuk.components import component, words
from bcsp.govuk.validators import MaxWords
from bcsp.govuk.widgets import PARTS, DateInput

# Attributes that the macros write themselves, or that would let the browser refuse or cut what was typed.
OURS = {
    "aria-describedby",
    "aria-invalid",
    "required",
    "maxlength",
    "minlength",
    "min",
    "max",
    "step",
    "id",
    "class",
    "placeholder",
    "autofocus",
}
DJANGO_EMPTY = "---------"  # what Django writes into the first line of a list
CONTROLS = re.compile(r' data-aria-controls="[^"]*"')
DATE_WIDTHS = {"day": 2, "month": 2, "year": 4}


def field(bound: BoundField, heading: str = "", page_heading: bool = False, **extra: Any) -> SafeString:
    """The HTML of one field with its label, hint and errors.

    `heading` is the label's size (`s`, `m`, `l`, `xl`); `page_heading` makes it the page's h1; `extra` goes to the
    macro as it is (`prefix`, `suffix`, `rows`, …).
    """
    if bound.is_hidden:
        return SafeString(bound)
    widget = bound.field.widget
    draw = next(draw for kind, draw in DRAWERS if isinstance(widget, kind))
    return draw(bound, _common(bound) | _heading(bound, heading, page_heading, draw in GROUPED) | extra)


def control_id(bound: BoundField) -> str:
    """The id of the control that an error link leads to: of a group the first, of a date the first box at fault."""
    if isinstance(bound.field.widget, DateInput):
        return f"{bound.auto_id}_{(bad_parts(bound) or PARTS)[0]}"
    return bound.auto_id


def bad_parts(bound: BoundField) -> tuple[str, ...]:
    """The boxes of a date that are at fault: those that its errors name, otherwise all of them."""
    errors = bound.form.errors.as_data().get(bound.name, []) if bound.form.is_bound else []
    named = [part for error in errors for part in (error.params or {}).get("parts", PARTS)]
    return tuple(part for part in PARTS if part in named)


def _common(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = words(bound.help_text)
    if bound.errors:
        errors = list(bound.errors)  # a slice of Django's list would hold errors instead of their sentences
        lines = format_html_join("\n", "{}<br>", ((error,) for error in errors[:-1]))
        params["errorMessage"] = {"html": lines + conditional_escape(errors[-1])}
    if classes := widget.attrs.get("class"):
        params["classes"] = classes
    if bound.field.disabled:
        params["disabled"] = True
    params["attributes"] = {
        name: True if value is True else str(value)
        for name, value in bound.build_widget_attrs({**widget.attrs}, widget).items()
        if name not in OURS and value not in (False, None)
    }
    return params


def _heading(bound: BoundField, size: str, page_heading: bool, grouped: bool) -> dict[str, Any]:
    """The label; for a group of controls the legend of its fieldset."""
    base = "govuk-fieldset__legend" if grouped else "govuk-label"
    label = words(bound.label) | {"isPageHeading": page_heading}
    if size:
        label["classes"] = f"{base}--{size}"
    return {"fieldset": {"legend": label}} if grouped else {"label": label}


def _value(bound: BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _items(bound: BoundField) -> list[dict[str, Any]]:
    """The choices of radios, checkboxes or a select, groups flattened, with their hints and what is chosen."""
    value = bound.value()
    chosen = {str(v) for v in (value if isinstance(value, list | tuple | set) else [value]) if v is not None}
    items = []
    for key, label in _flat(bound.field.widget.choices):
        key = "" if key is None else str(key)
        item = words(label) | {"value": key, "checked": key in chosen, "selected": key in chosen}
        if hint := getattr(label, "hint", ""):
            item["hint"] = words(hint)
        items.append(item)
    return items


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        yield from label if isinstance(label, list | tuple) else [(key, label)]


def _radios(bound: BoundField, params: dict[str, Any]) -> SafeString:
    items = [item for item in _items(bound) if item["value"] or not bound.field.required]
    under = params.pop("under", {})
    for item in items:
        del item["selected"]
        if item["value"] in under:
            item["conditional"] = {"html": _place(item["value"])}
    html = component("radios", {"idPrefix": bound.auto_id, **params, "items": items})
    html = _shown(html)
    for value, inner in under.items():  # put in afterwards: the macros indent what they hold, and so a textarea's text
        html = html.replace(_place(value), inner)
    return SafeString(html)


def _shown(html: str) -> str:
    """What stands under a choice, without the design system's script: it would say aria-expanded of a radio or a box,
    which know none. _parts.scss shows and hides it."""
    return re.sub(r" govuk-(radios|checkboxes)__conditional--hidden", "", CONTROLS.sub("", html))


def _place(value: str) -> str:
    """What stands for the fields under a choice until the radios are drawn."""
    return f"<!-- under {escape(value)} -->"


def _checkboxes(bound: BoundField, params: dict[str, Any]) -> SafeString:
    return component("checkboxes", {"idPrefix": bound.auto_id, **params, "items": _items(bound)})


def _checkbox(bound: BoundField, params: dict[str, Any]) -> SafeString:
    """One box: its label stands beside it, so there is no legend, and its hint stands below the label."""
    item = words(bound.label) | {"value": "on", "checked": bool(bound.value()), "attributes": params["attributes"]}
    item |= {key: params[key] for key in ("hint",) if key in params}
    kept = {key: params[key] for key in ("name", "errorMessage", "formGroup") if key in params}
    under = params.get("under")
    if under:
        item["conditional"] = {"html": _place(bound.name)}
    html = component("checkboxes", {"idPrefix": bound.auto_id, **kept, "items": [item]})
    return SafeString(_shown(html).replace(_place(bound.name), under)) if under else html


def _date(bound: BoundField, params: dict[str, Any]) -> SafeString:
    value = bound.value()
    values = value if isinstance(value, list) else bound.field.widget.decompress(value)
    bad = bad_parts(bound)
    params["items"] = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": "" if text is None else str(text),
            "classes": f"govuk-input--width-{DATE_WIDTHS[part]}" + (" govuk-input--error" if part in bad else ""),
        }
        for part, text in zip(PARTS, values, strict=True)
    ]
    return component("date-input", {key: value for key, value in params.items() if key != "name"})


def _file(bound: BoundField, params: dict[str, Any]) -> SafeString:
    multiple = bound.field.widget.allow_multiple_selected
    return component("file-upload", params | {"javascript": True, "multiple": multiple})


def _select(bound: BoundField, params: dict[str, Any]) -> SafeString:
    items = _items(bound)
    for item in items:
        del item["checked"]
        if item.get("text") == DJANGO_EMPTY:
            item["text"] = "Choose one"
    return component("select", params | {"items": items})


def _textarea(bound: BoundField, params: dict[str, Any]) -> SafeString:
    """A box with the room left under it, where the field has a limit of characters or words."""
    attributes = params["attributes"]
    params = {"rows": attributes.pop("rows", 5), **params, "value": _value(bound)}
    attributes.pop("cols", None)
    limit = next((v.limit_value for v in bound.field.validators if isinstance(v, MaxWords)), None)
    if limit:
        return component("character-count", params | {"maxwords": limit})
    if getattr(bound.field, "max_length", None):
        return component("character-count", params | {"maxlength": bound.field.max_length})
    return component("textarea", params)


def _password(bound: BoundField, params: dict[str, Any]) -> SafeString:
    attributes = params["attributes"]
    return component("password-input", {"autocomplete": attributes.pop("autocomplete", None), **params})


def _input(bound: BoundField, params: dict[str, Any]) -> SafeString:
    kind = bound.field.widget.input_type
    params = {"type": kind, **params, "value": _value(bound)}
    attributes = params["attributes"]
    for name in ("autocomplete", "inputmode", "spellcheck", "pattern"):
        if name in attributes:
            params[name] = attributes.pop(name)
    if kind == "number":  # a spinner changes a figure by a turn of the wheel: a text box with a number pad instead
        whole = not isinstance(bound.field, forms.DecimalField | forms.FloatField)
        params |= {"type": "text", "inputmode": "numeric" if whole else "decimal", "spellcheck": False}
    if kind == "email":
        params = {"autocomplete": "email", "spellcheck": False, **params}
    return component("input", params)


DRAWERS: list[tuple[type[forms.Widget], Callable[[BoundField, dict[str, Any]], SafeString]]] = [
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _checkbox),
    (DateInput, _date),
    (forms.FileInput, _file),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.widgets.Input, _input),
]
GROUPED = (_radios, _checkboxes, _date)


def faults(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of a form for the error summary, those of fields with the address of the control to mend."""
    found = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        link = {} if bound.is_hidden else {"href": f"#{control_id(bound)}"}
        found += [{"text": str(error)} | link for error in bound.errors]
    return found


def error_summary(forms_: Iterable[forms.BaseForm]) -> SafeString:
    """The summary at the top of a page, over all its forms; nothing where nothing is wrong."""
    found = [fault for form in forms_ if form.is_bound for fault in faults(form)]
    return (
        component("error-summary", {"titleText": "There is a problem", "errorList": found}) if found else SafeString("")
    )
