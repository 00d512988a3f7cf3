"""What a body agrees about itself: its rules from a day on, and the meetings of a year that follow from them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import today
from bcsp.records.dated import since
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.meetings import arrange_meeting
from governance.choices import TOOK_PLACE
from governance.cycle import Planned
from governance.models import BodyRules, Meeting


@action
def set_rules(*, body: Organisation, first: date, by: Viewer, **words: Any) -> BodyRules:
    """The body's rules from the day `first` on; those before it end there and stay to be read.

    Raises Refused where later rules are recorded already, or a meeting since then was held under the old ones.
    """
    demand(rules.SET_RULES, by, body)
    Organisation.objects.select_for_update().get(pk=body.pk)  # two at once would both end the same rules
    later = BodyRules.objects.filter(body=body, during__startswith__gt=first).first()
    if later:
        raise Refused(f"Rules from {later.since:%-d %B %Y} are recorded already. Choose a day after it.")
    held = (
        Meeting.objects.filter(body=body, state__in=TOOK_PLACE, starts_at__date__gte=first)
        .order_by("starts_at")
        .first()
    )
    if held and first < today():
        raise Refused(
            f"{held} was held under the rules of its day, which can't change afterwards. Choose a day after it."
        )
    before = BodyRules.objects.filter(body=body, during__contains=first).first()
    if before and before.since == first:
        for column, value in words.items():
            setattr(before, column, value)
        return save(before)
    if before:
        before.during = DateRange(before.since, first)
        save(before)
    return save(BodyRules(body=body, during=since(first), **words))


@action
def arrange_year(*, body: Organisation, meetings: Iterable[Planned], by: Viewer) -> list[Meeting]:
    """Arrange these meetings of the cycle, all or none; one that is there already is passed over."""
    demand(rules.PREPARE, by, body)
    there = set(Meeting.objects.filter(body=body).values_list("starts_at", flat=True))
    return [
        arrange_meeting(body=body, starts_at=each.starts_at, by=by)  # papers close as its rules say
        for each in meetings
        if each.starts_at not in there
    ]
