"""Withdrawing an edition of the public document, and mending what its address says of it afterwards."""

from typing import Any

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from governance import actions, forms
from governance.choices import EditionState
from governance.document.repeated import Repeated, repeated
from governance.models import Edition
from governance.views.edition_steps import EditionStep


class EditionWithdrawView(EditionStep):
    """The reason, and where else the same words stand."""

    form_class = forms.EditionWithdrawForm
    template_name = "governance/edition_withdraw.html"
    states = (EditionState.PUBLISHED,)
    heading = "Withdraw this edition?"
    says = ("Its text and pages go at once, for good. Its address stays and says why.",)

    def starting(self, row: Edition | None) -> dict[str, Any]:
        return {"version": row.version, "keep_words": not _gone_on(row)}

    def form_options(self) -> dict[str, Any]:
        last = Edition.objects.order_by("-number").first()
        return {"following": None if last.is_open else last.number + 1}

    def more(self) -> dict[str, Any]:
        return {**super().more(), "repeated": repeated(self.thing)}

    def act(self, form: forms.EditionWithdrawForm) -> Edition:
        words, elsewhere = form.words(), repeated(self.thing)  # afterwards there are no words to look for
        edition = actions.withdraw_edition(edition=self.thing, by=self.viewer, **words)
        messages.success(self.request, f"{edition} is withdrawn. Its address says why.")
        lines = [_begun(Edition.objects.open().get(), edition)] if words["keep_words"] else []
        lines += [_still(other) for other in elsewhere]
        if lines:
            spans = format_html_join("", '<span class="bcsp-line">{}</span>', ((line,) for line in lines))
            messages.warning(self.request, spans)
        return edition


def _gone_on(edition: Edition) -> bool:
    """Whether a later edition goes on with its words, or with better ones."""
    return Edition.objects.with_words().filter(number__gt=edition.number).exists()


def _begun(draft: Edition, of: Edition) -> SafeString:
    says = "{} is begun as a draft with all words of edition {}. Change those for which it was withdrawn."
    return format_html(says, _link(draft), of.number)


def _still(other: Repeated) -> SafeString:
    what = "Change it there" if other.edition.is_open else "See whether to withdraw it too"
    return format_html("{} still says the same in {}. {}.", _link(other.edition), other.where, what)


def _link(edition: Edition) -> SafeString:
    return format_html(
        '<a class="govuk-notification-banner__link" href="{}">{}</a>', edition.get_absolute_url(), edition
    )


class EditionReasonView(EditionStep):
    """Other words for why it was withdrawn: those before may be what nobody should read."""

    form_class = forms.EditionReasonForm
    states = (EditionState.WITHDRAWN,)
    heading = "Mend the reason"
    says = ("Everyone reads it at the edition’s address. What stands there now goes for good, from its history too.",)
    done = "The reason is mended."

    def starting(self, row: Edition | None) -> dict[str, Any]:
        return {"version": row.version, "reason": row.withdrawn_why}

    def form_options(self) -> dict[str, Any]:
        return {}

    def act(self, form: forms.EditionReasonForm) -> Edition:
        return actions.mend_reason(edition=self.thing, by=self.viewer, **form.words())
