"""Addresses: the kernel's own, then each strand's under its name and, if it has a public side, under /public/."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("bcsp.plan.urls")),
    path("", include("bcsp.public.urls")),
    path("accounts/", include("bcsp.people.account_urls")),
    path("people/", include("bcsp.people.urls")),
    path("records/", include("bcsp.records.urls")),
    path("documents/", include("bcsp.documents.urls")),
    path("search/", include("bcsp.search.urls")),
    path("notices/", include("bcsp.notices.urls")),
]
for strand in settings.STRANDS:
    if find_spec(f"{strand}.urls"):
        urlpatterns.append(path(f"{strand}/", include(f"{strand}.urls")))
    if find_spec(f"{strand}.public_urls"):
        urlpatterns.append(path("public/", include(f"{strand}.public_urls")))
