"""Which addresses everyone may read: the frame's own, then what each strand says of itself."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from bcsp.strands import PublicAddress, strands

OWN = ("public_home", "accessibility", "privacy")


class PublicSitemap(Sitemap):
    """At most 50,000 addresses a page, as the protocol has it; further ones at `?p=2`."""

    def items(self) -> list[PublicAddress]:
        own = [PublicAddress(reverse(name)) for name in OWN]
        return [*own, *(each for strand in strands() for each in strand.public_addresses())]

    def location(self, item: PublicAddress) -> str:
        return item.url

    def lastmod(self, item: PublicAddress) -> date | datetime | None:
        return item.changed

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """The host of SITE_URL, not that of the request."""
        return urlsplit(settings.SITE_URL).netloc
