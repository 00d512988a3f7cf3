"""Likely matches: trends that a new one may be the same as. Shown to the analyst, who says."""

from bcsp.records.viewer import Viewer
from bcsp.search.queries import nearest
from horizon.choices import TrendState
from horizon.models import Trend

MOST = 5


def likely_open(viewer: Viewer, title: str) -> list[Trend]:
    """Those of them that are open, the likeliest first."""
    return [trend for trend in likely_matches(viewer, title) if trend.state == TrendState.OPEN]


def likely_matches(viewer: Viewer, title: str) -> list[Trend]:
    """At most five trends that the viewer may see and that have most of the title's words, the likeliest first."""
    return [found.record for found in nearest(title, viewer, [Trend], MOST)]
