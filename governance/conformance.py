"""How a body keeps its own rules: each meeting of a year measured by the rules that were in force on its day.

What a body has not set is "not set": nothing is measured by it. Internal: for the body and the community safety team.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from bcsp.documents.models import StoredPaper
from bcsp.people.models import Organisation
from bcsp.records.clock import day_of
from bcsp.records.working_days import working_days_since
from governance import cycle, queries
from governance.choices import FILLED, ISSUED, MeetingState
from governance.models import Attendance, BodyRules, Decision, ItemPaper, Meeting, Report
from governance.notices import NOTICE_DAYS


@dataclass(frozen=True)
class Measure:
    """A rule measured: what is said, and whether it was kept; `kept` is None where nothing is measured."""

    says: str
    kept: bool | None = None


NOT_SET = Measure("Not set")


@dataclass(frozen=True)
class Taken:
    """An agreed decision, as far as it is measured; the access log reads the last two."""

    reference: str
    url: str
    decided_on: date
    agreed_on: date
    has_review: bool  # or needs none, because another decision took its place
    seats_present: int | None = None
    seats_needed: int | None = None
    is_named: bool = False
    read_as: str = ""

    @property
    def in_time(self) -> bool:
        return working_days_since(self.decided_on, self.agreed_on) <= NOTICE_DAYS

    @property
    def without_quorum(self) -> bool:
        return None not in (self.seats_present, self.seats_needed) and self.seats_present < self.seats_needed


@dataclass(frozen=True)
class Kept:
    """What is measured at one meeting, or of the decisions between meetings (then `meeting` is None)."""

    meeting: Meeting | None
    notice: Measure = NOT_SET
    papers: Measure = NOT_SET
    quorum: Measure = NOT_SET
    reviews: Measure = NOT_SET
    notices: Measure = NOT_SET
    unreviewed: tuple[Taken, ...] = ()

    @property
    def counts(self) -> bool:
        return self.meeting is None or self.meeting.state != MeetingState.CANCELLED


@dataclass(frozen=True)
class Seat:
    """How often a seat was filled, by its holder or a substitute, of the meetings whose attendance is on record."""

    label: str
    filled: int
    met: int

    @property
    def percent(self) -> int:
        return round(100 * self.filled / self.met)


@dataclass(frozen=True)
class Year:
    """A body's year."""

    meetings: list[Kept]
    seats: list[Seat]
    between: Kept | None = None  # decisions that its chair took between meetings

    @property
    def rows(self) -> list[Kept]:
        return [*self.meetings, *filter(None, [self.between])]

    def kept(self, rule: str) -> Measure:
        """How often a rule (`notice`, `papers`, …) was kept, of the rows at which it was measured."""
        found = [getattr(row, rule).kept for row in self.rows if row.counts]
        measured = [each for each in found if each is not None]
        if not measured:
            return Measure("Nothing to measure")
        return Measure(
            f"Kept {sum(measured)} of {len(measured)} time{'' if len(measured) == 1 else 's'}", all(measured)
        )


# Measuring: plain values in, a Measure out ------------------------------------------------------------------------


def notice(rules: BodyRules | None, day: date, told: date | None) -> Measure:
    """Clear working days between the day on which members were told and that of the meeting."""
    found = told and cycle.notice_under(rules, day, told)
    return Measure(f"{found.given} given, {found.wanted_words} wanted", not found.is_short) if found else NOT_SET


def papers(rules: BodyRules | None, total: int, late: int) -> Measure:
    if rules is None or rules.papers_days is None:
        return NOT_SET
    if not total:
        return Measure("No papers")
    return Measure(f"{total - late} of {total} on time", not late)


def quorum(rules: BodyRules | None, filled: int | None, taken: Iterable[Taken] = ()) -> Measure:
    """Seats filled at the meeting, and at each of its decisions; `filled` is None where nobody wrote it down."""
    if rules is None or rules.quorum is None:
        return NOT_SET
    if filled is None:
        return Measure("Attendance is not on record")
    without = [each.reference for each in taken if each.without_quorum]
    says = f"{filled} seat{'' if filled == 1 else 's'} filled, {rules.quorum} needed"
    if without:
        return Measure(f"{says}; not at {', '.join(without)}", False)
    return Measure(says, filled >= rules.quorum)


def reviews(taken: list[Taken]) -> Measure:
    if not taken:
        return Measure("No decisions")
    has = sum(each.has_review for each in taken)
    return Measure(f"{has} of {len(taken)} with a review date", has == len(taken))


def notices(taken: list[Taken]) -> Measure:
    if not taken:
        return Measure("No decisions")
    soon = sum(each.in_time for each in taken)
    return Measure(f"{soon} of {len(taken)} within {NOTICE_DAYS} working days", soon == len(taken))


