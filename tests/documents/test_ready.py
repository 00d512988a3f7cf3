"""Parts made ready: kept by all that they hang on, and never stopped by one bad file."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bcsp.documents.models import ReadyPart, StoredFile
from bcsp.documents.ready import known_pages, pages_of
from bcsp.documents.tasks import NEEDED, forget_ready_parts
from bcsp.records.clock import now
from tests.documents.conftest import BATTERIES, paper
from tests.documents.structure import said

pytestmark = pytest.mark.django_db


def test_a_paper_is_rendered_once():
    assert pages_of(BATTERIES) == pages_of(BATTERIES)
    assert ReadyPart.objects.count() == 1
    assert known_pages([BATTERIES, paper(7, "Not ready")]) == {BATTERIES.key: 1}


def test_other_words_are_other_pages():
    pages_of(BATTERIES)
    pages_of(replace(BATTERIES, title="E-bike batteries on stairs"))
    assert ReadyPart.objects.count() == 2


def test_one_bad_file_leaves_a_leaf_that_says_why():
    kept = StoredFile.keep(b"%PDF-1.7 and then nothing", "application/pdf")
    pdf = pages_of(replace(BATTERIES, upload=kept.sha256, summary="Prices."))
    assert said(pdf, "H1")[0] == "E-bike batteries in hallways"
    assert any("could not be included" in text for text in said(pdf, "P"))
    assert not ReadyPart.objects.exists()  # it may do better next time


def test_pages_made_ready_long_ago_are_let_go():
    """A draft's earlier words must not lie about for ever."""
    for number in (1, 2):
        pages_of(paper(number, f"Trend {number}"))
    old = ReadyPart.objects.order_by("pk").first()
    ReadyPart.objects.filter(pk=old.pk).update(made_at=now() - NEEDED - timedelta(minutes=1))
    forget_ready_parts(timestamp=0)
    [left] = ReadyPart.objects.all()
    assert left.pk != old.pk
