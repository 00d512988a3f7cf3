"""What is filled in about a paper written for one item, and the files that come with it."""

import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse_lazy

from bcsp.documents import uploads
from bcsp.documents.written import typed, word
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Choices, Details, Inset, Section
from bcsp.govuk.plaintext import legible
from bcsp.govuk.widgets import Choice
from bcsp.records.models import Audience
from bcsp.records.screenedform import GRADED, Screened
from bcsp.records.screening import graded
from governance import choices
from governance.actions import Attached
from governance.forms.withheld import WHY_PRIVATE, WhyPrivate
from governance.models import Report

LONGEST = 100_000  # characters of a paper's own text: thirty pages
WEB = re.compile(r"https?://\S+")
HOW = [
    Choice(choices.Form.TYPED, "Type or paste it"),
    Choice(choices.Form.WORD, "A Word document", "Its words, headings, lists and tables are taken; pictures are not."),
    Choice(choices.Form.PDF, "A PDF", "It follows a cover page with the title and the box above."),
]
READERS = [
    Choice(
        Audience.PUBLIC,
        "As the agenda",
        "Everybody who may read the agenda. If it is published to the public, the public reads this paper.",
    ),
    Choice(Audience.PARTNERS, "Partners only", "Every member of the partnership's bodies and its partners."),
    Choice(Audience.NAMED, "Private", "Only the members of this body. Others see its paragraph and nothing else."),
]
TYPING = (
    "Paste from Word or just type; an empty line begins a paragraph. “# ” begins a heading, “- ” an item of a list, "
    "“| ” a row of a table with “ | ” between its cells; **two stars** make words bold."
)
COVER = ("recommendation", "cost", "risk", "equality", "consulted")
COLUMNS = ("title", "written_by", "ask", *COVER, "summary", "audience", *WHY_PRIVATE)


def _box(label: str, most: int, help_text: str = "", required: bool = False, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=widget)


