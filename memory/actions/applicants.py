"""Applicants: known again by any name that they had, renamed and merged without splitting what they asked for."""

from bcsp.people.models import Organisation
from bcsp.people.queries import organisation_named
from bcsp.records.actions import action, demand, save, take
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from memory.actions.interventions import readers
from memory.models import Applicant
from memory.rules import LOG_APPLICATION


def applicant_named(who: str, by: Viewer) -> Applicant:
    """The applicant of that name, now or earlier, or whoever it merged into; a new one where nobody is known by it.

    One of the partnership's organisations by that name, now or earlier, is known as such from then on.
    """
    name = " ".join(who.split())
    organisation = organisation_named(name)
    found = known_as(name) or (organisation and Applicant.objects.filter(organisation=organisation).first())
    if found is None:
        found = Applicant(name=name, created_by_id=by.person_id, organisation=organisation, **readers(Audience.NAMED))
        return save(found)
    if organisation:
        found = known_to_us(found, organisation)
    return found.became or found


def known_to_us(row: Applicant, organisation: Organisation) -> Applicant:
    """Known as that organisation from now on, where neither is known as another yet."""
    if row.organisation_id or Applicant.objects.filter(organisation=organisation).exists():
        return row
    row = take(row, row.version)
    row.organisation = organisation
    return save(row)


def known_as(name: str) -> Applicant | None:
    """Whoever is called so; else whoever was, or goes by that name too."""
    rows = Applicant.objects.order_by("became_id", "pk")
    named = rows.filter(name__iexact=name).first()
    near = rows.filter(also_called__icontains=name) if named is None else ()
    said = name.casefold()
    return named or next((row for row in near if said in map(str.casefold, row.other_names)), None)


@action
def change_applicant(
    *,
    applicant: Applicant,
    version: int,
    name: str,
    identifier: str,
    also_called: str,
    organisation: Organisation | None,
    by: Viewer,
) -> Applicant:
    """What it is called now, its org-id, and as which organisation it is known. The name that it had stays among its
    other names, so that it finds it. Raises Stale, Refused."""
    demand(LOG_APPLICATION, by, applicant)
    row, name = take(applicant, version), " ".join(name.split())
    if name.casefold() != row.name.casefold():
        other = known_as(name)
        if other and other.pk != row.pk and other.became_id != row.pk:
            raise Refused(f"Another applicant is called {name}, or was. If they are one now, merge the two.")
        also_called = f"{row.name}; {also_called}"
    row.name, row.identifier, row.organisation = name, identifier, organisation
    row.also_called = _without(name, also_called)
    if len(row.also_called) > Applicant._meta.get_field("also_called").max_length:
        raise Refused("There is no room for one more name. Take out one that nobody uses.")
    return save(row)


def _without(name: str, also_called: str) -> str:
    """Other names, each once, without the one that it has now."""
    names = {said.casefold(): said for said in (" ".join(part.split()) for part in also_called.split(";")) if said}
    names.pop(name.casefold(), None)
    return "; ".join(names.values())


@action
def merge_applicant(*, applicant: Applicant, version: int, into: Applicant, why: str, by: Viewer) -> Applicant:
    """It became another, and those that became it before go along: a family is a root with what became it.

    Both locked in one order, so that two who merge them into each other at once can't both. Raises Stale, Refused.
    """
    demand(LOG_APPLICATION, by, applicant)
    demand(LOG_APPLICATION, by, into)
    list(Applicant.objects.select_for_update().filter(pk__in=[applicant.pk, into.pk]).order_by("pk"))
    row, into = take(applicant, version), Applicant.objects.get(pk=into.pk)
    if into.became_id:
        raise Refused(f"{into} has merged into {into.became} itself. Choose that one.")
    if row.became_id:
        raise Refused(f"{row} has merged into {row.became} already.")
    for before in Applicant.objects.filter(became=row).order_by("pk"):
        _become(take(before, before.version), into, before.became_why)
    return _become(row, into, why)


def _become(row: Applicant, into: Applicant, why: str) -> Applicant:
    row.became, row.became_why = into, why
    return save(row)
