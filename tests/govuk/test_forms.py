"""Whole forms: layouts, sentences, errors, drafts, conflicts."""

import pytest
from crispy_forms.layout import HTML, Fieldset, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone

from bcsp.govuk import sentences
from bcsp.govuk.forms import Form
from bcsp.govuk.layout import Buttons, Choices, Details, Field, Inset, Link, Section, Submit, Text, Warning
from bcsp.govuk.validators import MaxWords
from bcsp.records.conflicts import Comparison, Difference
from bcsp.records.past import Saved
from tests.govuk.markup import attributes, read, same

EVIL = '"><script>alert(1)</script>{{ 7|add:7 }}{% now "Y" %}'


class TitleForm(Form):
    title = forms.CharField()
    note = forms.CharField(required=False, widget=forms.Textarea)


def laid_out(*parts, data=None, initial=None, submit=""):
    made = TitleForm(data, initial=initial)
    made.layout, made.submit = Layout(*parts), submit
    return render_crispy_form(made)


def test_form_without_layout_draws_all_fields_and_a_button():
    drawn = render_crispy_form(TitleForm(), context={"csrf_token": "abc"})
    assert attributes(drawn, "form") == {"method": "post", "novalidate": ""}
    assert attributes(drawn, "input", type="hidden")["value"] == "abc"
    assert attributes(drawn, "label", **{"for": "id_title"})["class"] == "govuk-label govuk-label--s"
    assert drawn.index("id_title") < drawn.index("id_note") < drawn.index("Save")


def test_get_form_carries_no_token():
    class FilterForm(TitleForm):
        form_method = "get"

    assert "csrf" not in render_crispy_form(FilterForm(), context={"csrf_token": "abc"})


def test_section():
    same(
        laid_out(Section("What <b>", Text("Words"), hint="Why"))
        .replace("\n", " ")
        .split("novalidate>")[1]
        .split("</fi")[0]
        + "</fieldset>",
        """<fieldset class="govuk-fieldset bcsp-section">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
        <h2 class="govuk-fieldset__heading">What &lt;b&gt;</h2></legend>
        <p class="govuk-hint">Why</p><p class="govuk-body">Words</p></fieldset>""",
    )


def test_lines_in_a_textarea_stay_as_typed_at_any_depth():
    text = "one\n  two\n\nthree"
    drawn = laid_out("title", Section("A", Details("B", Section("C", "note"))), initial={"note": text})
    assert f">{text}</textarea>" in drawn


@pytest.mark.parametrize(
    ("data", "initial", "is_open"),
    [
        (None, {}, False),
        (None, {"note": "x"}, True),
        ({"title": "x", "note": "y"}, {}, True),
        ({"title": "x"}, {}, False),
    ],
)
def test_details_are_open_where_they_hold_something(data, initial, is_open):
    drawn = laid_out("title", Details("More", "note"), data=data, initial=initial)
    assert ("open" in attributes(drawn, "details")) is is_open


def test_details_are_open_where_something_is_wrong():
    drawn = laid_out("note", Details("More", Section("Deep", "title")), data={"title": ""})
    assert "open" in attributes(drawn, "details")


def test_texts_of_layouts_are_neither_markup_nor_templates():
    drawn = laid_out(
        Section(EVIL, "title", hint=EVIL),
        Details(EVIL, "note"),
        Text(EVIL),
        Warning(EVIL),
        Inset(EVIL),
        Buttons(Submit(EVIL, name="n", value=EVIL), Link(EVIL, EVIL)),
    )
    assert "<script" not in drawn
    assert "14" not in "".join(word for word in read(drawn) if isinstance(word, str))
    assert drawn.count("&lt;script&gt;") == 10  # each of the texts above


def test_field_takes_parameters_of_the_macro():
    drawn = laid_out(Field("title", heading="l", prefix={"text": "£"}), "note")
    assert "govuk-label--l" in drawn
    assert "govuk-input__prefix" in drawn


def test_layouts_of_crispy_itself_work():
    drawn = laid_out(Fieldset("Old", "title", HTML("<hr>")), "note")
    assert "Old" in drawn
    assert "<hr>" in drawn


def test_hidden_fields_are_drawn_without_being_named():
    class VersionForm(TitleForm):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)
        layout = Layout("title")

    drawn = render_crispy_form(VersionForm())
    assert attributes(drawn, "input", name="version")["value"] == "3"
    assert "id_note" not in drawn


def test_upload_is_sent_as_multipart():
    class UploadForm(Form):
        paper = forms.FileField()

    assert attributes(render_crispy_form(UploadForm()), "form")["enctype"] == "multipart/form-data"


