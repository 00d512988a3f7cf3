"""Ten questions in a person's words over the sample partnership: the right record comes first."""

import pytest

from bcsp.people.models import User
from bcsp.records.viewer import Viewer
from bcsp.search.queries import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sampled")]

QUESTIONS = (
    ("has anyone tried packs against cold calling", "What was tried", "Doorstoppers no-cold-calling packs", "Worked"),
    ("who tried battery swap", "What was tried", "Battery Swap Day", "Not delivered"),
    ("tow path lihgts", "What was tried", "Towpath Lights and Marshals", "Promising"),
    ("footbal in the school holidays", "What was tried", "Late Whistle football", "No detectable effect"),
    ("when do packs for older people work", "Lessons", "Volunteers, not post", "Lesson"),
    ("which disputes stayed closed after mediation", "What was tried", "Copperwell Mediation", "Worked"),
    ("library safe rooms", "What was tried", "Library Safe Rooms", "Not evaluated"),
    ("vaeps near schools", "Trends", "Vapes sold near schools", ""),
    ("patrols at school gates", "What was tried", "School Gate Patrols", "No detectable effect"),
    ("electric bike batteries in hallways", "Trends", "E-bike batteries charged in shared-house hallways", ""),
)


def viewer(login: str) -> Viewer:
    return Viewer.of(User.objects.select_related("person").get(email=f"{login}@example.org"))


def test_ten_questions_find_the_right_record_first():
    by, first = viewer("analyst"), []
    for question, _, title, _ in QUESTIONS:
        found = search(question, by)[0]
        first.append((question, found.kind, title if title in found.called else found.called, found.outcome))
    assert first == list(QUESTIONS)
