"""What must hold of every model of the house, whatever strand it belongs to."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from bcsp.records.models import Made

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in {"bcsp", *settings.STRANDS} and not hasattr(model, "pgh_tracked_model")
]
STRAND_ORDER = ["governance", "memory", "partners", "horizon", "ldg"]
# Not remembered, each with its reason.
FORGETTABLE = {
    "documents.readypart": "made again from what is kept",
    "governance.note": "a private note goes for good when the minutes are agreed",
    "people.user": "a history of password hashes would be one more thing to lose",
    "records.counter": "the last number given; the numbered rows are remembered",
    "records.draft": "what a person has not sent is nobody's business",
    "records.sending": "kept for a day, so that a button pressed twice is done once",
    "records.accessevent": "append-only itself",
    "notices.notice": "names no content",
    "documents.storedfile": "bytes; withdrawing says who and why in the row",
    "governance.register": "the head of the chain; its seals are append-only",
    "governance.seal": "append-only itself",
}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label_lower)
def test_history_is_kept(model):
    assert hasattr(model, "pgh_event_model") != (model._meta.label_lower in FORGETTABLE)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label_lower)
def test_every_stamp_is_a_pair_held_by_the_database(model):
    columns = {field.name for field in model._meta.fields}
    held = {constraint.name for constraint in model._meta.constraints}
    for name in columns:
        verb = name.removesuffix("_at")
        if name != verb and f"{verb}_by" in columns and verb != "created":
            assert f"{model._meta.app_label}_{model._meta.model_name}_{verb}_pair" in held


@pytest.mark.parametrize("model", [m for m in OURS if issubclass(m, Made)], ids=lambda m: m._meta.label_lower)
def test_every_record_knows_its_viewers(model):
    assert hasattr(model.objects.all(), "visible_to")


def test_foreign_keys_point_down_the_house():
    for model in OURS:
        app = model._meta.app_label
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label in STRAND_ORDER:
                assert app in STRAND_ORDER, f"the kernel's {model._meta.label} points at a strand"
                target = STRAND_ORDER.index(field.related_model._meta.app_label)
                assert target <= STRAND_ORDER.index(app), f"{model._meta.label}.{field.name} points up"


def test_constraints_speak_plain_english():
    for model in OURS:
        for constraint in model._meta.constraints:
            text = constraint.get_violation_error_message()
            assert "Constraint" not in text or "violated" not in text, f"{constraint.name} has no sentence"
