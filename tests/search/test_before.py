"""Seen before: what begins shows what came of the like of it, and somebody says what they made of that."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bcsp.records.thread import thread
from bcsp.search.before import before, mark_before, marks_of
from bcsp.search.models import Precedent
from memory.papers.applications import data_of
from tests.make import body, client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
TITLE = "Battery swap day"


def marking(record, past) -> str:
    ends = [record._meta.label_lower, record.pk, past._meta.label_lower, past.pk]
    return reverse("search:mark_before", args=ends)


def test_a_bid_shows_what_came_of_the_like_of_it_and_says_what_it_made_of_that():
    past = make.ended(title=TITLE, result="not_delivered", found="The insurer refused.", lesson="Ask first.")
    row = make.application(title="A day to swap batteries")
    clerk = client("clerk")
    shown = text(clerk.get(row.get_absolute_url()))
    assert shown.index("Not delivered") < shown.index(past.title)
    address = marking(row, past)
    assert "Say how you used it" in text(clerk.post(address, {"used": "no"}))
    assert clerk.post(address, {"used": "no", "because": "No storage this time."}).status_code == 302
    assert "No storage this time." in text(clerk.get(row.get_absolute_url()))
    assert past not in [stage.record for stage in thread(row, viewer("clerk"))]
    assert clerk.post(address, {"used": "yes", "because": "The insurer was asked first."}).status_code == 302
    assert past in [stage.record for stage in thread(row, viewer("clerk"))]
    [mark] = marks_of(row, viewer("clerk"))
    assert (mark.used, mark.because) == (True, "The insurer was asked first.")
    row.put_to = body("pdg")
    assert data_of(row, []).seen == (f"Used: {past} (Not delivered). The insurer was asked first.",)


def test_nobody_reads_of_the_past_what_they_may_not_read():
    named, open_one = make.named(title=TITLE), make.ended(title=f"{TITLE} again")
    row = make.ended(title="Battery swap")
    for past in (named, open_one):
        mark_before(record=row, past=past, used=True, because="It was alike.", by=viewer("coordinator"))
    assert {each.found.record for each in before(row, viewer("partner"))} == {open_one}
    assert [mark.past for mark in marks_of(row, viewer("partner"))] == [open_one]
    assert client("chair").get(marking(row, named)).status_code == 404
    assert client("partner").get(marking(row, open_one)).status_code == 403


def test_the_database_wants_a_reason_and_another_entry():
    row, past = make.ended(), make.ended()
    mark = mark_before(record=row, past=past, used=False, because="Other streets.", by=viewer("clerk"))
    for words, constraint in (({"because": ""}, "says_why"), ({"past_key": row.pk}, "another")):
        with pytest.raises(IntegrityError, match=f"search_precedent_{constraint}"), transaction.atomic():
            Precedent.objects.filter(pk=mark.pk).update(**words)
