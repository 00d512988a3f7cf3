from django.urls import path

from bcsp.public import pages

urlpatterns = [
    path("robots.txt", pages.RobotsView.as_view(), name="robots"),
    path("public/", pages.HomeView.as_view(), name="public_home"),
    path("public/sitemap.xml", pages.SitemapView.as_view(), name="sitemap"),
    path(
        "public/accessibility/",
        pages.StatementView.as_view(template_name="public/accessibility.html"),
        name="accessibility",
    ),
    path("public/privacy/", pages.StatementView.as_view(template_name="public/privacy.html"), name="privacy"),
]
