from typing import Any

from django.forms import BaseForm

TICKS = ("screened", "checked")


def answers(form: BaseForm) -> dict[str, Any]:
    """What an action takes of a valid form: all that was answered but the ticks of the screening step."""
    return {name: value for name, value in form.cleaned_data.items() if name not in TICKS}
