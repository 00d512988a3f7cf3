"""Who may read what was tried, and what is counted of it: changed by the team, on one page each."""

import pytest
from django.urls import reverse

from memory import actions
from memory.models import Intervention, Measure
from tests.make import body, client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
WHY = "It names a household by its work."


def page(name: str, *args) -> str:
    return reverse(f"memory:{name}", args=args)


def test_narrowed_readers_take_its_lessons_and_answers_with_it_and_say_why():
    row = make.ended("Canary visits")
    lesson = make.lesson("Canary claim", intervention=row)
    own = make.lesson("Canary of the Board", intervention=row)
    board = body("board")
    type(own).objects.filter(pk=own.pk).update(audience="named", reader_bodies=[board.pk])
    sent = {"version": row.version, "audience": "named", "bodies": [body("pdg").pk]}
    address = page("intervention_readers", row.reference)
    assert "Say why the readers change" in text(client("analyst").post(address, sent))
    assert client("analyst").post(address, {**sent, "why": WHY}).status_code == 302
    for shown in (row, lesson):
        statuses = [client(each).get(shown.get_absolute_url()).status_code for each in ("partner", "pdg", "clerk")]
        assert statuses == [404, 200, 200]
    own.refresh_from_db()
    assert own.reader_bodies == [board.pk]  # narrower already, and for others
    event = row.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["why"] == WHY
    row.refresh_from_db()
    wider = {"version": row.version, "audience": "partners", "bodies": [body("pdg").pk], "why": "It was taken out."}
    assert client("analyst").post(address, wider).status_code == 302
    for shown in (row, lesson):
        assert client("partner").get(shown.get_absolute_url()).status_code == 200
    assert client("partner").get(own.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("name", "make_one"), [("priority", make.priority), ("intervention", make.ended)])
def test_what_is_counted_is_whole_and_kept_in_its_order(name, make_one):
    row = make_one()
    address = page(f"{name}_measures", row.reference if isinstance(row, Intervention) else row.pk)
    sent = {"version": row.version, "what_1": "Calls", "baseline_1": "9", "what_3": "Visits", "target_3": "40"}
    said = text(client("analyst").post(address, sent))
    for fault in ("Measure 1: fill in “To be”", "Measure 3: fill in “At the start”"):
        assert fault in said
    assert "Measure 2: fill in" not in said
    whole = {**sent, "target_1": "3", "baseline_3": "0", "actual_3": "31"}
    assert client("analyst").post(address, whole).status_code == 302
    assert list(row.measures.values_list("what", "baseline", "target", "actual")) == [
        ("Calls", "9", "3", ""),
        ("Visits", "0", "40", "31"),
    ]
    assert client("analyst").post(address, {**whole, "what_1": "Doors"}).status_code == 409
    row.refresh_from_db()
    assert 'value="Visits"' in text(client("analyst").get(address))
    actions.change_measures(of=row, version=row.version, measures=[], by=viewer("analyst"))
    assert not Measure.objects.exists()
