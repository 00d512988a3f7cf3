"""The sample partnership: plainly invented, written once, through the real actions, with its past lived through."""

from django.conf import settings
from django.db import transaction

from bcsp.people.models import Person
from bcsp.people.sample import sample_people
from bcsp.records.actions import history_context
from bcsp.records.errors import Refused
from bcsp.strands import strands


def load_demo() -> bool:
    """Write the sample partnership; False where it is there already. Raises Refused outside development."""
    if not settings.DEVELOPMENT:
        raise Refused("The sample partnership is for trying things out only: it is never loaded where DEBUG is off.")
    if Person.objects.filter(is_sample=True).exists():
        return False
    with transaction.atomic():
        with history_context("load_demo", by=None):
            sample_people()
        for strand in strands():
            strand.sample()
    return True
