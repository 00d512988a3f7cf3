"""What good commissioning asks of a funding round, and where one departs from it: a fair default after the Compact and
the Best Value guidance (domain.md §6.11). Advice, never a block: a round departs from it with a recorded reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from governance.choices import MeetingState
from governance.models import Meeting
from memory.choices import Stage

WEEK = timedelta(weeks=1)
CONSULTATION, CALL, DECISION, MOBILISATION = 12 * WEEK, 6 * WEEK, 6 * WEEK, 4 * WEEK
NOTICE_MONTHS = 3
Days = tuple[date, date]  # first and last


@dataclass(frozen=True)
class Planned:
    """A round as far as advice needs it: its stages by name, the meeting that decides, when funding ends and when
    those who have it are told; and the school holidays that are known."""

    stages: Mapping[Stage, Days]
    meeting: Meeting | None = None
    ends_on: date | None = None
    notice_on: date | None = None
    holidays: tuple[Days, ...] = ()


@dataclass(frozen=True)
class Advised:
    """A piece of advice that the round departs from: its rule's key, and in a sentence what to do."""

    rule: str
    says: str


def advice(planned: Planned) -> list[Advised]:
    """What the round departs from, in the order of its stages. What is not planned yet is not advised upon."""
    return [Advised(rule, says) for rule, look in RULES.items() if (says := look(planned))]


def _length(days: Days) -> timedelta:
    return days[1] - days[0] + timedelta(days=1)


def _consultation(planned: Planned) -> str:
    days = planned.stages.get(Stage.CONSULTATION)
    if days is None or _length(days) >= CONSULTATION:
        return ""
    return f"The consultation takes {_length(days).days // 7} weeks. Twelve are usual: give it more, or say why not."


def _call(planned: Planned) -> str:
    days = planned.stages.get(Stage.CALL)
    if days is None or _length(days) >= CALL:
        return ""
    return (
        f"The call is open for {_length(days).days // 7} weeks. Give small organisations at least six, or say why not."
    )


def _call_in_term(planned: Planned) -> str:
    """Not only over school holidays: at least half of its days lie in a term."""
    days = planned.stages.get(Stage.CALL)
    if days is None:
        return ""
    free = sum((_shared(days, holiday) for holiday in planned.holidays), timedelta())
    if 2 * free <= _length(days):
        return ""
    return "More than half of the call lies in school holidays, when volunteers are away. Move it, or say why not."


def _shared(days: Days, holiday: Days) -> timedelta:
    first, last = max(days[0], holiday[0]), min(days[1], holiday[1])
    return max(last - first + timedelta(days=1), timedelta())


def _decision_soon(planned: Planned) -> str:
    call, decision = planned.stages.get(Stage.CALL), planned.stages.get(Stage.DECISION)
    if call is None or decision is None or decision[1] - call[1] <= DECISION:
        return ""
    return "The decision comes more than six weeks after the call closes. Bring it forward, or say why not."


def _meeting(planned: Planned) -> str:
    """A decision that needs a meeting which exists: one that moved or was cancelled is noticed here."""
    days, meeting = planned.stages.get(Stage.DECISION), planned.meeting
    if days is None:
        return ""
    if meeting is None:
        return "No meeting is named that decides. Name one, or say who decides under which authority."
    if meeting.state == MeetingState.CANCELLED:
        return f"{meeting} is cancelled, and this round waits for it. Name another meeting."
    if not days[0] <= meeting.day <= days[1]:
        return (
            f"{meeting} is on {meeting.day:%-d %B %Y}, outside the days planned for the decision "
            f"({days[0]:%-d %B} to {days[1]:%-d %B %Y}). Move the stage, or name another meeting."
        )
    return ""


def _mobilisation(planned: Planned) -> str:
    days = planned.stages.get(Stage.MOBILISE)
    if days is None or _length(days) >= MOBILISATION:
        return ""
    return "Those who are funded have less than four weeks to begin. Give them more, or say why not."


def _notice(planned: Planned) -> str:
    if planned.ends_on is None:
        return ""
    latest = months_before(planned.ends_on, NOTICE_MONTHS)
    if planned.notice_on and planned.notice_on <= latest:
        return ""
    return (
        f"The funding ends on {planned.ends_on:%-d %B %Y}. Tell those who have it by {latest:%-d %B %Y}: three months "
        "before, with reasons."
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last where it has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


RULES: Mapping[str, Callable[[Planned], str]] = {
    "consultation": _consultation,
    "call": _call,
    "call_in_term": _call_in_term,
    "decision_soon": _decision_soon,
    "meeting": _meeting,
    "mobilisation": _mobilisation,
    "notice": _notice,
}


def unanswered(found: Iterable[Advised], answered: Iterable[str]) -> list[Advised]:
    """Advice for which no reason is recorded."""
    kept = set(answered)
    return [each for each in found if each.rule not in kept]
