"""Feeds for everyone. Whoever has the newest is told so without being sent it again."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from governance import queries
from governance.feeds import MOST, feed_of
from governance.views.public import PublicView


class DecisionFeedView(PublicView):
    """The latest public decisions, those agreed last first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        feed = feed_of(list(queries.decisions(self.viewer).order_by("-agreed_at", "-pk")[:MOST]))
        body = feed.writeString("utf-8").encode()
        etag, changed = f'"{hashlib.sha256(body).hexdigest()}"', int(feed.latest_post_date().timestamp())
        headers = {"ETag": etag, "Last-Modified": http_date(changed)}
        answer = HttpResponse(body, content_type=feed.content_type, headers=headers)
        return get_conditional_response(request, etag=etag, last_modified=changed, response=answer)
