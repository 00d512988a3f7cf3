from django.http import HttpResponse
from django.views import View

from bcsp.records import drafts
from bcsp.records.clock import LONDON


class DraftSaveView(View):
    """Keep a form's text while it is being written. Answers with the time, for the page's save state."""

    http_method_names = ["post"]

    def post(self, request):
        key = request.POST.get("draft-key", "")
        if not key:
            return HttpResponse("This form has no name to keep its text under.", status=400, content_type="text/plain")
        draft = drafts.keep(request.viewer, key, request.POST)
        return HttpResponse(
            f"Saved at {draft.saved_at.astimezone(LONDON):%H:%M}", content_type="text/plain; charset=utf-8"
        )
