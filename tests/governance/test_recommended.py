"""What was recommended stands beside a decision only where all its readers may read the paper that recommended it."""

import pytest
from django.urls import reverse

from bcsp.documents.papers import Readers
from governance import actions
from governance.actions.storing import store_notice
from governance.models import Decision
from governance.notices import notice_of
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db
CANARY = "Buy zephyrquince lamps"


def drafted(monkeypatch, paper: str, decision: str) -> Decision:
    """A draft that departs from a paper for some readers, itself for others."""
    subject = body("bvsc")
    readers = Readers("named", bodies=(body("pdg").pk,)) if paper == "named" else Readers(paper)
    make.offers(monkeypatch, make.paper(subject, readers=readers, recommendation=CANARY))
    item = make.emerging(make.held(audience="public"))
    return make.draft(item, subject=subject, departs="It costs too much", audience=decision)


@pytest.mark.parametrize(
    ("paper", "decision", "kept"),
    [
        ("public", "public", True),
        ("public", "partners", True),
        ("partners", "partners", True),
        ("partners", "public", False),
        ("partners", "named", True),
        ("named", "named", True),
    ],
)
def test_it_is_kept_where_the_paper_goes_as_far(monkeypatch, paper, decision, kept):
    assert drafted(monkeypatch, paper, decision).recommended == (CANARY if kept else "")


def test_a_draft_that_is_made_public_loses_it(monkeypatch):
    draft = drafted(monkeypatch, "partners", "partners")
    given = {"wording": "No", "reasons": "Dear", "authority_detail": "The meeting", "departs": "It costs too much"}
    draft = actions.redraft_decision(decision=draft, version=1, by=viewer("clerk"), audience="public", **given)
    assert draft.recommended == ""


def locked_with_it(monkeypatch, paper: str) -> Decision:
    """A public decision as it was locked before the paper's readers were looked at."""
    draft = drafted(monkeypatch, paper, "public")
    Decision.objects.filter(pk=draft.pk).update(recommended=CANARY)
    return actions.agree_decision(decision=draft, by=viewer("clerk"))


def everywhere(decision: Decision) -> list[str]:
    """The public page, the feed, the page inside and the notice."""
    public, inside = client("anonymous"), client("partner")
    pages = [
        public.get(reverse("governance_public:decision_detail", args=[decision.reference])),
        public.get(reverse("governance_public:decision_feed")),
        inside.get(decision.get_absolute_url()),
    ]
    return [page.content.decode() for page in pages] + [store_notice(decision=decision, by=None).html]


def test_a_locked_public_decision_shows_nothing_of_a_paper_for_partners(monkeypatch):
    decision = locked_with_it(monkeypatch, "partners")
    assert not [each for each in everywhere(decision) if CANARY in each]
    assert notice_of(decision).data.recommended == ""


def test_a_locked_public_decision_shows_what_a_public_paper_recommended(monkeypatch):
    page, _, inside, notice = everywhere(locked_with_it(monkeypatch, "public"))
    assert all(CANARY in each for each in (page, inside, notice))


def test_a_notice_that_was_issued_with_it_is_offered_no_more(monkeypatch):
    decision = locked_with_it(monkeypatch, "partners")
    address = reverse("governance_public:decision_notice", args=[decision.reference])
    with monkeypatch.context() as before:
        before.setattr("governance.notices.recommendation_shown", lambda each: each.recommended)
        assert CANARY in store_notice(decision=decision, by=None).html
    assert client("anonymous").get(address).status_code == 404
    store_notice(decision=decision, by=None)
    assert client("anonymous").get(address).status_code == 200


def test_the_form_says_what_happens_to_it(monkeypatch):
    draft = drafted(monkeypatch, "partners", "partners")
    html = client("clerk").get(reverse("governance:decision_edit", args=[draft.pk])).content.decode()
    assert "It is left out of a public decision on a paper that is not public" in html
