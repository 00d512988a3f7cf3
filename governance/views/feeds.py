"""Feeds and the calendar for everyone, for programs that look for what is new."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bcsp.public.base import PublicView
from governance import calendars, feeds
from governance.feeds import Feed


class FeedView(PublicView):
    """One of the feeds. No Last-Modified: a row that leaves a feed would not show in it; the ETag tells."""

    feed: Callable[[], Feed] = staticmethod(feeds.decisions)

    def get(self, request: HttpRequest) -> HttpResponse:
        feed = self.feed()
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


class CalendarView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": 'inline; filename="meetings.ics"'}
        return HttpResponse(calendars.meetings(), content_type="text/calendar; charset=utf-8", headers=headers)
