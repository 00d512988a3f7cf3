"""Template tags: small, and everything given as text is escaped."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from tests.govuk.markup import attributes, read

EVIL = '"><script>alert(1)</script>'


def drawn(source, **context):
    return Template("{% load govuk %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% tag evil 'red' %}",
        "{% tag 'x' evil %}",
        "{% button evil href=evil %}",
        "{% summary_list rows %}",
        "{% task_list tasks %}",
        "{% notification_banner evil 'success' evil %}",
        "{% inset evil %}",
        "{% warning_text evil %}",
        "{% component 'panel' titleText=evil text=evil %}",
        "{% details evil %}{{ evil }}{% enddetails %}",
        "{% insetblock %}{{ evil }}{% endinsetblock %}",
        "{% include 'components/empty.html' with text=evil url=evil action=evil %}",
        "{% include 'components/list_table.html' with caption=evil head=cells rows=rows %}",
        "{% include 'components/timeline.html' with events=events %}",
    ],
)
def test_texts_are_escaped(source):
    html = drawn(
        source,
        evil=EVIL,
        cells=[EVIL],
        rows=[(EVIL, EVIL, EVIL)],
        tasks=[{"title": EVIL, "status": EVIL, "href": EVIL, "hint": EVIL}],
        events=[{"title": EVIL, "by": EVIL, "text": EVIL, "url": EVIL}],
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def page(number, pages=30, query="q=knife+crime&page=4"):
    request = RequestFactory().get(f"/list/?{query}")
    return drawn("{% pagination page %}", page=Paginator(range(pages * 10), 10).get_page(number), request=request)


def test_pagination_keeps_the_query():
    links = [
        attrs["href"] for item in read(page(5)) if isinstance(item, tuple) for attrs in [item[1]] if "href" in attrs
    ]
    assert links[0] == "?q=knife+crime&page=4"
    assert links[-1] == "?q=knife+crime&page=6"
    assert attributes(page(5), "a", **{"aria-current": "page"})["href"] == "?q=knife+crime&page=5"


def test_pagination_of_one_page_is_nothing():
    assert page(1, pages=1) == ""


def test_summary_list_keeps_lines_and_links():
    html = drawn("{% summary_list rows %}", rows=[("Reference", "a\nb", "/change/")])
    assert attributes(html, "span", **{"class": "bcsp-typed"}) == {"class": "bcsp-typed"}
    assert attributes(html, "a")["href"] == "/change/"
    assert "reference" in read(html)


def test_list_table_says_when_it_is_empty():
    html = drawn("{% include 'components/list_table.html' with rows=rows empty='No trends wait.' %}", rows=[])
    assert "No trends wait." in html
    assert "<table" not in html


def test_task_without_colour_is_plain_text():
    html = drawn("{% task_list tasks %}", tasks=[{"title": "Size", "status": "Done"}])
    assert "govuk-tag" not in html


def test_success_is_announced_and_two_banners_have_two_names():
    html = drawn("{% notification_banner 'Saved' 'success' %}{% notification_banner 'Sent' 'success' %}")
    names = [item[1]["aria-labelledby"] for item in read(html) if isinstance(item, tuple) and "role" in item[1]]
    assert len(set(names)) == 2
    assert html.count('role="alert"') == 2
