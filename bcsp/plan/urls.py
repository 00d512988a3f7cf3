from django.urls import path

from bcsp import health
from bcsp.plan import views

urlpatterns = [
    path("", views.home, name="home"),
    path("plan/", views.PlanView.as_view(), name="plan"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