class ReportForm(Screened, WhyPrivate):
    """A paper: its cover box, its text in one of three ways, and its readers."""

    what = "paper"
    screened_fields = ("title", "written_by", "ask", *COVER, "body", "summary", "withheld_why", "withheld_by")
    link_advice = "say in words what it leads to, and leave out joining links"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title of the paper", max_length=200)
    written_by = forms.CharField(
        label="Written by", required=False, max_length=150, help_text="A post or an organisation, not a person’s name."
    )
    ask = _box("Asked of the meeting", 300, "In a line: what members should do with it.", required=True, rows=2)
    recommendation = _box("Recommendation", 400, "It stands on the decisions sheet.")
    cost = forms.CharField(label="Cost", required=False, max_length=120, help_text="Such as “£4,000 once” or “None”.")
    risk = _box("Risk", 400)
    equality = _box("Equality impact", 400)
    consulted = _box("Who was consulted", 400)
    how = forms.ChoiceField(
        label="The text of the paper", choices=HOW, widget=forms.RadioSelect, initial=choices.Form.TYPED
    )
    body = forms.CharField(
        label="Text",
        required=False,
        help_text=TYPING,
        widget=forms.Textarea(attrs={"rows": 16, "data-paste": reverse_lazy("documents:paste_read")}),
    )
    word = forms.FileField(
        label="Word document (.docx)", required=False, widget=forms.FileInput(attrs={"accept": ".docx"})
    )
    pdf = forms.FileField(label="PDF", required=False, widget=forms.FileInput(attrs={"accept": ".pdf"}))
    summary = forms.CharField(
        label="What the PDF says, in words",
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text="For those who can’t read a PDF. A PDF without tags goes to the public only with this.",
    )
    audience = forms.ChoiceField(
        label="Who may read it", choices=READERS, widget=forms.RadioSelect, initial=Audience.PARTNERS
    )
    required_messages = {
        "title": "Enter a title of the paper",
        "ask": "Say what is asked of the meeting",
        "how": "Say whether you type the paper, or bring a Word document or a PDF",
        "audience": "Say who may read the paper",
    }
    submit = "Save and read it as the meeting will"
    field_order = ["version", "title", "written_by", "ask", *COVER, "how", "body", "word", "pdf", "summary", "audience"]

    def __init__(
        self, *args: Any, report: Report | None = None, private: bool = False, decides: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decides = decides
        self.report, self.attached, self.html, self.left_out = report, None, "", ()
        if private:
            for name in ("audience", *WHY_PRIVATE):
                del self.fields[name]
            self.screened_fields = tuple(name for name in self.screened_fields if name in self.fields)
        if report and report.upload_name:
            self.fields[report.form].help_text = f"Here is “{report.upload_name}”. Choose a file only to replace it."

    @property
    def layout(self) -> Layout:
        readers = [Choices("audience", {Audience.NAMED: [*WHY_PRIVATE]})]
        if "audience" not in self.fields:
            readers = [Inset("This item is private, so its papers are private with it, for the same reasons.")]
        first = COVER[:1] if self.decides else ()  # where a decision is asked, nobody should overlook it
        detail = [name for name in COVER if name not in first]
        return Layout(
            *("version", "title", "written_by"),
            Section("What members see first", "ask", *first, Details("Add detail", *detail)),
            Choices(
                "how",
                {choices.Form.TYPED: ["body"], choices.Form.WORD: ["word"], choices.Form.PDF: ["pdf", "summary"]},
                heading="m",
            ),
            *readers,
            *(["checked"] if self.marks else []),
        )

    def _texts(self) -> list[tuple[str, str]]:
        """What is screened: of a paper's text all but its links, which lead to what it cites."""
        found = super()._texts()
        if self.is_bound and self.data.get(self.add_prefix("how")) != choices.Form.TYPED:
            found = [(name, text) for name, text in found if name != "body"]
        return [(name, WEB.sub("", text) if name == "body" else text) for name, text in found]

    def _most(self, name: str) -> int:
        return LONGEST if name == "body" else super()._most(name)

    # Checks ------------------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        how = data.get("how")
        if how == choices.Form.TYPED:
            self.html = typed.from_typed(data.get("body") or "")
            self._must_fit("body")
        elif how == choices.Form.WORD:
            self._read_word(data.get("word"))
        elif how == choices.Form.PDF:
            self._read_pdf(data.get("pdf"))
        if data.get("audience") == Audience.NAMED:
            self.must_say_why()
        return data

    def file_fields(self) -> list[str]:
        """Only the file of the way that was chosen is read; the other stands where nobody sees it."""
        return [name for name in super().file_fields() if name == self.data.get(self.add_prefix("how"))]

    def _must_fit(self, name: str) -> None:
        if len(self.html) > LONGEST:
            self.add_error(
                name,
                f"The text is too long: {len(self.html):,} characters, and {LONGEST:,} is the most. Send it as a PDF",
            )

    def _read_word(self, file: Any) -> None:
        if file is None:
            return self._keep_or_ask("word", "Choose a Word document (.docx)")
        try:
            found = word.read(_content(file), file.name)
        except word.UnfitWord as unfit:
            return self._unfit("word", unfit.faults)
        self.html, self.left_out, self.attached = found.html, found.left_out, Attached(_name(file))
        self._must_fit("word")
        return self._no_grades("word", typed.plain(found.html))

    def _read_pdf(self, file: Any) -> None:
        if file is None:
            return self._keep_or_ask("pdf", "Choose a PDF")
        content = _content(file)
        try:
            found = uploads.check(content, file.name)
        except uploads.UnfitUpload as unfit:
            return self._unfit("pdf", unfit.faults)
        self.attached = Attached(_name(file), content, found.pages, found.tagged)
        self.left_out = found.notes
        return self._no_grades("pdf", found.text)

    def _unfit(self, name: str, faults: Any) -> None:
        for fault in faults:
            self.add_error(name, fault)

    def _no_grades(self, name: str, text: str) -> None:
        for grade in dict.fromkeys(graded(text)):
            self.add_error(name, GRADED % grade)

    def _keep_or_ask(self, name: str, sentence: str) -> None:
        """A file that is there already stays; its words too."""
        if self.report and self.report.form == name:
            self.html = self.report.body
        elif name not in self.errors:
            self.add_error(name, sentence)

    def words(self) -> dict[str, Any]:
        """What an action takes: the columns of the paper, its text as clean HTML, and its file."""
        data = self.cleaned_data
        found = {name: data[name] for name in COLUMNS if name in data}
        return {**found, "form": data["how"], "body": self.html, "file": self.attached}


def _content(file: Any) -> bytes:
    """All of it, also where the form is read a second time because somebody else saved meanwhile."""
    file.seek(0)
    return file.read()


def _name(file: Any) -> str:
    return legible(file.name).replace("\n", " ")[:200]


class ReportRemoveForm(Form):
    submit = "Take the paper back"


class SupplementIssueForm(Screened, Form):
    """Late papers to be issued together."""

    screened_fields = ("why",)
    reports = forms.ModelMultipleChoiceField(
        Report.objects.none(), label="Papers to issue", widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label="Why are they late",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands on the supplement. Members see it.",
    )
    required_messages = {"reports": "Choose at least one paper", "why": "Say why these papers are late"}
    submit = "Issue the supplement"

    def __init__(self, *args: Any, reports: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].queryset = reports
        self.fields["reports"].label_from_instance = lambda report: f"Item {report.item.position}: {report.title}"
