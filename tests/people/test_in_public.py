"""What people say of themselves for the public, and what staff say of posts."""

import pytest
from django.urls import reverse

from bcsp.people import actions
from bcsp.people.models import Membership, Person, Post
from bcsp.people.roles import Role
from bcsp.records.dated import DateRange
from bcsp.records.errors import NotAllowed, Refused, Stale
from tests import make

pytestmark = pytest.mark.django_db
OWN = "people:your_name"


def chair() -> Post:
    return Post.objects.get(organisation__slug="pdg", label="Chair")


def duties_page() -> str:
    return reverse("people:post_duties", args=["pdg", chair().pk])


def test_nobody_is_named_until_they_say_so_and_they_can_take_it_back():
    browser, person = make.client("pdg"), make.user("pdg").person
    assert not Person.objects.get(pk=person.pk).named_in_public
    for answer, named in (("yes", True), ("no", False)):
        assert browser.post(reverse(OWN), {"named_in_public": answer}).status_code == 302
        person.refresh_from_db()
        assert person.named_in_public is named
    said = list(person.events.order_by("pgh_id").values_list("named_in_public", flat=True))
    assert said == [False, True, False]
    assert person.events.latest("pgh_id").pgh_context.metadata["person"] == person.pk


def test_without_an_answer_nothing_is_saved_and_the_form_says_why():
    answer = make.client("pdg").post(reverse(OWN), {})
    assert answer.status_code == 422
    assert "Say whether your name may stand on public pages" in make.text(answer)


def test_nobody_says_it_for_somebody_else():
    for persona in ("admin", "coordinator", "public"):
        with pytest.raises(NotAllowed):
            actions.say_named(person=make.user("pdg").person, named=True, by=make.viewer(persona))
    assert not Person.objects.filter(named_in_public=True).exists()


def test_whoever_left_can_take_their_name_back():
    browser, person = make.client("pdg"), make.user("pdg").person
    actions.say_named(person=person, named=True, by=make.viewer("pdg"))
    for place in Membership.objects.filter(person=person):
        place.during = DateRange(place.during.lower, make.today())
        place.save()
    assert browser.get(reverse("plan")).status_code == 403  # no place any more
    assert browser.post(reverse(OWN), {"named_in_public": "no"}).status_code == 302
    person.refresh_from_db()
    assert not person.named_in_public


def test_the_way_there_is_in_the_footer_and_on_ones_own_organisation_alone():
    page = reverse("people:organisation_detail", args=["pdg"])
    words = "Your own name is not shown on public pages"
    assert words in make.text(make.client("pdg").get(page))
    assert words not in make.text(make.client("partner").get(page))
    assert f'href="{reverse(OWN)}"' in make.text(make.client("partner").get(page))


def test_the_boards_clerk_changes_a_posts_duties_and_the_history_remembers():
    browser, before = make.client("clerk"), chair()
    answer = browser.post(duties_page(), {"duties": "Chairs the group.", "version": before.version})
    assert answer.headers["Location"] == reverse("people:organisation_detail", args=["pdg"])
    assert chair().duties == "Chairs the group."
    assert [e.duties for e in chair().events.order_by("pgh_id")][-2:] == [before.duties, "Chairs the group."]
    assert duties_page() in make.text(browser.get(answer.headers["Location"]))
    assert duties_page() not in make.text(make.client("chair").get(answer.headers["Location"]))


def test_a_clerk_of_another_body_may_not():
    person = make.user("partner").person
    pdg = make.body("pdg")
    Membership.objects.create(person=person, organisation=pdg, role=Role.CLERK, during=DateRange(make.today(), None))
    with pytest.raises(NotAllowed, match="Board's clerk"):
        actions.change_duties(post=chair(), duties="X", version=1, by=make.viewer("partner"))


def test_duties_are_never_nothing_nor_point_to_a_person():
    browser, version = make.client("coordinator"), chair().version
    assert "Say what the post" in make.text(browser.post(duties_page(), {"duties": " ", "version": version}))
    with pytest.raises(Refused, match="Say what"):
        actions.change_duties(post=chair(), duties=" ", version=version, by=make.viewer("coordinator"))
    marked = browser.post(duties_page(), {"duties": "Ring Mrs Plover on 0121 496 0000.", "version": version})
    assert marked.status_code == 422
    assert "looks like a telephone number" in make.text(marked)


def test_two_writers_of_one_posts_duties_see_both_texts():
    browser, version = make.client("coordinator"), chair().version
    actions.change_duties(post=chair(), duties="Mine first.", version=version, by=make.viewer("clerk"))
    answer = browser.post(duties_page(), {"duties": "Another text.", "version": version})
    assert answer.status_code == 409
    assert "Mine first." in make.text(answer)
    assert chair().duties == "Mine first."
    with pytest.raises(Stale):
        actions.change_duties(post=chair(), duties="X", version=version, by=make.viewer("coordinator"))


def test_a_post_of_another_organisation_is_not_found_there():
    wrong = reverse("people:post_duties", args=["board", chair().pk])
    assert make.client("coordinator").get(wrong).status_code == 404
