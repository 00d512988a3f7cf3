from django.urls import path

from governance.views import public

app_name = "governance_public"
urlpatterns = [
    path("decisions/", public.DecisionListView.as_view(), name="decision_list"),
    path("decisions/<slug:reference>/", public.DecisionDetailView.as_view(), name="decision_detail"),
    path("decisions/<slug:reference>/notice.pdf", public.DecisionNoticeView.as_view(), name="decision_notice"),
]
