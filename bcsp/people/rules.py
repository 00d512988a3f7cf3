from typing import Any

from bcsp.people.models import Organisation
from bcsp.people.roles import ANYONE_WITH_A_SEAT, Role, may


def is_oneself(viewer: Any, person: Any) -> bool:
    return person is None or person.pk == viewer.person_id


def coordinates_or_clerks_the_board(viewer: Any, thing: Any) -> bool:
    if Role.COORDINATOR in viewer.roles:
        return True
    clerked = [body for body, role in viewer.places if role == Role.CLERK]
    return Organisation.objects.filter(tier=Organisation.Tier.BOARD, pk__in=clerked).exists()


def is_third_sector(viewer: Any, organisation: Any) -> bool:
    return organisation is None or organisation.kind == Organisation.Kind.THIRD_SECTOR


INVITE = may("people.invite", "invite people and give them their places", Role.ADMINISTRATOR)
NAME_ONESELF = may(
    "people.name_oneself",
    "say whether their own name may stand on public pages",
    *ANYONE_WITH_A_SEAT,
    where=is_oneself,
    also=is_oneself,  # whoever left may take it back: pages of past days go by what they say today
    whose="Only you yourself can say this of your name.",
)
CHANGE_DUTIES = may(
    "people.change_duties",
    "say what a post's duties are",
    Role.COORDINATOR,
    Role.CLERK,
    where=coordinates_or_clerks_the_board,
    whose="The coordinator and the Board's clerk say what a post's duties are, because everybody reads them.",
)
TEAM = (Role.COORDINATOR, Role.ANALYST, Role.CLERK)
RECORD_ORGANISATION = may("people.record_organisation", "record an organisation by its name", *TEAM)
RENAME = may(
    "people.rename",
    "say what an organisation is called now",
    *TEAM,
    where=is_third_sector,
    whose="Organisations of the third sector are renamed here; the others have their names from the plan's own rows.",
)
