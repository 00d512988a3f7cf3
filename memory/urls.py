"""Addresses of corporate memory. References, not row numbers: people quote them."""

from django.urls import path
from django.views.generic import RedirectView

from memory.views import (
    applicants,
    applications,
    interventions,
    lessons,
    letters,
    measures,
    priorities,
    providers,
    reviews,
    rounds,
    uses,
    years,
)

app_name = "memory"
TRIED, PRIORITY, LESSON = "interventions/<str:reference>/", "priorities/<int:key>/", "lessons/<str:reference>/"
USE = f"{TRIED}providers/<int:key>/"
BID, ROUND = "applications/<str:reference>/", "rounds/<str:reference>/"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="memory:intervention_list"), name="index"),
    path("interventions/", interventions.InterventionListView.as_view(), name="intervention_list"),
    path("interventions/log/", interventions.InterventionLogView.as_view(), name="intervention_log"),
    path("interventions/compare/", interventions.InterventionCompareView.as_view(), name="intervention_compare"),
    path(TRIED, interventions.InterventionDetailView.as_view(), name="intervention_detail"),
    path(f"{TRIED}change/", interventions.InterventionChangeView.as_view(), name="intervention_change"),
    path(f"{TRIED}add-detail/", interventions.InterventionAddDetailView.as_view(), name="intervention_add_detail"),
    path(f"{TRIED}lesson/", lessons.LessonRecordView.as_view(), name="lesson_record"),
    path(f"{TRIED}providers/add/", uses.ProviderUseRecordView.as_view(), name="use_record"),
    path(f"{USE}change/", uses.ProviderUseChangeView.as_view(), name="use_change"),
    path(f"{USE}remove/", uses.ProviderUseRemoveView.as_view(), name="use_remove"),
    path(f"{TRIED}readers/", interventions.InterventionReadersView.as_view(), name="intervention_readers"),
    path(f"{TRIED}measures/", measures.InterventionMeasuresView.as_view(), name="intervention_measures"),
    path(f"{TRIED}year/<int:year>/", years.YearEndAnswerView.as_view(), name="year_answer"),
    path(f"{TRIED}card.pdf", interventions.InterventionCardView.as_view(), name="intervention_card"),
    path("learned/", years.LearnedView.as_view(), name="learned_now"),
    path("learned/<int:year>/", years.LearnedView.as_view(), name="learned"),
    path("learned/<int:year>.pdf", years.LearnedDownloadView.as_view(), name="learned_download"),
    path(f"{USE}review/", reviews.ReviewRecordView.as_view(), name="review_record"),
    path(f"{USE}review/shown/", reviews.ReviewShowView.as_view(), name="review_show"),
    path("priorities/", priorities.PriorityListView.as_view(), name="priority_list"),
    path("priorities/record/", priorities.PriorityRecordView.as_view(), name="priority_record"),
    path(PRIORITY, priorities.PriorityDetailView.as_view(), name="priority_detail"),
    path(f"{PRIORITY}change/", priorities.PriorityChangeView.as_view(), name="priority_change"),
    path(f"{PRIORITY}measures/", measures.PriorityMeasuresView.as_view(), name="priority_measures"),
    path(f"{PRIORITY}became/", priorities.SuccessionRecordView.as_view(), name="succession_record"),
    path("lessons/", lessons.LessonListView.as_view(), name="lesson_list"),
    path(LESSON, lessons.LessonDetailView.as_view(), name="lesson_detail"),
    path(f"{LESSON}change/", lessons.LessonChangeView.as_view(), name="lesson_change"),
    path(f"{LESSON}retire/", lessons.LessonRetireView.as_view(), name="lesson_retire"),
    path("applications/", applications.ApplicationListView.as_view(), name="application_list"),
    path("applications/log/", applications.ApplicationLogView.as_view(), name="application_log"),
    path(BID, applications.ApplicationDetailView.as_view(), name="application_detail"),
    path(f"{BID}decide/", applications.ApplicationDecideView.as_view(), name="application_decide"),
    path(f"{BID}letter/", letters.LetterView.as_view(), name="letter"),
    path(f"{BID}letter.pdf", letters.LetterDownloadView.as_view(), name="letter_download"),
    path(f"{BID}interest/", applications.InterestDeclareView.as_view(), name="interest_declare"),
    path("applicants/<int:key>/", applicants.ApplicantDetailView.as_view(), name="applicant_detail"),
    path("applicants/<int:key>/change/", applicants.ApplicantChangeView.as_view(), name="applicant_change"),
    path("applicants/<int:key>/merge/", applicants.ApplicantMergeView.as_view(), name="applicant_merge"),
    path("rounds/", rounds.RoundListView.as_view(), name="round_list"),
    path("rounds/plan/", rounds.RoundPlanView.as_view(), name="round_plan"),
    path(ROUND, rounds.RoundDetailView.as_view(), name="round_detail"),
    path(f"{ROUND}change/", rounds.RoundChangeView.as_view(), name="round_change"),
    path(f"{ROUND}publish/", rounds.RoundPublishView.as_view(), name="round_publish"),
    path(f"{ROUND}advice/<slug:rule>/", rounds.AdviceAnswerView.as_view(), name="advice_answer"),
    path(f"{ROUND}stages/<slug:stage>/", rounds.StageRecordView.as_view(), name="stage_record"),
    path("providers/", providers.ProviderListView.as_view(), name="provider_list"),
    path("providers.csv", providers.ProviderExportView.as_view(), name="provider_export"),
    path("providers/<slug:slug>/", providers.ProviderDetailView.as_view(), name="provider_detail"),
]
