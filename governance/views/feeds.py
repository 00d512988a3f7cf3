"""Feeds for everyone, for readers that look for what is new."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from bcsp.public.base import PublicView
from governance import queries
from governance.feeds import MOST, feed_of


class DecisionFeedView(PublicView):
    """The latest public decisions, those agreed last first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        feed = feed_of(list(queries.decisions(self.viewer).order_by("-agreed_at", "-pk")[:MOST]))
        headers = {"Last-Modified": http_date(int(feed.latest_post_date().timestamp()))}
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type, headers=headers)
