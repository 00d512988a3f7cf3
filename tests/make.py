"""What tests of every strand make: people with places, and the viewers and clients that act for them.

The plan's rows (bodies, wards, scales) are there already: each test's database is a clone that load_plan filled.
"""

from datetime import timedelta
from itertools import count

from django.test import Client

from bcsp.people.models import Membership, Organisation, Person, User
from bcsp.people.roles import Role
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.viewer import Viewer

_numbers = count(1)
# The personas of the house, with the places that the demo sign-ins have.
PERSONAS = {
    "analyst": [("bcsp", Role.ANALYST)],
    "analyst2": [("bcsp", Role.ANALYST)],
    "coordinator": [("bcsp", Role.COORDINATOR)],
    "clerk": [("pdg", Role.CLERK), ("board", Role.CLERK)],
    "chair": [("pdg", Role.CHAIR)],
    "pdg": [("pdg", Role.MEMBER)],
    "board": [("board", Role.MEMBER)],
    "ldg.north": [("ldg-north", Role.LEAD)],
    "ldg.south": [("ldg-south", Role.LEAD)],
    "ldg.east": [("ldg-east", Role.LEAD)],
    "ldg.west": [("ldg-west-central", Role.LEAD)],
    "partner": [("bvsc", Role.MEMBER)],
    "outsider": [],
    "admin": [("bcsp", Role.ADMINISTRATOR)],
}


def body(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def user(persona: str) -> User:
    """The sign-in of a persona; made once a test, with its places since a year ago."""
    email = f"{persona}@test.example.org"
    found = User.objects.select_related("person").filter(email=email).first()
    if found:
        return found
    person = Person.objects.create(name=f"{persona.title()} Persona{next(_numbers)}")
    for slug, role in PERSONAS[persona]:
        Membership.objects.create(
            person=person, organisation=body(slug), role=role, during=since(today() - timedelta(days=365))
        )
    return User.objects.create_user(email, person)


def viewer(persona: str) -> Viewer:
    """The viewer of a persona; `public` for everyone."""
    return Viewer.public() if persona in {"public", "anonymous"} else Viewer.of(user(persona))


def client(persona: str) -> Client:
    """A test client signed in as a persona; `anonymous` for none. It raises what a view raises."""
    browser = Client()
    if persona != "anonymous":
        browser.force_login(user(persona))
    return browser


def text(answer) -> str:
    """What a page says, with its tags."""
    return answer.content.decode()
