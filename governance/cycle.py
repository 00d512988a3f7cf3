"""When a body's rules have it meet: the days of a year, and what each meeting's notice and papers hang on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from bcsp.people.models import Organisation
from bcsp.records.clock import LONDON, day_of, today
from bcsp.records.working_days import bank_holidays, clear_days, latest_with_notice, next_working_day
from governance.choices import Week
from governance.models import BodyRules, Meeting

MORNING = time(10)  # where the rules name no hour


@dataclass(frozen=True)
class Planned:
    """A day on which the rules have a body meet; `moved_from` where that is a bank holiday, with its name."""

    starts_at: datetime
    papers_close: date | None
    moved_from: date | None = None
    holiday: str = ""

    @property
    def day(self) -> date:
        return self.starts_at.date()


@dataclass(frozen=True)
class Notice:
    """How much notice a meeting gives beside what its body's rules want, in clear working days."""

    wanted: int
    last_day: date  # to publish the agenda with that notice
    given: int  # if published on the day asked about

    @property
    def is_short(self) -> bool:
        return self.given < self.wanted

    @property
    def wanted_words(self) -> str:
        """Such as "5 clear working days"."""
        return f"{self.wanted} clear working day{'' if self.wanted == 1 else 's'}"


def rules_of(body: Organisation | int, day: date) -> BodyRules | None:
    """The body's rules in force on a day; None where nobody has set any."""
    return BodyRules.objects.as_at(day).filter(body=body).first()


def year_of(body: Organisation, year: int) -> list[Planned]:
    """The meetings that the rules in force on each day have the body hold in a year; earliest first."""
    found = [each for rules in rules_in(year).filter(body=body) for each in year_under(rules, year)]
    return sorted(found, key=lambda each: each.starts_at)


def year_under(rules: BodyRules, year: int) -> list[Planned]:
    """The meetings of a year that these rules give, on the days on which they are in force."""
    found = (_planned(rules, month) for month in _months(rules, year))
    return [each for each in found if each]


def rules_in(year: int) -> QuerySet[BodyRules]:
    """The rules of bodies that have them meet in some cycle, in force on any day of a year."""
    whole = (date(year, 1, 1), date(year + 1, 1, 1))
    return BodyRules.objects.filter(cycle__isnull=False, during__overlap=whole)


def notice_of(meeting: Meeting, published: date) -> Notice | None:
    """The notice of a meeting whose agenda is published on that day; None where no rule asks for any."""
    return notice_under(rules_of(meeting.body_id, meeting.day), meeting.day, published)


def notice_under(rules: BodyRules | None, day: date, told: date) -> Notice | None:
    """The notice of a meeting on `day` of which its members were told on `told`; None where no rule asks for any."""
    if rules is None or rules.notice_days is None:
        return None
    wanted = rules.notice_days
    return Notice(wanted, latest_with_notice(day, wanted), clear_days(told, day))


def says_short_after_move(body: Organisation, notice: Notice) -> str:
    """What is to be confirmed where a meeting, moved today, gives less notice than its body's rules want."""
    return (
        f"The rules of {body.brief} want {notice.wanted_words} between telling members of the day and the meeting; "
        f"moving it today gives {notice.given}. Tick that it is moved at short notice, or choose a later day."
    )


def told_on(meeting: Meeting) -> date | None:
    """The day on which members were told of the day of a meeting: when its agenda was published, or when it was moved
    to another day since then; None while it is a draft."""
    moved = meeting.moved_from and day_of(meeting.moved_from) != meeting.day
    told = meeting.moved_at if moved else meeting.published_at
    return told and day_of(told)


def papers_close(rules: BodyRules | None, day: date) -> date | None:
    """The day on which papers close for a meeting on `day`; None where it is not set."""
    if rules is None or rules.papers_days is None:
        return None
    return latest_with_notice(day, rules.papers_days - 1) if rules.papers_days else day


def papers_close_ahead(rules: BodyRules | None, day: date) -> date | None:
    """As `papers_close`, for a meeting arranged today: None also where that day is past, since nobody can keep it.

    No other day takes its place: papers are measured by the rules where none is set.
    """
    closes = papers_close(rules, day)
    return closes if closes and closes >= today() else None


def _months(rules: BodyRules, year: int) -> list[date]:
    """The first of each month of the year in which these rules have the body meet."""
    return [date(year, month, 1) for month in range(1, 13) if (month - rules.first_month) % rules.cycle == 0]


def _planned(rules: BodyRules, month: date) -> Planned | None:
    """The meeting of a month; None where the rules were not, or no longer, in force on its day."""
    meant = day_in_month(month, rules.week, rules.weekday)
    if meant not in rules.during:
        return None
    day = next_working_day(meant)
    starts = datetime.combine(day, rules.hour or MORNING, LONDON)
    moved = {"moved_from": meant, "holiday": bank_holidays().get(meant, "")} if day != meant else {}
    return Planned(starts, papers_close(rules, day), **moved)


def day_in_month(month: date, week: int, weekday: int) -> date:
    """Such as the second Thursday of the month."""
    if week == Week.LAST:
        last = month.replace(day=monthrange(month.year, month.month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (week - 1))
