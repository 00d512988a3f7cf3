"""From a paper's own page back to where it stands, with its number and its page of the pack."""

import pytest
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Readers
from governance import actions, tasks
from governance.models import Meeting
from tests.governance import make
from tests.make import body, client, viewer

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


def test_a_paper_in_one_line_leads_back_too_with_the_page_of_its_item(monkeypatch):
    make.offers(monkeypatch, *(make.paper(body("bvsc")) for _ in range(6)))
    item = make.emerging(make.published())
    numbers = {"items": {str(item.pk): [3, 1]}, "papers": {}, "last": 8, "front": [1, 1]}
    Meeting.objects.filter(pk=item.meeting_id).update(numbering=numbers)
    row = item.papers.get(in_full=False)
    html = client("pdg").get(row.paper.get_absolute_url()).content.decode()
    assert f"Paper {item.position}f, pack page 3: " in html
    anchor = html.split('class="govuk-back-link"')[0].rsplit('href="', 1)[1].split('"')[0].partition("#")[2]
    there = client("pdg").get(item.meeting.get_absolute_url()).content.decode()
    assert f'<li id="{anchor}"><a class="govuk-link" href="{row.paper.get_absolute_url()}">' in there
    assert "(pack page 3)" in there


def test_a_pack_that_was_built_again_says_so_and_leads_to_the_later_copy():
    meeting = make.published(7)
    first = built(meeting)
    page = client("pdg").get(first.get_absolute_url()).content.decode()
    assert "replaced this one" not in page
    assert f"The agenda of {meeting}" in page
    actions.rebuild_pack(pack=meeting.packs.get(audience="named"), by=viewer("clerk"))
    later = built(meeting)
    page = client("pdg").get(first.get_absolute_url()).content.decode()
    assert f'href="{later.get_absolute_url()}">A later copy of this pack</a> replaced this one' in page
    assert "replaced this one" not in client("pdg").get(later.get_absolute_url()).content.decode()
    names = [
        client("pdg").get(reverse("documents:paper_download", args=[each.pk])).headers["Content-Disposition"]
        for each in (first, later)
    ]
    assert ["replaced-" in name for name in names] == [True, False]


def built(meeting: Meeting) -> StoredPaper:
    pack = meeting.packs.get(audience="named")
    tasks.build_pack(pack.pk)
    pack.refresh_from_db()
    return pack.stored


def test_the_anchor_of_a_folded_paper_stands_within_the_fold(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item = make.emerging(make.published())
    html = client("pdg").get(item.meeting.get_absolute_url()).content.decode()
    anchor = html.split('href="#paper-')[1].split('"')[0]
    fold = html[: html.index(f'id="paper-{anchor}"')]
    assert fold.rfind("<details") > fold.rfind("</details>")
    assert html.count(f'id="paper-{anchor}"') == 1
    assert f'id="paper-{anchor}"' in client("pdg").get(item.own_page).content.decode()
