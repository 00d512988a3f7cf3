from typing import Any

from django.forms import BaseForm

from bcsp.records.screenedform import unchecked


def answers(form: BaseForm) -> dict[str, Any]:
    """What an action takes of a valid form. Nothing here keeps a column of the screening step's tick."""
    return unchecked(form, "screened")
