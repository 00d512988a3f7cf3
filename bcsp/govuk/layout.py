"""Layout objects for crispy-forms. Unlike crispy's own they take texts as texts: nothing is run as a template."""

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import render_field
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from bcsp.govuk.components import component, words
from bcsp.govuk.fields import field


class Field:
    """One field with parameters of its own: `Field("title", heading="m", suffix={"text": "words"})`."""

    def __init__(self, name: str, **params: Any) -> None:
        self.name, self.params = name, params

    def render(self, form: BaseForm, context: Any, template_pack: str = "govuk", **kwargs: Any) -> SafeString:
        form.rendered_fields.add(self.name)
        return field(form[self.name], **{"heading": getattr(form, "label_size", ""), **self.params})


class Group(LayoutObject):
    """Several fields under one roof; the base of those below."""

    def __init__(self, *fields: Any) -> None:
        self.fields = list(fields)

    def render(self, form: BaseForm, context: Any, template_pack: str = "govuk", **kwargs: Any) -> SafeString:
        inner = [render_field(part, form, context, template_pack=template_pack) for part in self.fields]
        return self.draw(form, SafeString("".join(inner)))

    def draw(self, form: BaseForm, inner: SafeString) -> SafeString:
        return inner

    def names(self) -> set[str]:
        """The names of all fields within, however deep."""
        found: set[str] = set()
        for part in self.fields:
            if isinstance(part, Group):
                found |= part.names()
            else:
                found.add(part if isinstance(part, str) else getattr(part, "name", ""))
        return found


class Choices(Group):
    """Radios with fields that belong to one choice under it: `Choices("how", {"word": ["file"], "typed": ["text"]})`.

    They show when it is chosen; without JavaScript always.
    """

    def __init__(self, name: str, under: dict[str, list[Any]], **params: Any) -> None:
        super().__init__(name, *(part for parts in under.values() for part in parts))
        self.name, self.under, self.params = name, under, params

    def render(self, form: BaseForm, context: Any, template_pack: str = "govuk", **kwargs: Any) -> SafeString:
        form.rendered_fields.add(self.name)
        inner = {value: Group(*parts).render(form, context, template_pack) for value, parts in self.under.items()}
        return field(form[self.name], **{"heading": getattr(form, "label_size", ""), "under": inner, **self.params})


class Reveal(Group):
    """A box to tick with fields under it that are asked for only then: `Reveal("private", "why", "by")`.

    They show when it is ticked; without JavaScript always.
    """

    def __init__(self, name: str, *fields: Any, **params: Any) -> None:
        super().__init__(name, *fields)
        self.name, self.under, self.params = name, Group(*fields), params

    def render(self, form: BaseForm, context: Any, template_pack: str = "govuk", **kwargs: Any) -> SafeString:
        form.rendered_fields.add(self.name)
        inner = self.under.render(form, context, template_pack)
        return field(form[self.name], **{"under": inner, **self.params})


class Section(Group):
    """A fieldset with a heading: `Section("What is happening", "title", "text", hint="…")`."""

    def __init__(self, legend: str, *fields: Any, size: str = "m", hint: str = "") -> None:
        super().__init__(*fields)
        self.legend, self.size, self.hint = legend, size, hint

    def draw(self, form: BaseForm, inner: SafeString) -> SafeString:
        # Our own template: the fieldset macro indents what it holds, and so would what stands in a textarea.
        context = {"legend": self.legend, "size": self.size, "hint": self.hint, "inner": inner}
        return SafeString(render_to_string("govuk/section.html", context))


class Pair(Group):
    """Two short fields beside each other under one legend, such as from and to; on a phone one above the other."""

    def __init__(self, legend: str, *fields: Any) -> None:
        super().__init__(*fields)
        self.legend = legend

    def draw(self, form: BaseForm, inner: SafeString) -> SafeString:
        return SafeString(render_to_string("govuk/pair.html", {"legend": self.legend, "inner": inner}))


class Details(Group):
    """Fields folded away under a summary, open where one of them holds something or is wrong."""

    def __init__(self, summary: str, *fields: Any) -> None:
        super().__init__(*fields)
        self.summary = summary

    def draw(self, form: BaseForm, inner: SafeString) -> SafeString:
        bound = [form[name] for name in self.names() if name in form.fields]
        used = any(one.errors or _filled(one.value()) for one in bound)
        return component("details", {"summaryText": self.summary, "html": inner, "open": used})


class Text:
    """A paragraph between fields."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return SafeString(render_to_string("govuk/text.html", {"text": self.text}))


class Warning(Text):
    """A text with the exclamation mark: something bad follows if it is not heeded."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return component("warning-text", {**words(self.text), "iconFallbackText": "Warning"})


class Inset(Text):
    """A text set apart."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return component("inset-text", words(self.text))


class Submit:
    """A button that sends the form. `name` and `value` tell buttons apart; `kind` is `secondary` or `warning`."""

    def __init__(self, text: str, name: str = "", value: str = "", kind: str = "") -> None:
        self.text, self.name, self.value, self.kind = text, name, value, kind

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        params: dict[str, Any] = {"text": self.text, "preventDoubleClick": True}
        if self.name:
            params |= {"name": self.name, "value": self.value or "1"}
        if self.kind:
            params["classes"] = f"govuk-button--{self.kind}"
        return component("button", params)


class Buttons(Group):
    """Several buttons, or a button and a link, in one row."""

    def draw(self, form: BaseForm, inner: SafeString) -> SafeString:
        return SafeString(render_to_string("govuk/buttons.html", {"inner": inner}))


class Link(Text):
    """A link among buttons: `Link("Cancel", url)`."""

    def __init__(self, text: str, url: str) -> None:
        super().__init__(text)
        self.url = url

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return SafeString(render_to_string("govuk/link.html", {"text": self.text, "url": self.url}))


def _filled(value: Any) -> bool:
    return any(value) if isinstance(value, list | tuple) else value not in (None, "", False)
