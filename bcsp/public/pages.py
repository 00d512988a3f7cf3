"""The frame's own pages: the public home, the two statements that the law asks for, and what machines ask first."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bcsp.plan.queries import tiers
from bcsp.public.addresses import whole
from bcsp.public.base import PublicView
from bcsp.public.sitemaps import PublicSitemap
from bcsp.strands import public_links


class HomeView(PublicView):
    """What the partnership is, and everything that it publishes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"tiers": tiers(), "links": public_links()}
        return render(request, "public/home.html", context)


class StatementView(PublicView):
    """A text with the names of those who answer for it. A draft: only its controller can adopt it."""

    template_name = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        context: dict[str, Any] = {
            "controller": settings.DATA_CONTROLLER,
            "protection_contact": settings.DATA_PROTECTION_CONTACT,
            "accessibility_contact": settings.ACCESSIBILITY_CONTACT,
            "agreement": settings.SHARING_AGREEMENT,
            "site": settings.SITE_URL,
        }
        return render(request, self.template_name, context)


class SitemapView(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return sitemap(request, {"public": PublicSitemap})


class RobotsView(PublicView):
    """Search engines are welcome to what is public; the rest only asks them to sign in (RFC 9309)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = ("User-agent: *", "Disallow: /", "Allow: /public/", f"Sitemap: {whole(reverse('sitemap'))}", "")
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
