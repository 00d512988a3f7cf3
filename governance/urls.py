from django.urls import path
from django.views.generic import RedirectView

from governance.views import agendas, bodies, conformance, decisions, meetings, packs, reading, todo, urgent

app_name = "governance"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="governance:meeting_list"), name="index"),
    path("bodies/<slug:slug>/", bodies.BodyDetailView.as_view(), name="body_detail"),
    path("bodies/<slug:slug>/rules/", bodies.BodyRulesView.as_view(), name="body_rules"),
    path("bodies/<slug:slug>/conformance/", conformance.ConformanceView.as_view(), name="body_conformance"),
    path("bodies/<slug:slug>/<int:year>/", bodies.BodyYearView.as_view(), name="body_year"),
    path("bodies/<slug:slug>/decide/", urgent.DecisionUrgentView.as_view(), name="decision_urgent"),
    path("meetings/", meetings.MeetingListView.as_view(), name="meeting_list"),
    path("meetings/arrange/", meetings.MeetingArrangeView.as_view(), name="meeting_arrange"),
    path("meetings/<int:pk>/", reading.MeetingDetailView.as_view(), name="meeting_detail"),
    path("meetings/<int:pk>/change/", meetings.MeetingChangeView.as_view(), name="meeting_change"),
    path("meetings/<int:pk>/publish/", meetings.MeetingPublishView.as_view(), name="meeting_publish"),
    path("meetings/<int:pk>/move/", meetings.MeetingMoveView.as_view(), name="meeting_move"),
    path("meetings/<int:pk>/hold/", meetings.MeetingHoldView.as_view(), name="meeting_hold"),
    path("meetings/<int:pk>/cancel/", meetings.MeetingCancelView.as_view(), name="meeting_cancel"),
    path("meetings/<int:pk>/items/add/", agendas.ItemAddView.as_view(), name="item_add"),
    path("meetings/<int:pk>/packs/", packs.PackStatesView.as_view(), name="pack_states"),
    path("meetings/<int:pk>/packs/chair/", packs.ChairPackView.as_view(), name="pack_chair"),
    path("packs/<int:pk>/build/", packs.PackRebuildView.as_view(), name="pack_rebuild"),
    path("papers/<int:pk>/withdraw/", packs.PaperWithdrawView.as_view(), name="paper_withdraw"),
    path("items/<int:pk>/edit/", agendas.ItemEditView.as_view(), name="item_edit"),
    path("items/<int:pk>/remove/", agendas.ItemRemoveView.as_view(), name="item_remove"),
    path("items/<int:pk>/change/", agendas.ItemChangeView.as_view(), name="item_change"),
    path("items/<int:pk>/decide/", decisions.DecisionRecordView.as_view(), name="decision_record"),
    path(
        "items/<int:pk>/papers/<int:paper>/decide/",
        decisions.DecisionRecordView.as_view(),
        name="decision_record_paper",
    ),
    path("decisions/", decisions.DecisionListView.as_view(), name="decision_list"),
    path("decisions/<int:pk>/", decisions.DecisionDetailView.as_view(), name="decision_detail"),
    path("decisions/<int:pk>/edit/", decisions.DecisionEditView.as_view(), name="decision_edit"),
    path("decisions/<int:pk>/agree/", decisions.DecisionAgreeView.as_view(), name="decision_agree"),
    path("decisions/<int:pk>/supersede/", decisions.DecisionSupersedeView.as_view(), name="decision_supersede"),
    path("decisions/<int:pk>/actions/add/", todo.ActionAddView.as_view(), name="action_add"),
    path("actions/", todo.ActionListView.as_view(), name="action_list"),
    path("actions/<int:pk>/", todo.ActionDetailView.as_view(), name="action_detail"),
]
