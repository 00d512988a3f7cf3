"""Pages by which the team reviews a use of a provider. They are there for nobody else (practice.md, rules 8 and 9)."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from bcsp.records.formpage import FormPage
from bcsp.records.screenedform import unchecked
from memory import actions, queries
from memory.actions.reviews import SCORED
from memory.forms.reviews import ProviderReviewForm, ReviewShowForm
from memory.models import ProviderReview, ProviderUse
from memory.providers import uses
from memory.rules import READ_REVIEWS, REVIEW


class ReviewPage(FormPage):
    """Base: the use is found by its intervention, its review by what the viewer may read of it."""

    template_name = "memory/form_page.html"
    heading = ""
    says = ""

    def fetch(self) -> ProviderReview | ProviderUse:
        if not self.viewer.may(READ_REVIEWS):
            raise Http404
        rows = uses(self.viewer).filter(intervention__reference=self.kwargs["reference"], expired_on=None)
        self.use = get_object_or_404(rows, pk=self.kwargs["key"])
        self.review = queries.reviews(self.viewer).filter(use=self.use).first()
        return self.review or self.use

    @property
    def where(self) -> str:
        return f"{reverse('memory:provider_detail', args=[self.use.provider.slug])}#use-{self.use.pk}"

    def more(self) -> dict[str, Any]:
        says = SCORED if self.use.scored else self.says
        return {"row": self.use, "back_url": self.where, "heading": self.heading, "says": says}


class ReviewRecordView(ReviewPage):
    form_class = ProviderReviewForm
    called = "Review of a provider in {reference}"
    heading = "Review this use of a provider"
    rule = REVIEW
    done = "The review is saved. It counts once the provider was shown it."
    says = (
        "The community safety team alone reads it, for three years from the day on which the provider was shown it. "
        "It is not published by us, and may be disclosable. What you change is shown to the provider again."
    )

    def act(self, form: ProviderReviewForm) -> str:
        given = unchecked(form, "version")
        if self.review:
            actions.change_review(
                review=self.review, version=form.cleaned_data["version"] or 0, by=self.viewer, **given
            )
        else:
            actions.record_review(use=self.use, by=self.viewer, **given)
        return self.where


class ReviewShowView(ReviewPage):
    form_class = ReviewShowForm
    template_name = "memory/review_show.html"
    called = "What a provider says in {reference}"
    heading = "The provider was shown its review"
    rule = REVIEW
    done = "Recorded."
    says = "Show it as it stands, by letter or e-mail or in a talk. From that day on it counts, for three years."

    def fetch(self) -> ProviderReview:
        found = super().fetch()
        if self.review is None:
            raise Http404
        return found

    def form_options(self) -> dict[str, Any]:
        return {"is_shown": self.review.shown_on is not None}

    def act(self, form: ReviewShowForm) -> str:
        actions.show_review(review=self.review, by=self.viewer, **unchecked(form))
        return self.where
