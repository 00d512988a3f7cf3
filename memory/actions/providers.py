"""Providers used: in which year, for what and for how much, within an intervention."""

from decimal import Decimal

from bcsp.people.actions import record_organisation
from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from memory.actions.applicants import known_as, known_to_us
from memory.models import Intervention, ProviderReview, ProviderUse
from memory.rules import RECORD


@action
def record_use(
    *,
    intervention: Intervention,
    by: Viewer,
    year: int,
    what: str,
    amount: Decimal,
    provider: Organisation | None = None,
    new: str = "",
) -> ProviderUse:
    """A provider used in the year that began in April `year`. One that is not among the organisations is made one of
    them by its name, `new`: known by that name, now or earlier, it is that organisation."""
    demand(RECORD, by, intervention)
    words = {"year": year, "what": what, "amount": amount}
    return save(ProviderUse(intervention=intervention, provider=_provider(provider, new, by), **words))


@action
def change_use(
    *,
    use: ProviderUse,
    version: int,
    by: Viewer,
    year: int,
    what: str,
    amount: Decimal,
    provider: Organisation | None = None,
    new: str = "",
) -> ProviderUse:
    """Correct a use. `version` is the intervention's, which holds its uses together. Raises Stale."""
    demand(RECORD, by, use.intervention)
    save(take(use.intervention, version))
    row = ProviderUse.objects.select_for_update().get(pk=use.pk)
    row.provider, row.year, row.what, row.amount = _provider(provider, new, by), year, what, amount
    return save(row)


@action
def remove_use(*, use: ProviderUse, version: int, by: Viewer) -> None:
    """Take out a use that never was; it stays in the history. Raises Stale, Refused."""
    demand(RECORD, by, use.intervention)
    if ProviderReview.objects.filter(use=use).exists():
        raise Refused("A review was written of this use, so it stays.")
    save(take(use.intervention, version))
    ProviderUse.objects.get(pk=use.pk).delete()


def _provider(provider: Organisation | None, new: str, by: Viewer) -> Organisation:
    """The organisation; a new one is the applicant of that name, if there is one, for an applicant's reviews wait."""
    if provider:
        return provider
    made = record_organisation(name=new, by=by)
    if applicant := known_as(made.name):
        known_to_us(applicant, made)
    return made
