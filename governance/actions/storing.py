"""What the house itself keeps of a decision: its notice, as it was issued, anew with each action that follows."""

from bcsp.documents.actions import issue_paper
from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import render_html
from bcsp.records.actions import action
from governance.models import Decision
from governance.notices import key_of, notice_of


@action
def store_notice(*, decision: Decision, by: None) -> StoredPaper:
    """Keep the notice of an agreed decision as it reads now; once, however often it is asked for."""
    found = Decision.objects.select_for_update(of=("self",)).select_related("body", "seal", "supersedes")
    decision = found.get(pk=decision.pk)
    notice = notice_of(decision)
    kept = StoredPaper.objects.filter(key=key_of(decision)).order_by("-pk").first()
    if kept and (kept.file.withdrawn_at or kept.html == render_html(notice)):
        return kept  # one that was withdrawn must not come back by itself
    return issue_paper(notice, decision.agreed_by_id)
