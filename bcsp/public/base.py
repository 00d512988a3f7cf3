"""The base of every public page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.views import View
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from bcsp.records.viewer import Viewer

ONCE_MORE = cache_control(no_cache=True)  # kept by browsers, asked for again each time: what it says may be withdrawn


class PublicView(View):
    """Reads as the public, whoever asks. Who has the page as it stands is told so (304) without being sent it again.

    It takes nothing, so nothing that is sent needs a token: it is answered 405.
    """

    http_method_names = ["get", "head", "options"]
    viewer = Viewer.public()

    @classmethod
    def as_view(cls, **given: Any) -> Callable:
        """The view, once and for all decorated: at each request it would cost as much as a query."""
        return csrf_exempt(login_not_required(ONCE_MORE(conditional_page(super().as_view(**given)))))
