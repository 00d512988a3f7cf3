from django.shortcuts import redirect, render
from django.views import View

from bcsp.notices import actions, queries


class NoticeListView(View):
    """What a person was told, newest first; a button marks all as read."""

    def get(self, request):
        return render(request, "notices/notice_list.html", {"notices": queries.for_viewer(request.viewer)[:100]})

    def post(self, request):
        actions.mark_read(notices=queries.for_viewer(request.viewer))
        return redirect("notices:list")
