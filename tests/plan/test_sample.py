"""load_demo: the sample partnership is loaded once, with the demo sign-ins, and its past says what was done."""

import pytest
from django.apps import apps

from bcsp.people.models import User
from bcsp.people.sample import SIGN_INS
from bcsp.plan.sample import load_demo
from tests.make import PERSONAS
from tests.plan.rows import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sampled")]


def test_a_second_loading_changes_nothing(settings):
    settings.DEVELOPMENT = True
    before = rows()
    assert not load_demo()
    assert rows() == before


def test_its_sign_ins_are_the_personas():
    assert set(User.objects.values_list("email", flat=True)) == {sign_in.email for sign_in in SIGN_INS}
    assert {sign_in.login for sign_in in SIGN_INS} == set(PERSONAS)


def test_every_event_says_what_was_done():
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            assert not model.objects.filter(pgh_context=None).exists(), model._meta.label
