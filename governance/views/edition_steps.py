"""What is done to an edition of the public document as a whole: review, comments, approval, publishing."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from bcsp.people.models import Organisation
from bcsp.records.actions import demand
from bcsp.records.errors import Refused
from bcsp.records.formpage import CHANGED, FormPage
from bcsp.records.keys import as_key
from bcsp.records.models import Audience
from governance import actions, forms, queries, rules
from governance.choices import DecisionState, EditionState
from governance.document.checks import Finding, findings
from governance.document.first_day import earliest
from governance.models import Decision, Edition, EditionComment
from governance.views.edition_checks import chapter_of, checked, in_two, left_open, shown
from governance.views.editions import became, edition_for, sections_of

APPROVING = (Organisation.Tier.BOARD, Organisation.Tier.PDG)
YEAR = 365  # days until the next review, unless the publisher says otherwise


class EditionStep(FormPage):
    """Base of the pages of one step of an edition."""

    form_class = forms.EditionStepForm
    template_name = "governance/edition_step.html"
    rule = rules.WRITE_DOCUMENT
    keeps_draft = False
    states: tuple[str, ...] = ()  # in which there is this step; in others the page is not there
    heading = ""
    says: tuple[str, ...] = ()
    submit = ""
    is_checked = False  # whether the page says what the checks find, and what nobody has looked at or answered

    def fetch(self) -> Edition:
        return edition_for(self.viewer, self.kwargs["number"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.thing.state not in self.states:
            return self.passed()
        return super().get(request, *args, **kwargs)

    def passed(self) -> HttpResponse:
        """Somebody has gone this step already, or another: show where the edition stands."""
        messages.info(self.request, became(self.thing, self.viewer))
        return redirect(self.thing)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.too_late() if self.is_late else super().post(request, *args, **kwargs)

    @property
    def is_late(self) -> bool:
        """A comment's text is given back instead."""
        return self.thing.state not in self.states and not self.keeps_draft

    def too_late(self) -> HttpResponse:
        """What was sent was not taken, and can't be: why, and nothing to send again."""
        context = {"edition": self.thing, "heading": self.heading, "sentence": became(self.thing, self.viewer)}
        return render(self.request, "governance/edition_late.html", context, status=409)

    def conflict(self, data: QueryDict, current: Edition) -> HttpResponse:
        """Something was done to the edition meanwhile. What is typed here is no column that two people write."""
        self.thing = self.fetch()
        if self.is_late:
            return self.too_late()
        data = data.copy()
        data["version"] = str(self.thing.version)
        form = self.build(data)
        form.add_error(None, CHANGED)
        return self.show(form, status=409)

    def form_options(self) -> dict[str, Any]:
        return {"submit": self.submit}

    def more(self) -> dict[str, Any]:
        context = {"edition": self.thing, "heading": self.heading, "says": self.says}
        context |= {"may_mend": self.thing.is_written, "left": left_open(self.thing) if self.is_checked else []}
        if self.is_checked and self.thing.is_written:
            context |= checked(self.thing)
            context["stopped"] = bool(context["faults"])
        return context


class EditionReviewView(EditionStep):
    is_checked = True
    states = (EditionState.DRAFT,)
    heading = "Send it for review?"
    says = (
        "Every member of the partnership’s bodies can then read the draft and comment on it.",
        "The members of the Board and the Partnership Delivery Group are told.",
    )
    submit = "Send for review"
    done = "It is in review. The members of the Board and the Partnership Delivery Group are told."

    def act(self, form: forms.EditionStepForm) -> Edition:
        return actions.ask_review(edition=self.thing, by=self.viewer, **form.cleaned_data)


class EditionTakeBackView(EditionStep):
    states = (EditionState.REVIEW, EditionState.APPROVED)
    heading = "Take it back to a draft?"
    submit = "Take it back"
    done = "It is a draft again."

    @property
    def says(self) -> tuple[str, ...]:
        if self.thing.state == EditionState.APPROVED:
            return ("Its words can be changed then. The approval falls away: it has to be approved once more.",)
        return ("Only its writers read it then. What was said of it stays.",)

    def act(self, form: forms.EditionStepForm) -> Edition:
        return actions.take_back(edition=self.thing, by=self.viewer, why="", **form.cleaned_data)


class EditionDropView(EditionStep):
    states = (EditionState.DRAFT, EditionState.REVIEW, EditionState.APPROVED)
    heading = "Throw this edition away?"
    says = ("Its words and comments go for good. Its number is free again. What is published stays as it is.",)
    submit = "Throw it away"

    def act(self, form: forms.EditionStepForm) -> str:
        number = actions.drop_edition(edition=self.thing, by=self.viewer, why="", **form.cleaned_data)
        messages.success(self.request, f"The draft of edition {number} is thrown away.")
        return reverse("governance:document")


