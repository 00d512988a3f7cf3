"""The yearly accountability extract: read first, then issued as it stands."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import render_html
from bcsp.records.formpage import FormPage
from bcsp.records.models import Audience
from governance import actions, forms, rules
from governance.accountability import FIRST_YEAR, Year, current, extract_of, key_of


class AccountabilityView(FormPage):
    """`?audience=partners` shows it as partners read it; otherwise it is what everyone may read."""

    form_class = forms.ExtractForm
    template_name = "governance/accountability.html"
    rule = rules.EXTRACT
    keeps_draft = False
    done = "The extract is issued and kept as it stands."

    def fetch(self) -> None:
        self.year = Year(self.kwargs["year"])
        if not FIRST_YEAR <= self.year.begins <= current().begins:
            raise Http404

    @cached_property
    def audience(self) -> str:
        asked = self.request.GET.get("audience")
        return Audience.PARTNERS if asked == Audience.PARTNERS else Audience.PUBLIC

    def build(self, data: Any = None) -> forms.ExtractForm:
        form = super().build(data)
        form.initial["audience"] = self.audience
        return form

    def more(self) -> dict[str, Any]:
        year = self.year
        kept = StoredPaper.objects.visible_to(self.viewer).filter(key=key_of(year)).select_related("file")
        return {
            "year": year,
            "audience": self.audience,
            "before": year.begins - 1 if year.begins > FIRST_YEAR else None,
            "after": year.begins + 1 if year.begins < current().begins else None,
            "html": _inside(render_html(extract_of(year, self.audience))),
            "issued": kept.defer("html", "file__content").order_by("-pk"),
        }

    def act(self, form: forms.ExtractForm) -> StoredPaper:
        return actions.issue_extract(year=self.year.begins, audience=form.cleaned_data["audience"], by=self.viewer)


def _inside(html: str) -> SafeString:
    """The extract on a page that has its title as h1 already: without its own, each heading where it is.

    Safe: only our own template writes tags; what a person typed is escaped.
    """
    return mark_safe(html.partition("</h1>")[2])
