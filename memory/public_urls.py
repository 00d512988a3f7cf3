"""What everyone may read of corporate memory."""

from django.urls import path

from memory.views import public

app_name = "memory_public"
urlpatterns = [
    path("funding/", public.RoundListView.as_view(), name="round_list"),
    path("funding.ics", public.RoundCalendarView.as_view(), name="round_calendar"),
]
