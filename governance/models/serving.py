"""Whose drafts a viewer prepares, written once for every record that begins as a draft."""

from django.db.models import Q

from bcsp.people.models import Organisation
from bcsp.people.roles import Role
from bcsp.records.models import ALL, NONE


def serving_q(viewer, to_body: str, *offices: Role) -> Q:
    """Rows of the bodies in which the viewer holds one of the offices; all of them for the coordinator, who serves
    every body. `to_body` leads from the row to its body's key, such as `meeting__body_id`.

    An office counts in its own body alone: the chair of one body has no part in another's drafts.
    """
    if Role.COORDINATOR in viewer.roles:
        return ALL
    served = sorted(body for body, role in viewer.places if role in offices)
    return Q(**{f"{to_body}__in": served}) if served else NONE


def speaks_for_all(viewer) -> bool:
    """Whether the viewer speaks for the whole partnership: as the Board's chair or clerk, or as the coordinator."""
    if Role.COORDINATOR in viewer.roles:
        return True
    led = sorted(body for body, role in viewer.places if role in (Role.CHAIR, Role.CLERK))
    return bool(led) and Organisation.objects.filter(tier=Organisation.Tier.BOARD, pk__in=led).exists()
