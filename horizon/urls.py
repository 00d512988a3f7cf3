"""Addresses of horizon scanning. References, not row numbers: people quote them."""

from django.urls import path
from django.views.generic import RedirectView

from horizon.views import assessments, referrals, trends

app_name = "horizon"
TREND, ONE = "trends/<str:reference>/", "trends/<str:reference>/assessments/<int:number>/"
REFERRAL = "referrals/<str:reference>/"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="horizon:trend_list"), name="index"),
    path("trends/", trends.TrendListView.as_view(), name="trend_list"),
    path("trends/log/", trends.TrendLogView.as_view(), name="trend_log"),
    path(TREND, trends.TrendDetailView.as_view(), name="trend_detail"),
    path(f"{TREND}change/", trends.TrendChangeView.as_view(), name="trend_change"),
    path(f"{TREND}readers/", trends.TrendReadersView.as_view(), name="trend_readers"),
    path(f"{TREND}close/", trends.TrendCloseView.as_view(), name="trend_close"),
    path(f"{TREND}assess/", assessments.AssessmentStartView.as_view(), name="assessment_start"),
    path(ONE, assessments.AssessmentDetailView.as_view(), name="assessment_detail"),
    path(f"{ONE}edit/", assessments.AssessmentEditView.as_view(), name="assessment_edit"),
    path(f"{ONE}download/", assessments.AssessmentDownloadView.as_view(), name="assessment_download"),
    path(f"{ONE}ready/", assessments.AssessmentReadyView.as_view(), name="assessment_ready"),
    path(f"{ONE}take-back/", assessments.AssessmentTakeBackView.as_view(), name="assessment_take_back"),
    path(f"{ONE}clear/", assessments.AssessmentClearView.as_view(), name="assessment_clear"),
    path(f"{ONE}send-back/", assessments.AssessmentSendBackView.as_view(), name="assessment_send_back"),
    path("refer/", referrals.ReferralStartView.as_view(), name="referral_start"),
    path("refer/<str:kind>/", referrals.ReferralWriteView.as_view(), name="referral_write"),
    path("refer/<str:kind>/check/", referrals.ReferralCheckView.as_view(), name="referral_check"),
    path("referrals/", referrals.ReferralQueueView.as_view(), name="referral_queue"),
    path("referrals/mine/", referrals.ReferralMineView.as_view(), name="referral_mine"),
    path(REFERRAL, referrals.ReferralDetailView.as_view(), name="referral_detail"),
    path(f"{REFERRAL}sent/", referrals.ReferralSentView.as_view(), name="referral_sent"),
    path(f"{REFERRAL}note/", referrals.ReferralNoteView.as_view(), name="referral_note"),
    path(f"{REFERRAL}log/", trends.ReferralLogView.as_view(), name="referral_log"),
    path(f"{REFERRAL}link/", referrals.ReferralLinkView.as_view(), name="referral_link"),
    path(f"{REFERRAL}discard/", referrals.ReferralDiscardView.as_view(), name="referral_discard"),
    path(f"{REFERRAL}hand-over/", referrals.ReferralHandOverView.as_view(), name="referral_hand_over"),
]
