from tests.access import Page

ADMIN_ALONE = {"admin": 200}
ACCESS = [
    Page("people:organisation_list"),
    Page("people:organisation_detail", make=lambda: {"slug": "pdg"}),
    Page("people:may"),
    Page("people:person_invite", members=403, statuses=ADMIN_ALONE),
]
