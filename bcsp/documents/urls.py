"""Addresses of stored papers."""

app_name = "documents"
urlpatterns = []