class Drafts:
    urlpatterns = [path("records/", include(([path("drafts/", lambda request: None, name="draft_save")], "records")))]


@override_settings(ROOT_URLCONF=Drafts)
def test_form_with_a_draft_says_where_it_goes():
    made = TitleForm()
    made.draft_key = 'trend:"1"'
    drawn = render_crispy_form(made)
    found = attributes(drawn, "form")
    assert (found["data-draft"], found["data-draft-url"]) == ('trend:"1"', "/records/drafts/")
    assert attributes(drawn, "p", role="status")


def test_conflict_shows_both_texts():
    made = TitleForm(initial={"title": "Mine"})
    made.conflicts = Comparison(QueryDict(), [Difference("title", "Title", EVIL, "Theirs", join=False)])
    made.conflicts.saved = Saved("Ben", timezone.now())
    drawn = render_crispy_form(made)
    assert "<script" not in drawn
    assert "checked" in attributes(drawn, "input", value="mine")
    assert attributes(drawn, "input", value="theirs")["name"] == "keep-title"
    assert "both" not in drawn
    assert "Ben saved this while you were writing" in drawn


class TestSentences:
    """What a form says when it refuses."""

    @pytest.mark.parametrize(
        ("label", "entered", "chosen"),
        [
            ("Title", "Enter a title", "Select a title"),
            ("Audience", "Enter an audience", "Select an audience"),
            ("Themes", "Enter themes", "Select themes"),
            ("LDG", "Enter an LDG", "Select an LDG"),
            ("PDG meeting", "Enter a PDG meeting", "Select a PDG meeting"),
            ("Your name", "Enter your name", "Select your name"),
            ("Status", "Enter a status", "Select a status"),
            ("What is new", "Fill in “What is new”", "Choose an answer to “What is new”"),
            ("Ready for PDG?", "Fill in “Ready for PDG?”", "Choose an answer to “Ready for PDG?”"),
        ],
    )
    def test_from_a_label(self, label, entered, chosen):
        assert sentences.enter(label) == entered
        assert sentences.choose(label) == chosen

    @pytest.mark.parametrize(
        ("made", "typed", "sentence"),
        [
            (forms.CharField(max_length=3), "abcd", "One must be 3 characters or fewer: it has 4"),
            (forms.CharField(validators=[MaxWords(2)]), "a b c", "One must be 2 words or fewer: it has 3"),
            (forms.IntegerField(), "x", "One must be a whole number, such as 15"),
            (forms.DecimalField(), "x", "One must be a number, such as 1500"),
            (forms.IntegerField(max_value=5), "6", "One must be 5 or less"),
            (forms.EmailField(), "x", "Enter an e-mail address in the right form, such as name@example.org"),
            (forms.ChoiceField(label="Kind", choices=[("a", "A")]), "x", "Select a kind from those offered"),
            (forms.CharField(error_messages={"required": "Say it"}), "", "Say it"),
            (forms.CharField(label="100%", max_length=3), "abcd", "100% must be 3 characters or fewer: it has 4"),
        ],
    )
    def test_of_a_field(self, made, typed, sentence):
        assert type("OneForm", (Form,), {"one": made})({"one": typed}).errors == {"one": [sentence]}

    def test_of_the_forms_author(self):
        class OwnForm(TitleForm):
            required_messages = {"title": "Say in twelve words what happens"}

        assert OwnForm({}).errors == {"title": ["Say in twelve words what happens"]}


def test_error_summary_stands_only_where_something_is_wrong():
    template = Template("{% load govuk %}{% error_prefix form %}|{% error_summary form %}")
    assert template.render(Context({"form": TitleForm()})) == "|"
    assert template.render(Context({})) == "|"
    refused = TitleForm({})
    refused.add_error(None, "Nothing <b> works")
    drawn = template.render(Context({"form": refused}))
    assert drawn.startswith("Error: |")
    assert "Nothing &lt;b&gt; works" in drawn
    assert attributes(drawn, "a") == {"href": "#id_title"}


class Way(Form):
    how = forms.ChoiceField(choices=[("typed", "Typed"), ("file", "A file")], widget=forms.RadioSelect)
    text = forms.CharField(required=False, widget=forms.Textarea)
    layout = Layout(Choices("how", {"typed": ["text"]}))


def test_fields_under_a_choice_stand_beside_it_unindented_and_hidden_by_no_class():
    html = str(render_crispy_form(Way(initial={"text": "one\ntwo"})))
    assert "one\ntwo</textarea>" in html
    assert html.index('value="typed"') < html.index("</textarea>") < html.index('value="file"')
    assert "aria-controls" not in html
    assert "conditional--hidden" not in html
