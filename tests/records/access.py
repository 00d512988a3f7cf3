from bcsp.people.models import Organisation
from tests.access import Page

ACCESS = [
    Page("records:draft_save", method="post", members=400),
    Page("records:draft_drop", method="post", members=302),
    Page(
        "records:thread",
        make=lambda: {"label": "people.organisation", "pk": Organisation.objects.first().pk},
        members=404,  # an organisation is no step of a thread
    ),
    Page("search:search"),
    Page("notices:list"),
]
