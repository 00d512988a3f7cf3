from bcsp.people.actions import record_organisation
from bcsp.people.models import Post
from tests.access import Page
from tests.make import viewer

ADMIN_ALONE = {"admin": 200}
WRITERS = {"coordinator": 200, "clerk": 200}  # the clerk is the Board's


def post() -> dict:
    found = Post.objects.get(organisation__slug="pdg", label="Chair")
    return {"slug": "pdg", "pk": found.pk}


ACCESS = [
    Page("people:organisation_list"),
    Page("people:organisation_detail", make=lambda: {"slug": "pdg"}),
    Page(
        "people:organisation_rename",
        lambda: {"slug": record_organisation(name="Canary Works", by=viewer("clerk")).slug},
        members=403,
        statuses={**WRITERS, "analyst": 200, "analyst2": 200},
    ),
    Page("people:may"),
    Page("people:your_name", statuses={"outsider": 200}),  # also whoever left
    Page("people:post_duties", post, members=403, statuses=WRITERS),
    Page("people:person_invite", members=403, statuses=ADMIN_ALONE),
]
