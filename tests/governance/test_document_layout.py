"""How the document is set: the same thing is said once, tables have one name, and stay tables on a phone."""

import re
from datetime import date, time

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape, strip_tags
from django.utils.safestring import mark_safe

from bcsp.records.clock import today
from bcsp.strands import blocks
from governance import actions
from governance.document.contents import document, text_of
from governance.models import Edition, Section
from governance.templatetags.document import stacking
from tests.make import body, viewer

TABLE = re.compile(r"<table\b.*?</table>", re.S)
NORTH, SOUTH = "Local Delivery Group North", "Local Delivery Group South"


def shown(key: str) -> str:
    block = blocks()[key]
    return render_to_string(block.template, {"data": block.data(today())})


def said(label: str, html: str) -> list[str]:
    """What stands beside a label in each table that has it."""
    cells = re.findall(rf'<th scope="row">{label}</th><td>(.*?)</td>', html, re.S)
    return [" ".join(strip_tags(cell).split()) for cell in cells]


def rules(slug: str, quorum: int) -> None:
    given = {"cycle": 3, "first_month": 1, "week": 1, "weekday": 0, "hour": time(10), "notice_days": 5}
    given |= {"papers_days": 7, "source": "3 March", "first": date(2020, 1, 1), "by": viewer("coordinator")}
    actions.set_rules(body=body(slug), quorum=quorum, **given)


@pytest.mark.django_db
def test_local_groups_have_one_statement_of_terms_which_names_them_where_they_differ():
    html = shown("governance.terms")
    assert html.count("<table") == 3  # the Board, PDG, all local groups
    assert said("Meetings, quorum, notice and papers", html) == ["Not set"] * 3
    for slug, quorum in (("ldg-east", 3), ("ldg-north", 3), ("ldg-south", 4), ("ldg-west-central", 3)):
        rules(slug, quorum)
    html = shown("governance.terms")
    assert said("Quorum", html) == [
        escape("LDG East, LDG North and LDG West & Central: 3 seats present; LDG South: 4 seats present")
    ]
    assert said("Notice of a meeting", html) == ["5 clear working days"]


@pytest.mark.django_db
def test_what_posts_of_local_groups_do_alike_is_said_once_and_what_one_does_otherwise_by_itself():
    duties = "Brings partners together."
    for slug in ("ldg-east", "ldg-north", "ldg-south", "ldg-west-central"):
        body(slug).posts.update(duties=duties)
    assert shown("governance.duties").count(duties) == 1
    body("ldg-south").posts.update(duties="Keeps the minutes too.")
    html = shown("governance.duties")
    assert html.count(duties) == html.count("Keeps the minutes too.") == 1
    assert f">{SOUTH}</h3>" in html
    assert f">{NORTH}</h3>" not in html


@pytest.mark.django_db
def test_every_table_of_the_blocks_says_for_each_cell_under_which_head_it_stands():
    html = text_of(Edition(number=1), document(Section.objects.all(), today()))
    tables = TABLE.findall(html)
    assert len(tables) > 10
    for table in tables:
        assert not re.findall(r"<(?!caption|/|h3|span|br|strong|a\b)[a-z]+(?![^<>]* role=)[^<>]*>", table), table
        columns = re.findall(r'role="columnheader">(.*?)</th>', table)
        for row in re.findall(r"<tr\b.*?</tr>", table, re.S):
            assert re.findall(r'data-label="(.*?)"', row) in ([], columns[1:]), row


def test_a_head_is_a_label_whatever_its_words():
    table = (
        '<table><tr><th scope="col">A</th><th scope="col"><b>“B” &amp; "C"</b></th></tr><tr><td>1</td><td>2</td></tr>'
    )
    marked = stacking(mark_safe(f"{table}</table><p>3</p>"))
    assert '<td role="cell" data-label="A">1</td><td role="cell" data-label="“B” &amp; &quot;C&quot;">2</td>' in marked
    assert marked.endswith("</table><p>3</p>")
    spanning = '<table><tr><th scope="col" colspan="2">A</th></tr></table>'
    assert stacking(mark_safe(spanning)) == spanning
    assert stacking("<table>") == "&lt;table&gt;"
