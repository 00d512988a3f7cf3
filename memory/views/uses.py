"""Pages by which the team says which provider an intervention used, for what and for how much."""

from typing import Any

from django.shortcuts import get_object_or_404

from bcsp.records.screenedform import unchecked
from memory import actions
from memory.forms.providers import ProviderUseChangeForm, ProviderUseForm, ProviderUseRemoveForm
from memory.models import Intervention, ProviderUse
from memory.views.interventions import InterventionPage


class ProviderUseRecordView(InterventionPage):
    form_class = ProviderUseForm
    template_name = "memory/form_page.html"
    called = "Provider used in {reference}"
    heading = "A provider that was used"
    done = "The provider is saved."
    starts_empty = True

    def starting(self, row: Intervention) -> dict[str, Any]:
        begins = row.begins
        return {"year": begins.year if begins.month >= 4 else begins.year - 1}

    def act(self, form: ProviderUseForm) -> Intervention:
        actions.record_use(intervention=self.thing, by=self.viewer, **unchecked(form))
        return self.thing


class ProviderUsePage(InterventionPage):
    """Base of pages that change a use. The intervention's version holds its uses together."""

    template_name = "memory/form_page.html"

    def fetch(self) -> Intervention:
        row = super().fetch()
        self.use = get_object_or_404(
            ProviderUse.objects.select_related("provider"), intervention=row, pk=self.kwargs["key"]
        )
        return row

    @property
    def draft_key(self) -> str:
        return f"{super().draft_key}:{self.use.pk}"  # a draft of each use, not one of them all


class ProviderUseChangeView(ProviderUsePage):
    form_class = ProviderUseChangeForm
    called = "Change a provider used in {reference}"
    heading = "The provider that was used"
    done = "The provider is changed."

    def starting(self, row: Intervention) -> dict[str, Any]:
        use = self.use
        words = {"year": use.year, "what": use.what, "amount": use.amount}
        return {"version": row.version, "provider": use.provider_id, **words}

    def act(self, form: ProviderUseChangeForm) -> Intervention:
        actions.change_use(use=self.use, by=self.viewer, **unchecked(form))
        return self.thing


class ProviderUseRemoveView(ProviderUsePage):
    form_class = ProviderUseRemoveForm
    heading = "Take out this provider"
    done = "It is taken out. The history keeps it."
    keeps_draft = False

    def more(self) -> dict[str, Any]:
        return {**super().more(), "says": f"{self.use}. Take it out only where it was never used."}

    def act(self, form: ProviderUseRemoveForm) -> Intervention:
        actions.remove_use(use=self.use, version=form.cleaned_data["version"], by=self.viewer)
        return self.thing
