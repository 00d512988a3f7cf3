"""The markup of single fields: the design system's own, with everything that was typed escaped."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from bcsp.govuk.dates import DateField
from bcsp.govuk.fields import control_id, error_summary, field
from bcsp.govuk.forms import Form
from bcsp.govuk.validators import MaxWords
from bcsp.govuk.widgets import Choice, with_hints
from tests.govuk.markup import attributes, same

EVIL = '"><script>alert(1)</script>'


def form(data=None, initial=None, **fields):
    """A form of these fields."""
    return type("OneForm", (Form,), fields)(data, initial=initial)


def test_text_input():
    drawn = field(form(title=forms.CharField(help_text="Short", max_length=80))["title"], heading="m")
    same(
        drawn,
        """<div class="govuk-form-group">
        <label class="govuk-label govuk-label--m" for="id_title">Title</label>
        <div id="id_title-hint" class="govuk-hint">Short</div>
        <input class="govuk-input" id="id_title" name="title" type="text" value="" aria-describedby="id_title-hint">
        </div>""",
    )


def test_error_is_announced_with_its_field():
    drawn = field(form({"title": ""}, title=forms.CharField())["title"])
    same(
        drawn,
        """<div class="govuk-form-group govuk-form-group--error">
        <label class="govuk-label" for="id_title">Title</label>
        <p id="id_title-error" class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> Enter a title</p>
        <input class="govuk-input govuk-input--error" id="id_title" name="title" type="text" value=""
          aria-describedby="id_title-error">
        </div>""",
    )


def test_each_of_several_errors_of_a_field_is_a_sentence():
    wrong = form({"title": "x"}, title=forms.CharField())
    for sentence in ("Choose one", "Choose <two>"):
        wrong.add_error("title", sentence)
    assert "</span> Choose one<br>Choose &lt;two&gt; </p>" in " ".join(field(wrong["title"]).split())


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (forms.EmailField(), {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        (forms.IntegerField(), {"type": "text", "inputmode": "numeric"}),
        (forms.DecimalField(), {"type": "text", "inputmode": "decimal"}),
        (forms.CharField(widget=forms.PasswordInput), {"type": "password"}),
        (forms.URLField(assume_scheme="https"), {"type": "url"}),
        (forms.CharField(widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})), {}),
    ],
)
def test_input_types(made, expected):
    found = attributes(field(form(one=made)["one"]), "input", id="id_one")
    assert expected.items() <= found.items()
    assert not {"required", "maxlength", "min", "step"} & found.keys()  # the browser would refuse or cut


def test_own_class_of_a_widget_is_kept():
    made = forms.CharField(widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "data-x": "1"}))
    found = attributes(field(form(one=made)["one"]), "input", id="id_one")
    assert found["class"] == "govuk-input govuk-input--width-5"
    assert found["data-x"] == "1"


def test_textarea_counts_characters_or_words():
    limited = field(form(one=forms.CharField(max_length=400, widget=forms.Textarea))["one"])
    assert attributes(limited, "div", **{"data-module": "govuk-character-count"})["data-maxlength"] == "400"
    worded = field(form(one=forms.CharField(validators=[MaxWords(12)], widget=forms.Textarea))["one"])
    assert attributes(worded, "div", **{"data-module": "govuk-character-count"})["data-maxwords"] == "12"
    assert "character-count" not in field(form(one=forms.CharField(widget=forms.Textarea))["one"])


def test_new_line_counts_once():
    made = form({"one": "a\r\nb"}, one=forms.CharField(max_length=3, widget=forms.Textarea))
    assert made.is_valid(), made.errors
    assert made.cleaned_data == {"one": "a\nb"}


def test_radios_with_hints_link_to_the_first():
    choices = [Choice("a", "First", "Hint of it"), Choice("b", "Second")]
    bound = form({"one": "b"}, one=forms.ChoiceField(choices=choices, widget=forms.RadioSelect))["one"]
    drawn = field(bound, heading="s")
    assert attributes(drawn, "input", value="a")["id"] == "id_one" == control_id(bound)
    assert attributes(drawn, "input", value="a")["aria-describedby"] == "id_one-item-hint"
    assert "checked" in attributes(drawn, "input", value="b")
    assert "checked" not in attributes(drawn, "input", value="a")
    assert "Hint of it" in drawn
    assert "govuk-fieldset__legend--s" in drawn


def test_with_hints_gives_each_value_its_own():
    made = with_hints([("a", "First"), ("b", "Second")], {"b": "Hint"})
    assert [(value, label, label.hint) for value, label in made] == [("a", "First", ""), ("b", "Second", "Hint")]


def test_checkboxes_keep_all_that_are_ticked():
    choices = [("a", "First"), ("b", "Second"), ("c", "Third")]
    made = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    drawn = field(form(initial={"one": ["a", "c"]}, one=made)["one"])
    assert ["checked" in attributes(drawn, "input", value=v) for v in "abc"] == [True, False, True]


def test_single_checkbox_has_its_hint_below_its_label():
    drawn = field(form(one=forms.BooleanField(label="I have looked", help_text="Twice."))["one"])
    assert drawn.index("I have looked") < drawn.index("Twice.")


def test_single_checkbox_has_no_legend():
    drawn = field(form({}, one=forms.BooleanField(label="I have looked"))["one"])
    assert "legend" not in drawn
    assert attributes(drawn, "input", id="id_one")["aria-describedby"] == "id_one-error"
    assert "Tick the box “I have looked”" in drawn


def test_select_marks_the_chosen():
    made = forms.ChoiceField(choices=[("", "---------"), ("Group", [("a", "First"), ("b", "Second")])])
    drawn = field(form({"one": "b"}, one=made)["one"])
    assert "selected" in attributes(drawn, "option", value="b")
    assert "selected" not in attributes(drawn, "option", value="a")
    assert "---------" not in drawn


def test_password_is_never_sent_back():
    drawn = field(form({"one": "secret"}, one=forms.CharField(widget=forms.PasswordInput))["one"])
    assert "secret" not in drawn


def test_file_upload():
    made = form(one=forms.FileField())
    assert attributes(field(made["one"]), "input", id="id_one")["type"] == "file"
    assert type(made)({}, {"one": SimpleUploadedFile("a.txt", b"x")}).is_valid()


def test_hidden_field_is_plain():
    same(
        field(form(initial={"one": 3}, one=forms.IntegerField(widget=forms.HiddenInput))["one"]),
        '<input type="hidden" name="one" value="3" id="id_one">',
    )


@pytest.mark.parametrize(
    "made",
    [
        forms.CharField(),
        forms.CharField(widget=forms.Textarea),
        forms.CharField(max_length=5, widget=forms.Textarea),
        forms.ChoiceField(choices=[Choice(EVIL, EVIL, EVIL)], widget=forms.RadioSelect),
        forms.MultipleChoiceField(choices=[Choice(EVIL, EVIL, EVIL)], widget=forms.CheckboxSelectMultiple),
        forms.ChoiceField(choices=[(EVIL, EVIL)]),
        forms.BooleanField(),
        forms.EmailField(),
        forms.IntegerField(),
        forms.FileField(),
        DateField(),
    ],
)
def test_nothing_typed_or_named_becomes_markup(made):
    made.label, made.help_text = EVIL, EVIL
    bad = form({"one": EVIL, "one_day": EVIL, "one_month": EVIL, "one_year": EVIL}, one=made)
    bad.is_valid()
    bad.add_error("one", EVIL)
    bad.add_error(None, EVIL)
    drawn = field(bad["one"]) + error_summary([bad])
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_markup_of_our_own_stays_markup():
    made = forms.CharField(label=mark_safe("A <em>label</em>"), help_text=format_html("<a href='{}'>x</a>", "/x/"))
    drawn = field(form(one=made)["one"])
    assert "A <em>label</em>" in drawn
    assert "<a href='/x/'>x</a>" in drawn


class TestDate:
    """The date in three boxes."""

    @pytest.mark.parametrize(
        ("day", "month", "year", "sentence", "bad"),
        [
            ("", "", "", "Enter a review date", "day"),
            ("", "3", "2026", "Review date must include a day", "day"),
            ("27", "3", "", "Review date must include a year", "year"),
            ("", "", "2026", "Review date must include a day and a month", "day"),
            ("31", "2", "2026", "Review date must be a real date", "day"),
            ("1", "13", "2026", "Review date must be a real date: months run from 1 to 12", "month"),
            ("1", "3", "26", "Review date must have a year of four numbers, such as 2026", "year"),
            ("1", "3", "0000", "Review date must be a real date", "year"),
            ("one", "3", "2026", "Review date must be a real date", "day"),
            ("1", "3", "9" * 5000, "Review date must be a real date", "year"),
        ],
    )
    def test_refuses_in_a_sentence_and_marks_the_box(self, day, month, year, sentence, bad):
        made = form({"one_day": day, "one_month": month, "one_year": year}, one=DateField(label="Review date"))
        assert made.errors == {"one": [sentence]}
        assert control_id(made["one"]) == f"id_one_{bad}"
        drawn = field(made["one"])
        assert "govuk-input--error" in attributes(drawn, "input", id=f"id_one_{bad}")["class"]
        assert attributes(drawn, "input", id="id_one_day")["value"] == day
        assert f'href="#id_one_{bad}"' in error_summary([made])

    @pytest.mark.parametrize("month", ["3", "03", "March", "mar"])
    def test_reads_a_month_as_people_write_it(self, month):
        made = form({"one_day": "27", "one_month": month, "one_year": "2026"}, one=DateField())
        assert made.is_valid(), made.errors
        assert made.cleaned_data == {"one": date(2026, 3, 27)}

    def test_shows_what_stands(self):
        drawn = field(form(initial={"one": date(2026, 3, 27)}, one=DateField())["one"])
        values = [attributes(drawn, "input", id=f"id_one_{part}")["value"] for part in ("day", "month", "year")]
        assert values == ["27", "3", "2026"]

    def test_may_stay_empty_where_it_is_not_asked_for(self):
        made = form({}, one=DateField(required=False))
        assert made.is_valid()
        assert made.cleaned_data == {"one": None}

    def test_label_with_a_percent_sign(self):
        made = form({"one_day": "1", "one_month": "", "one_year": ""}, one=DateField(label="100% done on"))
        assert made.errors == {"one": ["100% done on must include a month and a year"]}

    def test_knows_whether_it_changed(self):
        same_day = {"one_day": "27", "one_month": "3", "one_year": "2026"}
        assert not form(same_day, {"one": date(2026, 3, 27)}, one=DateField()).has_changed()
        assert form({**same_day, "one_day": "x"}, {"one": date(2026, 3, 27)}, one=DateField()).has_changed()
