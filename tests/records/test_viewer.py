"""One answer to "who may see this": audiences, named readers, drafts, and places that began or ended."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from bcsp.people.models import Membership
from bcsp.people.roles import Role
from bcsp.records.clock import LONDON, today
from bcsp.records.dated import DateRange
from bcsp.records.viewer import Viewer
from governance.models import AgendaItem, Meeting
from tests import make

pytestmark = pytest.mark.django_db


def item(audience="partners", **readers) -> AgendaItem:
    """A record of each audience: an item of a published meeting that everyone may know of."""
    clerk = make.user("clerk").person
    starts = datetime(2026, 5, 14, 10, tzinfo=LONDON)
    meeting, _ = Meeting.objects.get_or_create(
        body=make.body("ldg-north"),
        starts_at=starts,
        defaults={
            "audience": "public",
            "created_by": clerk,
            "state": "published",
            "published_at": starts,
            "published_by": clerk,
        },
    )
    position = meeting.items.count() + 1
    if audience == "named":
        readers = {"withheld_why": "It names a person.", **readers}
    return AgendaItem.objects.create(
        meeting=meeting, position=position, title=audience, audience=audience, created_by=clerk, **readers
    )


def seen_by(viewer) -> set[str]:
    return set(AgendaItem.objects.visible_to(viewer).values_list("title", flat=True))


def test_each_viewer_sees_its_audience_and_no_more():
    item("public")
    item("partners")
    item("named", reader_roles=[Role.ANALYST])
    assert seen_by(Viewer.public()) == {"public"}
    assert seen_by(make.viewer("partner")) == {"public", "partners"}
    assert seen_by(Viewer.partners()) == {"public", "partners"}
    assert seen_by(make.viewer("analyst")) == {"public", "partners", "named"}


def test_a_sign_in_without_a_place_sees_only_what_lets_it_in_by_name():
    """What is public has pages of its own, without a sign-in."""
    outsider = make.viewer("outsider")
    item("public")
    item("partners")
    item("named", reader_bodies=[make.body("pdg").pk], reader_people=[outsider.person_id])
    Meeting.objects.update(reader_people=[outsider.person_id])
    assert seen_by(outsider) == {"named"}
    assert seen_by(make.viewer("partner")) == {"public", "partners"}


def test_named_bodies_are_read_by_their_members_and_the_body_itself():
    item("named", reader_bodies=[make.body("pdg").pk])
    assert seen_by(make.viewer("pdg")) == {"named"}
    assert seen_by(Viewer.body(make.body("pdg"))) == {"named"}
    assert seen_by(make.viewer("board")) == set()


def test_the_maker_sees_it_while_a_member():
    item("named", reader_roles=[Role.ANALYST])
    assert seen_by(make.viewer("clerk")) == {"named"}
    Membership.objects.filter(person=make.user("clerk").person).update(
        during=DateRange(today() - timedelta(days=90), today())
    )
    assert seen_by(Viewer.of(make.user("clerk"))) == set()


def test_a_place_holds_from_its_first_day_to_the_day_before_its_end():
    person = make.user("outsider").person
    place = Membership.objects.create(
        person=person, organisation=make.body("pdg"), during=DateRange(today() + timedelta(days=1), None)
    )
    assert not Viewer.of(make.user("outsider")).is_member
    Membership.objects.filter(pk=place.pk).update(during=DateRange(today(), today() + timedelta(days=1)))
    assert Viewer.of(make.user("outsider")).is_member


def test_a_blocked_sign_in_sees_what_the_public_sees():
    analyst = make.user("analyst")
    analyst.is_active = False
    assert Viewer.of(analyst) == Viewer.public()


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("named", {}), ("partners", {"reader_roles": ["analyst"]}), ("public", {"reader_bodies": [1]}), ("secret", {})],
)
def test_the_database_refuses_readers_that_do_not_fit_the_audience(audience, readers):
    with pytest.raises(IntegrityError), transaction.atomic():
        item(audience, **readers)


def test_an_organisation_is_never_deleted_so_named_readers_stay_true():
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        make.body("bvsc").delete()


def test_two_people_never_hold_one_post_on_one_day():
    post = make.body("pdg").posts.get(label="Chair")
    for persona, fails in (("chair", False), ("pdg", True)):
        place = Membership.objects.filter(person=make.user(persona).person).first()
        place.post = post
        if fails:
            with pytest.raises(IntegrityError), transaction.atomic():
                place.save()
        else:
            place.save()
