from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from bcsp.records import drafts
from bcsp.records.access import log_reads
from bcsp.records.clock import LONDON
from bcsp.records.thread import days_to_answer, thread
from bcsp.strands import kinds


class DraftSaveView(View):
    """Keep a form's text while it is being written. Answers with the time, for the page's save state."""

    http_method_names = ["post"]

    def post(self, request):
        key = request.POST.get("draft-key", "")
        if not key:
            return HttpResponse("This form has no name to keep its text under.", status=400, content_type="text/plain")
        draft = drafts.keep(request.viewer, key, request.POST, request.POST.get("draft-path", ""))
        saved = f"Saved at {draft.saved_at.astimezone(LONDON):%H:%M}"
        return HttpResponse(saved, content_type="text/plain; charset=utf-8")


class DraftDropView(View):
    """Throw one's own draft away; then the page of its form once more, as it is saved, or what else waits."""

    http_method_names = ["post"]

    def post(self, request):
        key, path = request.POST.get("draft-key", ""), request.POST.get("draft-path", "")
        if drafts.forget(request.viewer, key):
            messages.success(request, "Your draft is thrown away.")
        return drafts.tell(redirect(path if drafts.name_of(path) else "home"), key)


class ThreadView(View):
    """From referral to result, and back: every step that this viewer may see, with the days between."""

    def get(self, request, label, pk):
        kind = kinds().get(label)
        record = kind and kind.model.objects.visible_to(request.viewer).filter(pk=pk).first()
        if record is None:
            raise Http404
        stages = thread(record, request.viewer)
        log_reads(request, [s.record for s in stages if hasattr(s.record, "is_named")], how="thread")
        context = {"record": record, "stages": stages, "days": days_to_answer(stages)}
        return render(request, "records/thread.html", context)
