"""Text that a person typed or pasted comes out as our few tags, readable, and harms nobody."""

import re
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from bcsp.documents.written.typed import TAGS, as_typed, clean, from_typed, plain

ALLOWED = {"href", "colspan", "rowspan", "scope"}
VOID = {"br"}
NAMES = [
    *("p", "div", "span", "h1", "h2", "h3", "h6", "ul", "ol", "li", "table", "caption", "thead", "tr", "td", "th"),
    *(
        "b",
        "i",
        "strong",
        "em",
        "a",
        "br",
        "hr",
        "img",
        "script",
        "style",
        "svg",
        "math",
        "iframe",
        "o:p",
        "xml",
        "pre",
    ),
    *(
        "blockquote",
        "template",
        "noscript",
        "select",
        "option",
        "plaintext",
        "textarea",
        "title",
        "form",
        "mtext",
        "dl",
    ),
]
ATTRIBUTES = [
    "",
    ' href="https://example.org/?a=1&b=2"',
    ' href="javascript:alert(1)"',
    ' href=" JaVaScRiPt:alert(1)"',
    ' href="file:///etc/passwd"',
    ' href="/records/"',
    ' href="mailto:a@example.org"',
    ' onclick="alert(1)" style="background:url(https://tracker.example/x)"',
    ' src="https://tracker.example/x.png"',
    ' colspan="3"',
    ' rowspan="2"',
    ' colspan="99999"',
    ' rowspan="-1"',
    ' class="MsoListParagraph"',
]
TEXTS = st.one_of(
    # The same as st.text() has; by itself it tries a million characters in UTF-8 first.
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(
        [
            "·  item",
            "1. one",
            "- x",
            "# h",
            "| a | b |",
            "**b**",
            "*i*",
            "&lt;p&gt;",
            "&#0;",
            "\x0b",
            "\u202e",
            "&#x2066;",
            "\ud800",
            " ",
            "\n",
        ]
    ),
)
TAG_SOUP = st.lists(
    st.one_of(
        st.builds(lambda n, a: f"<{n}{a}>", st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES)),
        st.builds(lambda n: f"</{n}>", st.sampled_from(NAMES)),
        st.sampled_from(
            ["<!--", "-->", "<![if !supportLists]>", "<![endif]>", "<?xml version='1.0'?>", "<", "<!doctype"]
        ),
        TEXTS,
    ),
    max_size=30,
).map("".join)
TYPED = st.lists(
    st.one_of(
        TEXTS,
        st.sampled_from(["\n", "\n\n", "- ", "    - ", "1. ", "2. ", "## ", "| ", " |", "| --- |", "**", "*", "]("]),
    ),
    max_size=30,
).map("".join)


