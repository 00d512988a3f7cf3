"""Of the invented partnership: the days on which its bodies meet, and the rules that give them."""

from datetime import date, timedelta

from bcsp.records.clock import today
from bcsp.records.working_days import next_working_day
from governance.choices import Cycle, Week, Weekday
from governance.cycle import day_in_month

PDG_NOW, BOARD_LAST = 14, -28  # days from the first load; the rules give the other meetings from these
CYCLES = {"pdg": Cycle.TWO_MONTHLY, "board": Cycle.QUARTERLY}


def thursday(days: int) -> date:
    """The Thursday of the week so many days from today."""
    day = today() + timedelta(days=days)
    return day + timedelta(days=3 - day.weekday())


def pdg(turn: int) -> date:
    """The day of PDG's coming meeting (0), of the last one (-1), of the next but one (1) and so on."""
    return _in_turn("pdg", turn)


def board(turn: int) -> date:
    """The day of the Board's last meeting (0), of the one before it (-1), of the next (1) and so on."""
    return _in_turn("board", turn)


def rules(slug: str) -> dict[str, int]:
    """What of the body's rules gives these days."""
    first = _meant(slug)
    week = Week(min((first.day + 6) // 7, Week.LAST))
    return {"cycle": CYCLES[slug], "first_month": first.month, "week": week, "weekday": Weekday.THURSDAY}


def _meant(slug: str) -> date:
    return thursday({"pdg": PDG_NOW, "board": BOARD_LAST}[slug])


def _in_turn(slug: str, turn: int) -> date:
    years, month = divmod(_meant(slug).month - 1 + turn * CYCLES[slug], 12)
    given = rules(slug)
    return next_working_day(
        day_in_month(date(_meant(slug).year + years, month + 1, 1), given["week"], given["weekday"])
    )
