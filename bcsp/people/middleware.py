"""Default deny. Every view wants a member's sign-in unless it is marked otherwise; the marks stand in a tested list."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from bcsp.public.middleware import is_public
from bcsp.records.drafts import typed
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer

GONE = "What this was about is gone, or you may no longer see it. Nothing was saved; what you wrote stands below."
OUR_CHARSETS = {"utf-8", "utf8", "us-ascii"}
SIGNED_OUT = "You have been signed out. Your text is kept: sign in again to go on."


class ViewerMiddleware:
    """Gives each request its viewer. On the public site it is the public, and no session is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_public(request.path):
            request.viewer = Viewer.public()
        else:
            request.viewer = SimpleLazyObject(lambda: Viewer.of(request.user))
        answer = self.get_response(request)
        if not is_public(request.path) and "Cache-Control" not in answer.headers:
            # On a shared computer "Back" must show nothing once somebody has signed out.
            answer.headers["Cache-Control"] = "no-store, private"
        return answer

    def process_exception(self, request, fault):
        """An action's refusal that no form page caught is a page with the same sentence. Nothing typed is lost where
        what it is about is gone, or its writer may no longer send it."""
        if isinstance(fault, Refused):
            return render(request, "people/refused.html", {"sentence": str(fault)}, status=409)
        if request.method == "POST" and isinstance(fault, Http404 | PermissionDenied):
            status, sentence = (404, GONE) if isinstance(fault, Http404) else (403, str(fault))
            context = {"exception": sentence, "typed": typed(request.POST)}
            return render(request, f"{status}.html", context, status=status)
        return None


class ReadableRequest:
    """Refuses addresses and cookies with a NUL character, which no text of ours holds and PostgreSQL can't read; and
    forms in another charset than our pages are in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            "\0" in request.path
            or "%00" in request.META.get("QUERY_STRING", "")
            or any("\0" in value for value in request.COOKIES.values())
            or request.content_params.get("charset", "utf-8").lower() not in OUR_CHARSETS
        ):
            return render(None, "400.html", status=400)
        return self.get_response(request)


class SignInRequired(LoginRequiredMiddleware):
    """A sign-in for every view not marked `login_not_required`; a membership too, unless `open_to_signed_in`."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if not request.viewer.is_member and not getattr(view_func, "open_to_signed_in", False):
            given_back = {"typed": typed(request.POST)} if request.method == "POST" else {}
            return render(request, "people/no_membership.html", given_back, status=403)
        return None

    def handle_no_permission(self, request, view_func):
        if request.htmx or request.headers.get("X-Requested-With") == "drafts":
            return HttpResponse(SIGNED_OUT, status=401, content_type="text/plain; charset=utf-8")
        if request.method == "POST":  # nothing typed is lost: give it back to the browser that sent it
            return render(request, "people/signed_out.html", {"typed": typed(request.POST)}, status=401)
        return super().handle_no_permission(request, view_func)


def open_to_signed_in(view):
    """Mark a view as open to a sign-in without a membership."""
    view.open_to_signed_in = True
    return view
