"""Addresses of stored papers."""

from django.urls import path

from bcsp.documents import views

app_name = "documents"
urlpatterns = [
    path("paste/", views.PasteReadView.as_view(), name="paste_read"),
    path("papers/<int:pk>/", views.PaperDetailView.as_view(), name="paper_detail"),
    path("papers/<int:pk>/download/", views.PaperDownloadView.as_view(), name="paper_download"),
]
