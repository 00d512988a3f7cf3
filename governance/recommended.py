"""The paper that a decision is about, and whether what it recommended may stand beside the decision."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.html import escape

from bcsp.documents.models import StoredPaper
from bcsp.records.models import Audience, Record
from governance.models import AgendaItem, Decision, ItemPaper


def paper_of(item: AgendaItem, subject: Model | None) -> ItemPaper | None:
    """The paper about `subject` under an item, whatever its readers: for rules, not for eyes."""
    if subject is None:
        return None
    kind = ContentType.objects.get_for_model(subject)
    return item.papers.filter(subject_kind=kind, subject_id=subject.pk).select_related("paper").first()


def goes_as_far(paper: Record, record: Record) -> bool:
    """Whether everybody who may read `record` may read the paper too, by what both say of their readers."""
    if paper.is_named:
        bodies, roles = set(record.reader_bodies), set(record.reader_roles)
        return record.is_named and bodies <= set(paper.reader_bodies) and roles <= set(paper.reader_roles)
    return paper.audience == Audience.PUBLIC or record.audience != Audience.PUBLIC


def recommendation_shown(decision: Decision) -> str:
    """What was recommended, for the decision's page and notice: nothing where its readers may not all read the paper.
    A decision that was locked before that was looked at holds it still."""
    if not decision.recommended or decision.item is None:
        return ""
    paper = paper_of(decision.item, decision.subject)
    return decision.recommended if paper and goes_as_far(paper.paper, decision) else ""


def says_too_much(notice: StoredPaper, decision: Decision) -> bool:
    """Whether a notice that was issued before says what was recommended and may not."""
    if not decision.recommended or recommendation_shown(decision):
        return False
    return escape(decision.recommended) in notice.html