class Checker(HTMLParser):
    """Refuses anything but our tags, nested as they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ALLOWED
        for name, value in attrs:
            if name == "href":
                assert re.match(r"(https?://|mailto:)", value, re.I)
        if re.fullmatch("h[2-4]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", data)

    def handle_comment(self, data):
        raise AssertionError("a comment came through")

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(html: str) -> None:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    before = 1
    for level in checker.headings:
        assert 2 <= level <= before + 1
        before = level


@settings(max_examples=400, deadline=None)
@given(TAG_SOUP)
def test_whatever_goes_in_only_our_tags_come_out_and_cleaning_again_changes_nothing(html):
    once = clean(html)
    check(once)
    assert clean(once) == once


@settings(max_examples=400, deadline=None)
@given(st.one_of(TYPED, TAG_SOUP))
def test_what_is_typed_is_the_same_however_often_it_is_opened_and_saved(text):
    saved = from_typed(text)
    check(saved)
    assert clean(saved) == saved
    again = from_typed(as_typed(saved))
    check(again)
    assert from_typed(as_typed(again)) == from_typed(as_typed(from_typed(as_typed(again))))


@settings(max_examples=200, deadline=None)
@given(TAG_SOUP)
def test_the_filter_trusts_nothing_else(html):
    shown = Template("{% load written %}{{ html|typed }}").render(Context({"html": html}))
    box = re.compile(r'<div class="bcsp-scroll(?: wide)?" tabindex="0" role="region" aria-label="Table">|</div>')
    assert box.sub("", shown) == clean(html)


def test_word_s_clutter_goes_and_its_headings_lists_and_tables_stay():
    html = (
        "<html><head><style>p{color:red}</style><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "</head><body><h1 style='mso-x'>Options<o:p></o:p></h1><h3>One</h3>"
        "<p class=MsoNormal><b>Bold</b>&nbsp; words<img src='file:///C:/x.png'></p>"
        "<p class=MsoListParagraphCxSpFirst><![if !supportLists]><span>&middot;<span>&nbsp;&nbsp; </span></span>"
        "<![endif]>First</p><p class=MsoListParagraphCxSpLast><span>&middot;</span>&nbsp;Second</p>"
        "<table><tr><td><p><b>Year</b></p></td><td><b>Cost</b></td></tr><tr><td>1</td><td>£2</td></tr></table>"
    )
    assert clean(html) == (
        "<h2>Options</h2>\n<h3>One</h3>\n<p><strong>Bold</strong> words</p>\n"
        "<ul><li>First</li><li>Second</li></ul>\n"
        '<table><thead><tr><th scope="col">Year</th><th scope="col">Cost</th></tr></thead>'
        "<tbody><tr><td>1</td><td>£2</td></tr></tbody></table>"
    )


def test_plain_typed_text_becomes_paragraphs_and_keeps_its_numbers():
    assert from_typed("5 < 6 & 7 > 2\nsecond line\n\n3. As it was numbered") == (
        "<p>5 &lt; 6 &amp; 7 &gt; 2<br>second line</p>\n<p>3. As it was numbered</p>"
    )


def test_typed_headings_lists_tables_and_links_are_what_they_look_like():
    text = (
        "# Why\n\n1. one\n2. two\n    - more\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n**So** [read](https://e.org/x)"
    )
    assert from_typed(text) == (
        "<h2>Why</h2>\n<ol><li>one</li><li>two<ul><li>more</li></ul></li></ol>\n"
        '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>\n"
        '<p><strong>So</strong> <a href="https://e.org/x">read</a></p>'
    )
    assert as_typed(from_typed(text)) == text


@pytest.mark.parametrize(
    "tag", ["<br>", "<b>now</b>", "<!-- a note -->", "<div>", "<script>alert(1)</script>", "<!--", "</p>"]
)
def test_a_tag_among_typed_lines_takes_nothing_from_them(tag):
    shown = from_typed(f"# Title here\n\nFirst para {tag}\n\n- one\n- two\n\n<5 and <Insert name>")
    for kept in ("<h2>Title here</h2>", "First para", "<li>one</li><li>two</li>", "&lt;5 and &lt;Insert name&gt;"):
        assert kept in shown
    assert "alert" not in shown
    assert ("<strong>now</strong>" in shown) == ("now" in tag)


def test_what_was_struck_out_in_word_stays_out():
    assert clean("<p>kept<del>struck out</del> <ins>put in</ins></p>") == "<p>kept put in</p>"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/meetings/", "x:y"])
def test_a_link_elsewhere_than_to_the_web_leaves_its_words(href):
    assert clean(f'<p><a href="{href}">words</a></p>') == "<p>words</p>"
    assert from_typed(f"[words]({href})") == f"<p>[words]({href})</p>"


def test_a_table_too_wide_for_a_page_becomes_lines():
    row = "<tr>" + "".join(f"<td>c{n}</td>" for n in range(30)) + "</tr>"
    assert clean(f"<table>{row}</table>") == f"<p>{' | '.join(f'c{n}' for n in range(30))}</p>"


def test_every_row_of_a_table_has_the_same_columns():
    first, last = "<tr><th rowspan=9>a</th><th>b</th></tr>", "<tr><td>d</td><td colspan=40>e</td></tr>"
    rows = re.findall("<tr>(.*?)</tr>", clean(f"<table>{first}<tr><td>c</td></tr>{last}</table>"))
    assert [row.count("</t") for row in rows] == [3, 2, 2]  # the first reaches down beside the others


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 100_000,
        "<ul><li>" * 20_000,
        "<div>" * 100_000,
        "**a" * 20_000,
        "[" * 50_000,
        "| " * 50_000,
        "x<script>" * 20_000,
        "x<!--" * 20_000,
        "x<b>" + " " * 100_000,
    ],
)
def test_a_text_made_to_take_for_ever_is_read_at_once(html):
    check(from_typed(html + "x"))


def test_words_alone_stand_line_by_line():
    assert plain(
        "<h1>A</h1><p>b <b>c</b></p><ul><li>d<ul><li>e</li></ul></li></ul><table><tr><td>f</td></tr></table>"
    ) == ("A\nb c\nd\ne\nf")
