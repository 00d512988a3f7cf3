from bcsp.people.models import Organisation
from tests.access import Page
from tests.governance import make

MARKERS = dict.fromkeys(("analyst", "analyst2", "coordinator", "clerk", "chair"), 200)


def two_meetings() -> dict:
    label = "governance.meeting"
    return {"label": label, "key": make.published().pk, "past_label": label, "past_key": make.published(1).pk}


ACCESS = [
    Page("records:draft_save", method="post", members=400),
    Page("records:draft_drop", method="post", members=302),
    Page(
        "records:thread",
        make=lambda: {"label": "people.organisation", "pk": Organisation.objects.first().pk},
        members=404,  # an organisation is no step of a thread
    ),
    Page("search:search"),
    Page("search:mark_before", two_meetings, members=403, statuses=MARKERS),
    Page("notices:list"),
]
