"""How long a pack would be, counted from papers that are ready, without rendering one."""

import pytest
from django.urls import reverse

from bcsp.documents.models import ReadyPart
from governance.agendas import laid_out
from governance.length import length_of
from governance.tasks import make_parts_ready
from tests.governance import make
from tests.make import body, client

pytestmark = pytest.mark.django_db
LONG = "A paragraph of some length, which somebody has to read on a train. " * 400


def test_papers_that_are_not_ready_are_not_counted_and_not_rendered(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board")))
    length = length_of(laid_out(make.meeting()))
    assert (length.pages, length.uncounted, length.words) == (3, 2, "At least 3 pages")
    assert not ReadyPart.objects.exists()


def test_a_long_paper_is_named(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")), make.paper(body("board"), LONG, title="Everything"))
    meeting = make.meeting()
    make_parts_ready(meeting.pk)
    length = length_of(laid_out(meeting))
    [(title, pages)] = length.long
    assert (title, length.pages, length.uncounted) == ("Everything", 3 + 1 + pages, 0)
    assert pages > 4
    html = client("clerk").get(reverse("governance:meeting_publish", args=[meeting.pk])).content.decode()
    assert f"Everything: {pages} pages" in html


def test_it_takes_one_query_however_many_papers(monkeypatch, django_assert_num_queries):
    for count in (1, 3):
        make.offers(monkeypatch, *(make.paper(body(slug)) for slug in ("bvsc", "board", "pdg")[:count]))
        agenda = laid_out(make.meeting())
        with django_assert_num_queries(1):
            length_of(agenda)
