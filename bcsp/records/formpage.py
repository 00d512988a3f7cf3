"""One page with one form, alike in every strand: fetch, authorise, form, action, redirect. Nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views import View

from bcsp.records import conflicts, drafts, past, sendings
from bcsp.records.access import log_reads
from bcsp.records.actions import demand
from bcsp.records.errors import Refused, Stale

CHANGED = "Somebody changed this while you were reading. Read it once more as it stands now, then send again."


class FormPage(View):
    """Base of pages that write. A strand's view gives `form_class`, `template_name`, `rule` and `act(form)`.

    `fetch()` finds what the page is about, from `visible_to` (Http404 where there is none); `starting()` gives the
    form's initial values. `act` calls an action and returns where to go (an address, or an object with one).
    A form over a row with a version holds a hidden field `version`: a stale one comes back with both texts.
    """

    form_class: type[BaseForm]
    template_name: str
    rule: str = ""  # who may open it and send it
    sending: str = ""  # who may send it, where others may read the page
    done = ""  # said after success
    keeps_draft = True
    starts_empty = False  # where the thing is what the form is under, not what it is about
    called = ""  # the draft's name on the home page, with parts of the address: "Assessment of {reference}"
    about = ""  # what follows that name as long as the writer may read the thing: "to {thing}"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer = request.viewer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.thing = self.fetch()
        if self.rule:
            demand(self.rule, self.viewer, self.thing)
        return super().dispatch(request, *args, **kwargs)

    def fetch(self) -> models.Model | None:
        return None

    def starting(self, row: models.Model | None) -> dict[str, Any]:
        """Initial values of the form for a row; of the thing itself, or of the row as somebody else saved it."""
        if row is None or self.starts_empty:
            return {}
        names = self.form_class.base_fields
        return {name: _value(row, name) for name in names if hasattr(row, name)}

    def act(self, form: BaseForm) -> Any:
        raise NotImplementedError

    def form_options(self) -> dict[str, Any]:
        return {}

    def more(self) -> dict[str, Any]:
        """What else the template needs."""
        return {}

    def shown(self) -> list[Any]:
        """The records that the page shows, for the access log; a view that shows more says so."""
        return [self.thing] if hasattr(self.thing, "is_named") else []

    @property
    def draft_key(self) -> str:
        """Names this form and what it edits: `TrendLogForm:new`, `AssessmentForm:horizon.assessment:12`."""
        about = f"{self.thing._meta.label_lower}:{self.thing.pk}" if self.thing is not None else "new"
        return f"{self.form_class.__name__}:{about}"

    def build(self, data: QueryDict | None = None) -> BaseForm:
        start = self.starting(self.thing)
        form = self.form_class(data, self.request.FILES or None, initial=start, **self.form_options())
        if self.keeps_draft:
            form.draft_key = self.draft_key
        return form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, draft = self.build(), self.keeps_draft and drafts.kept(self.viewer, self.draft_key)
        if draft:
            self.go_on(form, draft)
        return self.show(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.sending:
            demand(self.sending, self.viewer, self.thing)
        data = self.joined(request.POST)
        form = self.build(data)
        if "save-draft" in data:
            self.keep_draft(data)
            messages.success(request, "Saved as your draft. Nobody else sees it.")
            return self.settle(redirect(request.get_full_path()))
        if form.is_valid():
            try:
                where, first = self.act_once(form, data)
            except Stale as stale:
                return self.conflict(data, stale.current)
            except Refused as refused:
                form.add_error(None, str(refused))
            except ValidationError as fault:
                _place(form, fault)
            else:
                return self.settle(self.finish(where) if first else where)
        form.ask_for_files_again()
        return self.show(form, status=422)

    def act_once(self, form: BaseForm, data: QueryDict) -> tuple[Any, bool]:
        """Where it led, and whether this was the first sending. A row's version guards what changes a row."""
        if form.cleaned_data.get("version"):
            return self.act(form), True
        return sendings.once(self.viewer, data, lambda: self.act(form))

    def finish(self, where: Any) -> HttpResponse:
        if self.keeps_draft:
            drafts.forget(self.viewer, self.draft_key)
        if self.done:
            messages.success(self.request, self.done)
        return where if isinstance(where, HttpResponse) else redirect(where)

    # Drafts ----------------------------------------------------------------------------------------------------

    def keep_draft(self, data: QueryDict) -> None:
        drafts.keep(self.viewer, self.draft_key, data, self.request.get_full_path())

    def settle(self, answer: HttpResponse) -> HttpResponse:
        """What was typed has arrived: the browser's copy may go."""
        return drafts.tell(answer, self.draft_key) if self.keeps_draft else answer

    def go_on(self, form: BaseForm, draft: drafts.Draft) -> None:
        """Show the draft in the form, and say so. Where the row was saved since, as on the page of two writers."""
        typed = drafts.as_data(draft)
        began = typed.get("version", "")
        if began and str(getattr(self.thing, "version", began)) != began:
            form.conflicts = self.compared(typed, self.thing)
            typed = form.conflicts.data
        _restore(form, typed)
        form.draft = draft

    def show(self, form: BaseForm, status: int = 200, **context: Any) -> HttpResponse:
        form.once = self.request.POST.get(sendings.FIELD) or sendings.new_token()
        log_reads(self.request, self.shown(), how="form")
        return render(
            self.request,
            self.template_name,
            {"form": form, "thing": self.thing, **self.more(), **context},
            status=status,
        )

    # Two writers -----------------------------------------------------------------------------------------------

    def joined(self, data: QueryDict) -> QueryDict:
        """The data after the writer's choices on a conflict page."""
        return conflicts.chosen(self.form_class, data, self.starting(self.thing) if self.thing is not None else {})

    def conflict(self, data: QueryDict, current: models.Model) -> HttpResponse:
        """The form once more: what one of the two changed stands in it, where both did both texts stand above."""
        self.thing = current
        found = self.compared(data, current)
        form = self.build(found.data)
        form.conflicts = found
        if not found:  # nothing typed to compare: what the button speaks of has changed
            form.add_error(None, CHANGED)
        form.ask_for_files_again()
        return self.show(form, status=409)

    def compared(self, data: QueryDict, current: models.Model) -> conflicts.Comparison:
        """What was typed on an older version, beside the row as it is now."""
        mine, theirs, began = data.copy(), self.starting(current), data.get("version", "")
        mine["version"] = str(current.version)
        before = past.as_it_was(current, began)
        base = {name: self.starting(before).get(name) for name in past.columns(current)} if before else {}
        found = conflicts.compare(self.build(mine), mine, theirs, base)
        found.since, found.saved = began, past.last_saved(current)
        found.own = found.saved is not None and found.saved.person == self.viewer.person_id
        return found


def _restore(form: BaseForm, typed: QueryDict) -> None:
    """Show the draft instead of what is saved; its version too, so that a row saved since then is noticed."""
    for name, field in form.fields.items():
        if name in typed or not field.widget.is_hidden:
            form.initial[name] = field.widget.value_from_datadict(typed, {}, form.add_prefix(name))


def _value(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, models.Manager):
        return list(value.values_list("pk", flat=True))
    return value.pk if isinstance(value, models.Model) else value


def _place(form: BaseForm, fault: ValidationError) -> None:
    """Put a model's faults beside the fields they belong to, the rest on top."""
    for name, texts in getattr(fault, "message_dict", {None: fault.messages}).items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)
