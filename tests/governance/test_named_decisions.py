"""What is for named readers stays so, by whatever way a decision on it comes about."""

import pytest

from bcsp.documents.papers import Readers
from bcsp.people.roles import Role
from bcsp.records.errors import Refused, Stale
from governance import actions
from tests.governance import make
from tests.make import body, viewer

pytestmark = pytest.mark.django_db
READERS = Readers("named", bodies=(), roles=(str(Role.ANALYST), str(Role.CLERK)))


def decided(monkeypatch):
    """An agreed decision on a paper for named readers, and another item of the same body."""
    subject = make.meeting("ldg-north", days=3)
    make.offers(monkeypatch, make.paper(subject, readers=READERS))
    first = make.held(days=0)
    decision = make.agreed(make.emerging(first), subject=subject, audience="named")
    monkeypatch.undo()
    other = make.emerging(make.held(days=-7))
    return decision, other


def words(**changes):
    return {
        "title": "A canary",
        "wording": "Other words.",
        "reasons": "Because.",
        "authority_detail": "The members present",
        "authority": "meeting",
        "departs": "",
        "decided_on": make.today(),
        **changes,
    }


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_superseding_under_another_item_opens_nothing(monkeypatch, audience):
    decision, other = decided(monkeypatch)
    with pytest.raises(Refused, match="named readers"):
        actions.supersede(decision=decision, item=other, audience=audience, by=viewer("clerk"), **words())


def test_superseding_keeps_the_narrow_readers(monkeypatch):
    decision, other = decided(monkeypatch)
    new = actions.supersede(decision=decision, item=other, audience="named", by=viewer("clerk"), **words())
    assert (new.reader_bodies, new.reader_roles) == ([], sorted(READERS.roles))
    assert body("pdg").pk not in new.reader_bodies


def test_what_was_not_read_is_not_agreed():
    draft = make.draft(make.emerging(make.held()))
    read = draft.version
    fields = words(audience="partners")
    actions.redraft_decision(decision=draft, version=read, by=viewer("clerk"), **fields)
    with pytest.raises(Stale):
        actions.agree_decision(decision=draft, version=read, by=viewer("chair"))
    draft.refresh_from_db()
    assert draft.state == "draft"
