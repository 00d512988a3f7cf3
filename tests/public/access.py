from tests.access import public

ACCESS = [public(name) for name in ("robots", "public_home", "accessibility", "privacy", "sitemap")]
