"""A form's answers as people read them, for "Check your answers"."""

from django.forms import BaseForm, BoundField

from horizon.forms.referrals import OPTIONAL

NOT_SHOWN = {"screened", "checked", "version"}


def answers(form: BaseForm, change: str) -> list[tuple[str, str, str]]:
    """Rows of (question, answer in words, address where it is changed) for every question of a valid form."""
    asked = [field for field in form if field.name not in NOT_SHOWN]
    return [
        (str(field.label).removesuffix(OPTIONAL), in_words(form, field), f"{change}#{field.auto_id}") for field in asked
    ]


def in_words(form: BaseForm, field: BoundField) -> str:
    """The words of what was chosen or typed; of nothing, that it was not answered."""
    value = form.cleaned_data.get(field.name)
    choices = getattr(field.field, "choices", None)
    if value in (None, "", []):
        return "Not answered"
    if hasattr(value, "strftime"):
        return f"{value:%-d %B %Y}"
    if hasattr(value, "pk"):
        return str(value)
    if choices:
        words = {str(key): str(word) for key, word in choices}
        return ", ".join(words.get(str(v), str(v)) for v in (value if isinstance(value, list) else [value]))
    return str(value)