class EditionApproveView(EditionStep):
    """The approval, with what the checks find: after it the words don't change any more."""

    is_checked = True
    form_class = forms.EditionApproveForm
    states = (EditionState.DRAFT, EditionState.REVIEW)
    heading = "Record the approval"
    says = ("From then on its words don’t change. To change them is to take it back and have it approved once more.",)
    done = "The approval is recorded. Check it once more, then publish it."

    def starting(self, row: Edition | None) -> dict[str, Any]:
        board = Organisation.objects.filter(tier=Organisation.Tier.BOARD).values_list("pk", flat=True).first()
        return {"version": row.version, "body": board}

    def form_options(self) -> dict[str, Any]:
        begun, bodies = self.thing.begun_on, queries.bodies().filter(tier__in=APPROVING)
        agreed = Decision.objects.visible_to(self.viewer).filter(state=DecisionState.AGREED, superseded_by=None)
        open_to_partners = agreed.exclude(audience=Audience.NAMED).select_related("body")
        decisions = open_to_partners.filter(body__in=bodies, decided_on__gte=begun)
        return {"bodies": bodies, "decisions": decisions, "begun": begun}

    def act(self, form: forms.EditionApproveForm) -> Edition:
        return actions.approve_edition(edition=self.thing, by=self.viewer, **form.words())


class EditionPublishView(EditionStep):
    """Dates, a line on what is new, and the checks: all on one page."""

    is_checked = True
    form_class = forms.EditionPublishForm
    states = (EditionState.APPROVED,)
    heading = "Check and publish"
    done = "It is published. The PDF follows in a minute."

    @property
    def says(self) -> tuple[str, ...]:
        return (f"Approved by {self.thing.approved_how}.", "Published, its words never change again.")

    def starting(self, row: Edition | None) -> dict[str, Any]:
        first = earliest()
        return {
            "version": row.version,
            "effective_from": first,
            "review_due": first + timedelta(days=YEAR),
            "change_note": "" if row.number > 1 else "The first edition.",
        }

    def form_options(self) -> dict[str, Any]:
        return {"check": self.check}

    def check(self, first: date, review: date, note: str) -> list[Finding]:
        edition = self.thing
        edition.effective_from, edition.review_due, edition.change_note = first, review, note
        self.found = findings(edition, shown(edition, first))
        return self.found

    def more(self) -> dict[str, Any]:
        faults = in_two(self.found)["faults"] if self.request.method == "GET" else []  # sent, they stand above the form
        return {**super().more(), "faults": faults, "stopped": bool(faults)}

    def act(self, form: forms.EditionPublishForm) -> Edition:
        return actions.publish_edition(edition=self.thing, by=self.viewer, **form.words())


class EditionPrintView(View):
    """A button: the pages once more, after a fault."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        edition = edition_for(request.viewer, number)
        demand(rules.WRITE_DOCUMENT, request.viewer, edition)
        try:
            actions.print_again(edition=edition, by=request.viewer)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "It is being printed. The PDF stands here in a minute.")
        return redirect(edition)


class EditionCommentView(EditionStep):
    """What a member says of a section or of the whole, under its text, while the edition is in review."""

    template_name = "governance/edition_comment.html"
    form_class = forms.EditionCommentForm
    rule = rules.COMMENT_ON_DOCUMENT
    states = (EditionState.REVIEW,)
    keeps_draft = True
    called = "Comment on the public document"
    about = "in {thing}"
    heading = "Comment on the draft"
    done = "Your comment is sent."

    def starting(self, row: Edition | None) -> dict[str, Any]:
        asked = sections_of(row).filter(section=self.request.GET.get("section", "")).first() if row else None
        return {"section": asked.pk if asked else None}

    def form_options(self) -> dict[str, Any]:
        return {"sections": sections_of(self.thing)}

    def show(self, form: forms.EditionCommentForm, status: int = 200, **context: Any) -> HttpResponse:
        asked = sections_of(self.thing).filter(pk=as_key(str(form["section"].value() or ""))).first()
        return super().show(form, status, chapter=chapter_of(asked) if asked else None, **context)

    def act(self, form: forms.EditionCommentForm) -> EditionComment:
        words = {name: form.cleaned_data[name] for name in ("section", "text")}
        return actions.comment(edition=self.thing, by=self.viewer, **words)


class EditionCommentSettleView(FormPage):
    form_class = forms.EditionAnswerForm
    template_name = "governance/edition_step.html"
    rule = rules.WRITE_DOCUMENT
    called = "Answer a comment on the public document"
    done = "The comment is answered."

    def fetch(self) -> EditionComment:
        rows = EditionComment.objects.visible_to(self.viewer).select_related("edition", "section", "created_by")
        comment = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not comment.edition.is_open:
            raise Http404
        return comment

    def more(self) -> dict[str, Any]:
        where = f"“{self.thing.section.title}”" if self.thing.section else "the whole"
        heading = f"Answer what {self.thing.created_by} says of {where}"
        return {"edition": self.thing.edition, "heading": heading, "quoted": self.thing.text}

    def act(self, form: forms.EditionAnswerForm) -> EditionComment:
        words = {name: form.cleaned_data[name] for name in ("version", "answer")}
        return actions.settle_comment(comment=self.thing, by=self.viewer, **words)
