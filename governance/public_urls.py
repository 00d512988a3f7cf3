from django.urls import path

from governance.views import feeds, public

app_name = "governance_public"
urlpatterns = [
    path("coming-decisions/", public.ComingListView.as_view(), name="coming_list"),
    path("decisions/", public.DecisionListView.as_view(), name="decision_list"),
    path("decisions/feed.atom", feeds.DecisionFeedView.as_view(), name="decision_feed"),
    path("decisions/<slug:reference>/", public.DecisionDetailView.as_view(), name="decision_detail"),
    path("decisions/<slug:reference>/notice.pdf", public.DecisionNoticeView.as_view(), name="decision_notice"),
]
