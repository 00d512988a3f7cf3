"""A year's end: five answers about what was tried, by who leads it or the team."""

from typing import Any

from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import today
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from memory.models import Intervention, YearEnd
from memory.rules import ANSWER_YEAR
from memory.years import in_words, latest_ended, ran_in


@action
def answer_year(*, intervention: Intervention, year: int, by: Viewer, **words: Any) -> YearEnd:
    """Five answers for the year that began in that April. `words`: columns of YearEnd. Raises Refused where it did not
    run in that year, the year is not about to end, or somebody has answered."""
    demand(ANSWER_YEAR, by, intervention)
    if not ran_in(year, intervention.begins, intervention.ends):
        raise Refused(f"It did not run in {in_words(year)}.")
    if year > latest_ended(today()):
        raise Refused(f"Answer for {in_words(year)} from 1 March {year + 1}, when the year ends.")
    return save(YearEnd(intervention=intervention, year=year, created_by_id=by.person_id, **words))


@action
def change_year(*, answers: YearEnd, version: int, by: Viewer, **words: Any) -> YearEnd:
    """Other answers for the same year. Raises Stale."""
    demand(ANSWER_YEAR, by, answers.intervention)
    row = take(answers, version)
    for column, value in words.items():
        setattr(row, column, value)
    return save(row)
