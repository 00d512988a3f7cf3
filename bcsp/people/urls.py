from django.urls import path

from bcsp.people import views

app_name = "people"
urlpatterns = [
    path("", views.OrganisationListView.as_view(), name="organisation_list"),
    path("who-may/", views.MayView.as_view(), name="may"),
    path("invite/", views.PersonInviteView.as_view(), name="person_invite"),
    path("<slug:slug>/", views.OrganisationDetailView.as_view(), name="organisation_detail"),
]
