"""What a trend says on its one page. Kept with the assessment once the analyst marks it ready, so that what was cleared
is what PDG reads, whatever the trend's own page says by then."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from bcsp.govuk.sentences import lowered
from bcsp.records.redaction import REMOVED
from horizon.choices import AssessmentState, SourceType, TrendKind
from horizon.models import Assessment, Trend

MOST_WARDS = 4


@dataclass(frozen=True)
class TrendWords:
    """The trend's part of the summary, as plain texts; `since` is a day, kind and source are keys of their choices."""

    title: str
    what: str
    new: str
    place: str
    since: str
    theme: str
    kind: str
    source: str

    @property
    def kind_in_words(self) -> str:
        return lowered(dict(TrendKind.choices).get(self.kind, self.kind).split(":")[0])

    @property
    def source_in_words(self) -> str:
        return lowered(dict(SourceType.choices).get(self.source, self.source))

    @property
    def since_day(self) -> date:
        return date.fromisoformat(self.since)


def words_of(trend: Trend) -> TrendWords:
    """As the trend stands now."""
    return TrendWords(
        title=trend.title,
        what=trend.what,
        new=trend.new,
        place=place_of(trend),
        since=trend.since.isoformat(),
        theme=trend.theme.label,
        kind=trend.kind,
        source=trend.source_type,
    )


def words_for(row: Assessment) -> TrendWords:
    """What this version says of its trend: as it was when it was marked ready, or live while it is a draft."""
    if row.state == AssessmentState.DRAFT:
        return words_of(row.trend)
    kept = {field.name: row.about.get(field.name, REMOVED) for field in fields(TrendWords)}
    return TrendWords(**{**kept, "since": row.about.get("since", row.trend.since.isoformat())})


def to_keep(trend: Trend) -> dict[str, Any]:
    """The words as the assessment's column `about` holds them."""
    return asdict(words_of(trend))


def place_of(trend: Trend) -> str:
    """Where, with the names of its wards: of many the first few, and how many more."""
    names = [ward.name for ward in trend.wards.all()]
    more = [f"{len(names) - MOST_WARDS} more wards"] if len(names) > MOST_WARDS + 1 else []
    shown = names[:MOST_WARDS] if more else names
    return f"{trend.place} ({', '.join(shown + more)})" if names else trend.place
