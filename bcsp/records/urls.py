from django.urls import path

from bcsp.records import views

app_name = "records"
urlpatterns = [
    path("drafts/", views.DraftSaveView.as_view(), name="draft_save"),
    path("drafts/drop/", views.DraftDropView.as_view(), name="draft_drop"),
    path("thread/<str:label>/<int:pk>/", views.ThreadView.as_view(), name="thread"),
]
