"""What everyone may read of horizon scanning."""

from django.urls import path

from horizon.views import public

app_name = "horizon_public"
urlpatterns = [path("how-to-refer/", public.HowWeAssessView.as_view(), name="how_we_assess")]
