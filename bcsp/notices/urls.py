from django.urls import path

from bcsp.notices import views

app_name = "notices"
urlpatterns = [path("", views.NoticeListView.as_view(), name="list")]
