from django.urls import path

from bcsp.search import views

app_name = "search"
urlpatterns = [
    path("", views.SearchView.as_view(), name="search"),
    path(
        "before/<str:label>/<int:key>/<str:past_label>/<int:past_key>/",
        views.BeforeMarkView.as_view(),
        name="mark_before",
    ),
]
