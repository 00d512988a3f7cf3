"""Agendas and lists ask the database no more for three rows than for one."""

import pytest
from django.urls import reverse

from bcsp.people.models import Organisation, Post
from bcsp.records.clock import today
from governance import actions
from tests.governance import make
from tests.make import client, viewer

pytestmark = pytest.mark.django_db


def _queries(address: str, django_assert_max_num_queries, most: int = 100) -> int:
    browser = client("clerk")
    browser.get(address)  # warms what is asked once a process
    with django_assert_max_num_queries(most) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


def test_an_agenda_takes_as_many_queries_for_three_papers_as_for_one(monkeypatch, django_assert_max_num_queries):
    rows = list(Organisation.objects.order_by("pk")[:3])
    make.offers(monkeypatch, make.paper(rows[0]))
    one = _queries(make.published().get_absolute_url(), django_assert_max_num_queries)
    make.offers(monkeypatch, *(make.paper(row) for row in rows))
    meeting = make.meeting(days=0)
    for number in range(2):
        actions.add_item(meeting=meeting, title=f"Item {number}", by=viewer("clerk"))
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    assert _queries(meeting.get_absolute_url(), django_assert_max_num_queries) == one


@pytest.mark.parametrize("name", ["meeting_list", "decision_list", "action_list"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(name, django_assert_max_num_queries):
    def one_more() -> None:
        decision = make.agreed(make.emerging(make.held()))
        given = {"title": "Write", "due": today(), "decision": decision, "by": viewer("clerk")}
        actions.add_action(owner_post=Post.objects.first(), **given)
        make.draft(decision.item)
        make.meeting()

    one_more()
    address = reverse(f"governance:{name}")
    one = _queries(address, django_assert_max_num_queries)
    one_more()
    one_more()
    assert _queries(address, django_assert_max_num_queries) == one
