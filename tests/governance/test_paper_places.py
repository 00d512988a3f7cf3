"""From a paper's own page back to where it stands, with its number and its page of the pack."""

import pytest

from bcsp.documents.papers import Readers
from governance.models import Meeting
from tests.governance import make
from tests.make import body, client

pytestmark = pytest.mark.django_db


def test_a_papers_page_leads_back_to_its_place(monkeypatch):
    named = Readers("named", bodies=(body("pdg").pk,))
    make.offers(monkeypatch, make.paper(body("bvsc"), readers=named), make.paper(body("bvsc")))
    item = make.emerging(make.published())
    row = item.papers.get(paper__audience="partners")
    Meeting.objects.filter(pk=item.meeting_id).update(
        numbering={"items": {}, "papers": {str(row.pk): [7, 2]}, "last": 8, "front": [1, 1]}
    )
    meeting = Meeting.objects.get(pk=item.meeting_id)
    papers = list(item.papers.order_by("position"))
    number = f"{item.position}{'ab'[papers.index(row)]}"
    for persona in ("pdg", "partner"):
        html = client(persona).get(row.paper.get_absolute_url()).content.decode()
        assert f"Paper {number}, pack page 7: {meeting}" in html
        anchor = html.split('class="govuk-back-link"')[0].rsplit('href="', 1)[1].split('"')[0]
        path, _, name = anchor.partition("#")
        assert path == meeting.get_absolute_url()
        assert f'id="{name}"' in client(persona).get(path).content.decode()


def test_the_anchor_of_a_folded_paper_stands_within_the_fold(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item = make.emerging(make.published())
    html = client("pdg").get(item.meeting.get_absolute_url()).content.decode()
    anchor = html.split('href="#paper-')[1].split('"')[0]
    fold = html[: html.index(f'id="paper-{anchor}"')]
    assert fold.rfind("<details") > fold.rfind("</details>")
    assert html.count(f'id="paper-{anchor}"') == 1
    assert f'id="paper-{anchor}"' in client("pdg").get(item.own_page).content.decode()
