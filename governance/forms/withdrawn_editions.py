"""Why an edition of the public document is withdrawn: asked before, and mended afterwards."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Submit
from bcsp.records.screenedform import Screened
from governance.actions.withdrawing_editions import REASON
from governance.document.checks.line import in_line
from governance.forms.answers import answers
from governance.forms.ticks import Looked


class EditionReasonForm(Looked, Screened, Form):
    """Why an edition was withdrawn, in a line that everyone reads."""

    screened_fields = ("reason",)
    unticked = "Look at each of these and tick what is right, or change the reason"
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why is it withdrawn",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone reads this at its address. Don’t repeat what must not be read.",
    )
    required_messages = {"reason": "Say why it is withdrawn"}
    submit = "Save the reason"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [finding for _, text in self._texts() for finding in in_line(REASON, text)]
        self.hints([each.says for each in found if not each.is_fault])
        self.faults = [each.says for each in found if each.is_fault]

    @property
    def layout(self) -> Layout:
        return Layout(*self._asked("version", "reason", "looked_at", "checked"))

    def _asked(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    def clean_reason(self) -> str:
        if self.faults:
            raise forms.ValidationError(self.faults, code="check")
        return self.cleaned_data["reason"]

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return answers(self)


class EditionWithdrawForm(EditionReasonForm):
    """Why, and what becomes of the words."""

    keep_words = forms.BooleanField(label="Keep its words as the draft of the next edition", required=False)
    submit = ""

    def __init__(self, *args: Any, following: int | None, **kwargs: Any) -> None:
        """`following` is the number of the edition that its words can begin; None where one is being prepared."""
        super().__init__(*args, **kwargs)
        if following is None:
            del self.fields["keep_words"]
        else:
            self.fields["keep_words"].help_text = (
                f"Edition {following} is begun as a draft with all of them, so that they can be mended: those too for "
                "which this one is withdrawn. Only its writers read a draft."
            )

    @property
    def layout(self) -> Layout:
        asked = self._asked("version", "reason", "looked_at", "checked", "keep_words")
        return Layout(*asked, Submit("Withdraw it now", kind="warning"))

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return {"keep_words": False, **answers(self)}
