"""From when an edition can be in force, and by when it can be reviewed."""

from datetime import date, timedelta

from bcsp.records.clock import today
from governance.models import Edition


def earliest() -> date:
    """The first day on which the next edition can come into force: today, or the day after that of the last one."""
    last = _last()
    return max(today(), last.effective_from + timedelta(days=1)) if last else today()


def wrong_dates(first: date | None, review: date | None) -> dict[str, str]:
    """What is wrong with an edition's dates, by the name of the column; a date that is not given is not looked at."""
    wrong = {"effective_from": _wrong_first(first) if first else "", "review_due": ""}
    if first and review and review <= first:
        wrong["review_due"] = "The review date must be after the day from which the edition is in force."
    return {name: says for name, says in wrong.items() if says}


def _wrong_first(first: date) -> str:
    if first < today():
        return "An edition comes into force on the day of its publishing or later. Choose today or a later day."
    last = _last()
    if last and first <= last.effective_from:
        return f"Edition {last.number} comes into force on {last.effective_from:%-d %B %Y}. Choose a day after it."
    return ""


def _last() -> Edition | None:
    """The last that comes into force, withdrawn ones too: no two begin on the same day."""
    return Edition.objects.issued().light().order_by("-effective_from").first()
