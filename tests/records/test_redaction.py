"""One door takes a text out, everywhere it stands, and leaves a tombstone without it."""

import pytest

from bcsp.records import drafts
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.models import Draft, Tombstone
from bcsp.records.redaction import REMOVED, redact
from tests import make
from tests.horizon import make as horizon

pytestmark = pytest.mark.django_db
CANARY = "A canary named Percival"


def test_the_text_goes_from_row_history_and_drafts(rf):
    trend = horizon.trend(what=CANARY)
    typed = rf.post("/", {"what": CANARY}).POST
    drafts.keep(make.viewer("analyst"), f"TrendChangeForm:horizon.trend:{trend.pk}", typed)
    tombstone = redact(record=trend, columns=["what"], by=make.viewer("coordinator"), why="names a person")
    trend.refresh_from_db()
    assert trend.what == REMOVED
    assert set(trend.pgh_event_model.objects.values_list("what", flat=True)) == {REMOVED}
    assert not Draft.objects.exists()
    assert (tombstone.columns, tombstone.why) == (["what"], "names a person")
    assert CANARY not in str(Tombstone.pgh_event_model.objects.values())


def test_history_stays_append_only_afterwards():
    trend = horizon.trend(what=CANARY)
    redact(record=trend, columns=["what"], by=make.viewer("coordinator"), why="names a person")
    with pytest.raises(Exception, match="Cannot update"):
        trend.pgh_event_model.objects.update(title="rewritten")


@pytest.mark.parametrize(("columns", "why"), [([], "why"), (["what"], " "), (["version"], "why"), (["nothing"], "why")])
def test_it_wants_texts_of_the_record_and_a_reason(columns, why):
    with pytest.raises(Refused, match="Say why"):
        redact(record=horizon.trend(), columns=columns, by=make.viewer("coordinator"), why=why)


def test_it_is_not_for_everyone():
    with pytest.raises(NotAllowed):
        redact(record=horizon.trend(), columns=["what"], by=make.viewer("analyst"), why="because")
