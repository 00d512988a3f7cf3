"""What locks a decision is said in plain words: locked, its number in the register, its check number (practice.md)."""

import io
import re
from dataclasses import replace

import pdfplumber
import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from bcsp.documents.papers import as_part, render_html
from governance.actions.storing import store_notice
from governance.minutes_paper import papers_of
from horizon.forms.trends import TrendReadersForm
from horizon.sample.stories import STORIES
from tests.governance import make, seated
from tests.make import client

pytestmark = pytest.mark.django_db
OURS = re.compile(r"\b(seals?|sealed|chains?|register's head|hash)\b", re.IGNORECASE)


def test_pages_and_notice_say_it_in_plain_words():
    minutes = seated.circulated(Budget="It costs £5.")
    decision = make.agreed(seated.item(minutes.meeting, "Budget"), audience="public")
    inside, public = client("partner"), client("anonymous")
    pages = [
        inside.get(decision.get_absolute_url()),
        inside.get(reverse("governance:decision_list")),
        inside.get(reverse("governance:minutes_detail", args=[minutes.meeting_id])),
        public.get(reverse("governance_public:decision_list")),
        public.get(reverse("governance_public:decision_detail", args=[decision.reference])),
    ]
    texts = [strip_tags(page.content.decode()) for page in pages]
    texts += [strip_tags(store_notice(decision=decision, by=None).html)]
    texts += [strip_tags(render_html(paper)) for paper in papers_of(minutes)]
    for text in texts:
        assert not OURS.search(text), OURS.search(text)
        assert "check number" in text
        assert f"number {decision.seal.sequence} in the register of decisions" in text or "The last decision" in text


def test_an_empty_register_has_no_check_number():
    html = client("anonymous").get(reverse("governance_public:decision_list")).content.decode()
    assert "Its check number" not in html


def last_page(paper) -> str:
    with pdfplumber.open(io.BytesIO(as_part(paper).pdf)) as pdf:
        return " ".join(pdf.pages[-1].extract_text().split())


def test_no_page_of_minutes_has_that_line_alone():
    minutes = seated.circulated(Budget="It costs £5.")
    make.agreed(seated.item(minutes.meeting, "Budget"))
    [paper] = papers_of(minutes)
    item = paper.data.items[-1]
    for lines in range(8, 26):
        text = "\n\n".join(f"Line {number}" for number in range(lines))
        data = replace(paper.data, items=(*paper.data.items[:-1], replace(item, text=text)))
        shown = last_page(replace(paper, data=data))
        assert "The last decision locked" in shown
        assert not shown.startswith("The last decision"), lines


def test_a_line_for_a_private_paper_fits_before_and_after_the_meeting():
    lines = [story.public_line for story in STORIES]
    assert "One item in private." in lines
    assert not [line for line in lines if "considered" in line]
    assert "considered" not in TrendReadersForm.base_fields["public_line"].help_text
