"""The base of every public page."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from bcsp.records.viewer import Viewer

ONCE_MORE = cache_control(no_cache=True)  # kept by browsers, asked for again each time: what it says may be withdrawn


@method_decorator([login_not_required, ONCE_MORE, conditional_page], name="dispatch")
class PublicView(View):
    """Reads as the public, whoever asks. Who has the page as it stands is told so (304) without being sent it again."""

    http_method_names = ["get", "head"]
    viewer = Viewer.public()
