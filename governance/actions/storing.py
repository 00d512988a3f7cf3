"""What the house itself keeps of a decision: its notice, as it was issued."""

from bcsp.documents.actions import issue_paper
from bcsp.documents.models import StoredPaper
from bcsp.records.actions import action
from governance.models import Decision
from governance.notices import key_of, notice_of


@action
def store_notice(*, decision: Decision, by: None) -> StoredPaper:
    """Keep the notice of an agreed decision; once, however often it is asked for."""
    found = Decision.objects.select_for_update(of=("self",)).select_related("body", "seal", "supersedes")
    decision = found.get(pk=decision.pk)
    kept = StoredPaper.objects.filter(key=key_of(decision)).first()
    return kept or issue_paper(notice_of(decision), decision.agreed_by_id)