def attendance(rows: Iterable[tuple[str, str]]) -> list[Seat]:
    """`rows` are (seat, how it was filled), one for each meeting that took place. In the order of the seats' names."""
    met: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for seat, how in rows:
        met[seat] += 1
        filled[seat] += how in FILLED
    return [Seat(seat, filled[seat], met[seat]) for seat in sorted(met)]


# Reading -----------------------------------------------------------------------------------------------------------


@dataclass
class _Read:
    """What the database holds of a year's meetings, by meeting. As many queries for one meeting as for twelve."""

    rules: list[BodyRules]
    papers: dict[int, int] = field(default_factory=Counter)
    late: dict[int, int] = field(default_factory=Counter)
    filled: dict[int, int] = field(default_factory=Counter)
    on_record: set[int] = field(default_factory=set)
    taken: dict[int | None, list[Taken]] = field(default_factory=lambda: defaultdict(list))

    def rules_on(self, day: date) -> BodyRules | None:
        return next((each for each in self.rules if day in each.during), None)


def of_year(body: Organisation, year: int, viewer) -> Year:
    """The body's year. Papers and decisions are those that this viewer may read; of attendance, seats without names.

    Who may ask is `rules.MEASURE`'s to say.
    """
    found = Meeting.objects.visible_to(viewer).filter(body=body, starts_at__year=year)
    meetings = list(found.filter(state__in=[*ISSUED, MeetingState.CANCELLED]).order_by("starts_at"))
    read = _Read(list(BodyRules.objects.filter(body=body)))
    _read_papers(read, meetings, viewer)
    _read_decisions(read, body, meetings, year, viewer)
    held = [meeting for meeting in meetings if meeting.took_place]
    rows = list(Attendance.objects.filter(meeting__in=held).values_list("meeting", "post__label", "how"))
    for meeting, _, how in rows:
        read.on_record.add(meeting)
        read.filled[meeting] += how in FILLED
    between = read.taken.pop(None, [])
    return Year(
        [_kept(meeting, read) for meeting in meetings],
        attendance((seat, how) for _, seat, how in rows),
        _of_decisions(None, between) if between else None,
    )


def _kept(meeting: Meeting, read: _Read) -> Kept:
    if meeting.state == MeetingState.CANCELLED:
        return Kept(meeting)
    rules, taken = read.rules_on(meeting.day), read.taken[meeting.pk]
    filled = read.filled[meeting.pk] if meeting.pk in read.on_record else None
    return _of_decisions(
        meeting,
        taken,
        notice=notice(rules, meeting.day, cycle.told_on(meeting)),
        papers=papers(rules, read.papers[meeting.pk], read.late[meeting.pk]),
        quorum=quorum(rules, filled, taken) if meeting.took_place else Measure("Not held yet"),
    )


def _of_decisions(meeting: Meeting | None, taken: list[Taken], **measures: Measure) -> Kept:
    unreviewed = tuple(each for each in taken if not each.has_review)
    return Kept(meeting, **measures, reviews=reviews(taken), notices=notices(taken), unreviewed=unreviewed)


def _read_papers(read: _Read, meetings: list[Meeting], viewer) -> None:
    """Late is what came in a supplement, and what was first written after the papers had closed."""
    places = ItemPaper.objects.filter(item__meeting__in=meetings, paper__in=StoredPaper.objects.visible_to(viewer))
    report = ContentType.objects.get_for_model(Report).pk
    written = dict(Report.objects.filter(item__meeting__in=meetings).values_list("pk", "created_at"))
    closes = {each.pk: _closes(each, read) for each in meetings}
    for meeting, supplement, kind, key in places.values_list(
        "item__meeting", "supplement", "subject_kind", "subject_id"
    ):
        at = written.get(key) if kind == report else None
        after = bool(at and closes[meeting] and day_of(at) > closes[meeting])
        read.papers[meeting] += 1
        read.late[meeting] += supplement is not None or after


def _closes(meeting: Meeting, read: _Read) -> date | None:
    """The day on which its papers closed: the one that its clerk set, otherwise that of the rules."""
    return meeting.papers_close or cycle.papers_close(read.rules_on(meeting.day), meeting.day)


def _read_decisions(read: _Read, body: Organisation, meetings: list[Meeting], year: int, viewer) -> None:
    of_year = Q(item__meeting__in=meetings) | Q(item__isnull=True, decided_on__year=year)
    for row in queries.decisions(viewer).filter(of_year, body=body).select_related("item").order_by("pk"):
        read.taken[row.item.meeting_id if row.item_id else None].append(_taken(row))


def _taken(row: Decision) -> Taken:
    return Taken(
        reference=row.reference,
        url=row.get_absolute_url(),
        decided_on=row.decided_on,
        agreed_on=day_of(row.agreed_at),
        has_review=row.review_on is not None or row.was_superseded,
        seats_present=row.seats_present,
        seats_needed=row.seats_needed,
        is_named=row.is_named,
        read_as=f"{row._meta.label_lower}:{row.pk}",
    )
