from django.urls import path

from governance import feeds
from governance.views import comparing_editions, public, public_bodies, public_document, public_meetings
from governance.views import feeds as feed_views

app_name = "governance_public"
urlpatterns = [
    path("bodies/", public_bodies.BodyListView.as_view(), name="body_list"),
    path("bodies/<slug:slug>/", public_bodies.BodyDetailView.as_view(), name="body_detail"),
    path("coming-decisions/", public.ComingListView.as_view(), name="coming_list"),
    path("decisions/", public.DecisionListView.as_view(), name="decision_list"),
    path("coming-decisions/feed.atom", feed_views.FeedView.as_view(feed=feeds.coming_decisions), name="coming_feed"),
    path("decisions/feed.atom", feed_views.FeedView.as_view(feed=feeds.decisions), name="decision_feed"),
    path("decisions/<slug:reference>/", public.DecisionDetailView.as_view(), name="decision_detail"),
    path("decisions/<slug:reference>/notice.pdf", public.DecisionNoticeView.as_view(), name="decision_notice"),
    path("document/", public_document.DocumentView.as_view(), name="document"),
    path("document/compare/", comparing_editions.PublicCompareView.as_view(), name="edition_compare"),
    path("document/editions/", public_document.EditionListView.as_view(), name="edition_list"),
    path("document/editions/<int:number>/", public_document.EditionView.as_view(), name="edition"),
    path("document/editions/<int:number>.pdf", public_document.EditionPdfView.as_view(), name="edition_pdf"),
    path("meetings/", public_meetings.MeetingListView.as_view(), name="meeting_list"),
    path("meetings.ics", feed_views.CalendarView.as_view(), name="meeting_calendar"),
    path("meetings/feed.atom", feed_views.FeedView.as_view(feed=feeds.meetings), name="meeting_feed"),
    path("meetings/<int:pk>/", public_meetings.MeetingDetailView.as_view(), name="meeting_detail"),
    path("meetings/<int:pk>/packs/<int:pack>.pdf", public_meetings.PackView.as_view(), name="pack"),
]
