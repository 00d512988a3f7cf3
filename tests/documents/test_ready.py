"""Parts made ready: kept by all that they hang on, and never stopped by one bad file."""

from dataclasses import replace

import pytest

from bcsp.documents.models import ReadyPart, StoredFile
from bcsp.documents.ready import known_pages, pages_of
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
