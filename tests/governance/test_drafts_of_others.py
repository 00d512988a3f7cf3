"""A draft is its own body's: whoever is chair or clerk of another body doesn't know of it."""

import pytest
from django.urls import reverse

from bcsp.people.models import Membership, Person, User
from bcsp.people.roles import Role
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.errors import NotAllowed
from bcsp.records.viewer import Viewer
from governance import actions, rules
from governance.models import ComingDecision, Decision, Meeting, Minutes, Report
from tests.governance import make
from tests.make import body, client, viewer

pytestmark = pytest.mark.django_db


def official(slug: str, role: Role) -> Viewer:
    """The viewer who holds this office in this body, and no other place."""
    person = Person.objects.create(name=f"{role} of {slug}")
    Membership.objects.create(person=person, organisation=body(slug), role=role, during=since(today()))
    return Viewer.of(User.objects.create_user(f"{role}.{slug}@test.example.org", person))


def draft_of(kind: type, slug: str):
    """A draft for partners that the coordinator made in a body."""
    if kind is Meeting:
        return make.meeting(slug)
    if kind is Report:
        return make.report(make.typed(make.meeting(slug)))
    if kind is ComingDecision:
        return make.coming(slug, "coordinator")
    item = make.read_item(slug)
    actions.hold_meeting(meeting=item.meeting, by=viewer("coordinator"))
    item.refresh_from_db()
    if kind is Decision:
        given = {"wording": "Agreed.", "reasons": "Needed.", "authority_detail": "The meeting"}
        return actions.record_decision(item=item, by=viewer("coordinator"), **given)
    return Minutes.objects.create(meeting=item.meeting, created_by_id=viewer("coordinator").person_id)


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHAIR])
@pytest.mark.parametrize("kind", [Meeting, Report, ComingDecision, Decision, Minutes])
def test_a_draft_is_for_the_offices_of_its_own_body(kind, role):
    draft = draft_of(kind, "ldg-north")

    def known(to: Viewer) -> bool:
        return kind.objects.visible_to(to).filter(pk=draft.pk).exists()

    assert known(official("ldg-north", role))
    assert known(viewer("coordinator"))
    assert not known(official("ldg-south", role))
    assert not known(viewer("clerk"))
    assert not known(viewer("chair"))
    assert known(viewer("analyst")) == (kind in (Meeting, Report))  # they prepare papers for every body


def test_the_page_of_another_bodys_draft_is_none():
    draft = make.meeting("ldg-north")
    assert client("chair").get(draft.get_absolute_url()).status_code == 404


def test_the_extract_is_issued_for_the_board_alone():
    """It speaks for the whole partnership, and may be public."""
    for who in (viewer("coordinator"), official("board", Role.CHAIR), official("board", Role.CLERK)):
        assert who.may(rules.EXTRACT)
    for who in (viewer("chair"), official("ldg-north", Role.CHAIR), official("pdg", Role.CLERK)):
        assert not who.may(rules.EXTRACT)
        with pytest.raises(NotAllowed):
            actions.issue_extract(year=today().year - 1, audience="public", by=who)
    assert "accountability" not in client("chair").get(reverse("governance:decision_list")).content.decode().lower()
