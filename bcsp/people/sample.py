"""The people of the sample partnership: plainly invented, with the demo sign-ins and their places."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from bcsp.people.actions import rename_organisation, say_named
from bcsp.people.models import Membership, Organisation, Person, Post, User
from bcsp.people.roles import Role
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.viewer import Viewer

PASSWORD = "demo-only-password"  # noqa: S105  it opens nothing but the invented partnership


FOR = "Member for"
YEAR = 365


@dataclass(frozen=True)
class SignIn:
    """A demo sign-in: the part before @example.org, the invented name, places as (organisation's slug, role), post."""

    login: str
    name: str
    places: tuple[tuple[str, Role], ...]
    post: str = ""
    does: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@example.org"


SIGN_INS = (
    SignIn("analyst", "Asha Fernleaf", (("bcsp", Role.ANALYST),), "Analyst", "logs and assesses trends"),
    SignIn("analyst2", "Tamsin Orrery", (("bcsp", Role.ANALYST),), "", "a second analyst"),
    SignIn("coordinator", "Colm Thistledown", (("bcsp", Role.COORDINATOR),), "Coordinator", "clears summaries"),
    SignIn("clerk", "Wilf Penhallow", (("pdg", Role.CLERK), ("board", Role.CLERK)), "", "agendas, packs, decisions"),
    SignIn("chair", "Supt R. Hollowmere", (("pdg", Role.CHAIR),), "Chair", "chairs PDG"),
    SignIn("pdg", "Maud Kestrelman", (("pdg", Role.MEMBER),), f"{FOR} Birmingham City Council", "a PDG member"),
    SignIn("board", "Ines Marrowby", (("board", Role.MEMBER),), f"{FOR} Birmingham City Council", "a Board member"),
    SignIn("ldg.north", "Delroy Catkin", (("ldg-north", Role.LEAD),), "Local lead", "leads LDG North"),
    SignIn("ldg.south", "Priya Larkspur", (("ldg-south", Role.LEAD),), "Local lead", "leads LDG South"),
    SignIn("ldg.east", "Owen Hartsease", (("ldg-east", Role.LEAD),), "Local lead", "leads LDG East"),
    SignIn("ldg.west", "Zofia Brambling", (("ldg-west-central", Role.LEAD),), "Local lead", "leads LDG West & Central"),
    SignIn("partner", "Bogna Teasel", (("quillmoor-neighbourhood-forum", Role.MEMBER),), "", "a third-sector partner"),
    SignIn("outsider", "Ned Furlong", (), "", "has no membership"),
    SignIn("admin", "Hester Quillfeather", (("bcsp", Role.ADMINISTRATOR),), "", "invites people"),
)

# Seats on the Board, each speaking for an organisation (its slug); PDG has its seats from the plan.
BOARD_SEATS = (
    "birmingham-city-council",
    "west-midlands-police",
    "west-midlands-fire-service",
    "birmingham-and-solihull-icb",
    "local-policing-body",
)
ON_THE_BOARD = "Speaks and decides for their organisation on the Board, and answers to it for what was agreed."
NAMED = ("chair", "coordinator")  # who says that their name may stand on public pages
# Who holds a seat without a sign-in: body, whom they speak for (none: the chair), name. The others are vacant.
SEATED = (
    ("pdg", "west-midlands-police", "Supt Arden Whitlock"),
    ("pdg", "west-midlands-fire-service", "Sorrel Ainsdale"),
    ("pdg", "probation-service", "Ferris Oakapple"),
    ("board", "", "Cllr Thora Pennyfield"),
    ("board", "west-midlands-police", "ACC Lorcan Featherby"),
    ("board", "west-midlands-fire-service", "Hanne Gallowglass"),
    ("board", "local-policing-body", "Edric Vantongeren"),
)
ORGANISATIONS = (
    ("brindle-lock-youth-works", "Brindle Lock Youth Works", "mentoring"),
    ("copperwell-restorative", "Copperwell Restorative CIC", "mediation"),
    ("quillmoor-neighbourhood-forum", "Quillmoor Neighbourhood Forum", "residents"),
    ("lantern-row-support", "Lantern Row Support", "domestic abuse"),
    ("tallowgate-night-marshals", "Tallowgate Night Marshals CIC", "night-time safety"),
    ("second-whistle-sports-trust", "Second Whistle Sports Trust", "sport for young people"),
    ("larkhurst-friends", "Larkhurst Friends of All Faiths", "faith and friendship"),
    ("ninefold-housing", "Ninefold Housing Co-operative", "housing"),
    ("open-gate-resettlement", "Open Gate Resettlement", "resettlement"),
    ("sawdust-collective", "The Sawdust Collective", "makers' workshop"),
    ("elmcroft-carers-circle", "Elmcroft Carers' Circle", "older adults"),
    ("cogwheel-bike-kitchen", "Cogwheel Bike Kitchen", "bicycles mended and lent"),
)
RENAMED = {"cogwheel-bike-kitchen": ("Greenhand Recyclers", 400)}  # what it was called, until so many days ago


def sample_people() -> None:
    """Write the invented organisations, people, posts and sign-ins. Memberships began a year ago."""
    for number, (slug, name, purpose) in enumerate(ORGANISATIONS, 1):
        Organisation.objects.create(
            slug=slug,
            name=RENAMED[slug][0] if slug in RENAMED else name,
            kind=Organisation.Kind.THIRD_SECTOR,
            purpose=purpose,
            identifier=f"XX-SAMPLE-{number:03d}",
            is_sample=True,
        )
    _seats_on_the_board()
    password = make_password(PASSWORD)  # once for all: making it slow to guess takes its time, and everyone knows it
    for sign_in in SIGN_INS:
        person = Person.objects.create(name=sign_in.name, is_sample=True)
        User.objects.create(email=sign_in.email, person=person, password=password)
        for slug, role in sign_in.places:
            organisation = Organisation.objects.get(slug=slug)
            post = Post.objects.filter(organisation=organisation, label=sign_in.post).first()
            Membership.objects.create(
                person=person,
                organisation=organisation,
                role=role,
                post=post,
                during=since(today() - timedelta(days=YEAR)),
            )
    _seated()
    _renamed({slug: name for slug, name, _ in ORGANISATIONS})
    for login in NAMED:
        me = acting(login)
        say_named(person=Person.objects.get(pk=me.person_id), named=True, by=me)


def _renamed(names: dict[str, str]) -> None:
    for slug, (was, days) in RENAMED.items():
        given = {"organisation": Organisation.objects.get(slug=slug), "day": today() - timedelta(days=days)}
        rename_organisation(was=was, name=names[slug], **given, by=acting("coordinator"))


def _seats_on_the_board() -> None:
    board = Organisation.objects.get(slug="board")
    for slug in BOARD_SEATS:
        other = Organisation.objects.get(slug=slug)
        given = {"label": f"{FOR} {other}", "on_behalf_of": other, "duties": ON_THE_BOARD, "is_sample": True}
        Post.objects.create(organisation=board, **given)


def _seated() -> None:
    """The holders of seats who don't sign in here."""
    for slug, speaks_for, name in SEATED:
        posts = Post.objects.filter(organisation__slug=slug)
        post = posts.get(on_behalf_of__slug=speaks_for) if speaks_for else posts.get(label="Chair")
        Membership.objects.create(
            person=Person.objects.create(name=name, is_sample=True),
            organisation=post.organisation,
            role=Role.MEMBER if speaks_for else Role.CHAIR,
            post=post,
            during=since(today() - timedelta(days=YEAR)),
        )


def acting(login: str) -> Viewer:
    """The viewer behind a demo sign-in, for the rest of the sample data to be written through the real actions."""
    return Viewer.of(User.objects.select_related("person").get(email=f"{login}@example.org"))
