"""The register of decisions as an Atom feed (RFC 4287), for readers that look for what is new."""

import re
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from bcsp.public.addresses import address, host
from governance.models import Decision

MOST = 50
BEFORE_ALL = datetime(2016, 1, 1, tzinfo=UTC)  # an empty feed has not changed since the plan began
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 has no such characters


class Feed(Atom1Feed):
    """A feed without entries is as old as the plan: Django's own is as old as the moment, and so always new."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEFORE_ALL


def feed_of(decisions: list[Decision]) -> Feed:
    """The feed of these decisions, which come from `queries.decisions` of its readers.

    An entry keeps its id as long as the site keeps its host; it is updated when another decision takes its place.
    """
    feed = Feed(
        title="Decisions of the community safety partnership",
        link=address("governance_public:decision_list"),
        feed_url=address("governance_public:decision_feed"),
        description="What the partnership's bodies decided, why, and under what authority.",
        language="en-GB",
        author_name="Community safety partnership",
    )
    for decision in decisions:
        feed.add_item(
            title=_fit(_title(decision)),
            link=address("governance_public:decision_detail", decision.reference),
            description=_as_html(f"{decision.wording}\n\nWhy: {decision.reasons}"),
            author_name=decision.body.name,
            unique_id=f"{_tag()}{decision.reference}",
            pubdate=decision.agreed_at,
            updateddate=max(filter(None, (decision.agreed_at, decision.replaced_at))),
        )
    return feed


def _title(decision: Decision) -> str:
    replaced = f" (replaced by {decision.replaced_by})" if decision.replaced_by else ""
    return f"{decision.reference} {decision.title}{replaced}"


def _tag() -> str:
    """The beginning of an entry's id, a tag URI (RFC 4151)."""
    return f"tag:{host()},2016:decision/"


def _as_html(text: str) -> str:
    """Typed text as a feed's summary, which readers take for HTML."""
    return linebreaks(_fit(text), autoescape=True)


def _fit(text: str) -> str:
    return UNFIT.sub("", text)
