"""Whole addresses of public pages, from the setting SITE_URL: a Host header is whatever its sender likes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def whole(path: str) -> str:
    """The address with scheme and host of a path such as `/public/`."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def address(name: str, *args: object) -> str:
    """The whole address of a named page."""
    return whole(reverse(name, args=args))


def host() -> str:
    """The site's host name, without a port: for ids that stay as long as the host does."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
