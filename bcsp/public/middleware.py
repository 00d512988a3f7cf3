"""Public addresses are the same for everyone: what a browser sends of itself does not reach what answers them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

OWN = ("/public", "/robots.txt")


def is_public(path: str) -> bool:
    """Whether an address is of the public site, also where nothing stands there."""
    return path in OWN or path.startswith("/public/")


class WithoutCookies:
    """Takes the cookies off a request for a public address, before anything reads one. An old session or a spoilt
    token, which others would answer with a cookie of their own, is never seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_public(request.path):
            request.META.pop("HTTP_COOKIE", None)
            request.COOKIES = {}
        return self.get_response(request)
