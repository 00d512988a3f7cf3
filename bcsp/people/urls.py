from django.urls import path

from bcsp.people import views

app_name = "people"
urlpatterns = [
    path("", views.OrganisationListView.as_view(), name="organisation_list"),
    path("who-may/", views.MayView.as_view(), name="may"),
    path("invite/", views.PersonInviteView.as_view(), name="person_invite"),
    path("your-name/", views.YourNameView.as_view(), name="your_name"),
    path("<slug:slug>/posts/<int:pk>/duties/", views.PostDutiesView.as_view(), name="post_duties"),
    path("<slug:slug>/rename/", views.OrganisationRenameView.as_view(), name="organisation_rename"),
    path("<slug:slug>/", views.OrganisationDetailView.as_view(), name="organisation_detail"),
]
