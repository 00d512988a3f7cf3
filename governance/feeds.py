"""What is new, as Atom feeds (RFC 4287): decisions, published agendas, coming decisions. Each has what its page has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from bcsp.public.addresses import address, host
from governance import coming, public, queries
from governance.models import ComingDecision, Decision, Meeting

MOST = 50
BEFORE_ALL = datetime(2016, 1, 1, tzinfo=UTC)  # an empty feed has not changed since the plan began
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 has no such characters


@dataclass(frozen=True)
class Entry:
    """One entry. `key` makes its id, which it keeps as long as the site keeps its host."""

    key: str  # such as "decision/PDG-2026-001"
    title: str
    url: str
    text: str
    author: str
    published: datetime
    updated: datetime


class Feed(Atom1Feed):
    """A feed without entries is as old as the plan: Django's own is as old as the moment, and so always new."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEFORE_ALL


def decisions() -> Feed:
    """The latest decisions, those agreed last first; one is updated when another takes its place."""
    rows = queries.decisions(public.EVERYONE).order_by("-agreed_at", "-pk")[:MOST]
    about = "What the partnership's bodies decided, why, and under what authority."
    return _feed("Decisions", "decision_list", "decision_feed", about, map(_decision, rows))


def meetings() -> Feed:
    """Published agendas, the latest first; one is updated when its meeting is moved or cancelled."""
    rows = public.meetings().order_by("-published_at", "-pk")[:MOST]
    about = "Agendas that the partnership's bodies published, and what became of the meetings' days."
    return _feed("Published agendas", "meeting_list", "meeting_feed", about, map(_meeting, rows))


def coming_decisions() -> Feed:
    """What was announced, the latest first; an entry is updated when its day changes, and by what came of it."""
    rows = coming.for_everyone(coming.coming(public.EVERYONE)).annotate(saved_at=Max("events__pgh_created_at"))
    about = "What the partnership's bodies are going to decide, and what came of it."
    entries = map(_coming, rows.order_by("-published_at", "-pk")[:MOST])
    return _feed("Coming decisions", "coming_list", "coming_feed", about, entries)


def _feed(title: str, page: str, name: str, about: str, entries: Iterable[Entry]) -> Feed:
    feed = Feed(
        title=f"{title} of the community safety partnership",
        link=address(f"governance_public:{page}"),
        feed_url=address(f"governance_public:{name}"),
        description=about,
        language="en-GB",
        author_name="Community safety partnership",
    )
    for entry in entries:
        feed.add_item(
            title=_fit(entry.title),
            link=entry.url,
            description=linebreaks(_fit(entry.text), autoescape=True),  # readers take it for HTML
            author_name=entry.author,
            unique_id=f"tag:{host()},2016:{entry.key}",  # RFC 4151
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return feed


def _decision(row: Decision) -> Entry:
    replaced = f" (replaced by {row.replaced_by})" if row.replaced_by else ""
    return Entry(
        key=f"decision/{row.reference}",
        title=f"{row.reference} {row.title}{replaced}",
        url=address("governance_public:decision_detail", row.reference),
        text=f"{row.wording}\n\nWhy: {row.reasons}",
        author=row.body.name,
        published=row.agreed_at,
        updated=max(filter(None, (row.agreed_at, row.replaced_at))),
    )


def _meeting(row: Meeting) -> Entry:
    return Entry(
        key=f"meeting/{row.pk}",
        title=f"{row.body}, {row.when}{public.fate(row)}",
        url=address("governance_public:meeting_detail", row.pk),
        text=public.words(row) or "The agenda and its public papers are published.",
        author=row.body.name,
        published=row.published_at,
        updated=public.changed(row),
    )


def _coming(row: ComingDecision) -> Entry:
    return Entry(
        key=f"coming/{row.pk}",
        title=f"{row.title}{_became(row)}",
        url=f"{address('governance_public:coming_list')}#coming-{row.pk}",
        text=f"{row.about}\n\n{_when(row)}",
        author=row.body.name,
        published=row.published_at,
        updated=max(row.published_at, row.saved_at),
    )


def _became(row: ComingDecision) -> str:
    if row.dropped_at:
        return " (not coming any more)"
    return " (decided)" if row.decision_id else ""


def _when(row: ComingDecision) -> str:
    """As on the page: a meeting that is not public is not told."""
    if row.dropped_at:
        return f"Not coming any more: {row.dropped_why}"
    if row.decision_id:
        return f"Decided on {row.decision.decided_on:%-d %B %Y}"
    return (
        f"At the meeting on {row.meeting.day:%-d %B %Y}"
        if row.meeting and row.meeting_seen
        else f"Not before {row.expected:%-d %B %Y}"
    )


def _fit(text: str) -> str:
    return UNFIT.sub("", text)
