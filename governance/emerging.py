"""What a standing item such as Emerging Trends is filled with: by link to held meetings, never by date."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from bcsp.documents.papers import Paper, Readers
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from bcsp.strands import strands
from governance.models import AgendaItem, Meeting
from governance.queries import considered, rules_on
from governance.reports import papers_of

IN_FULL = 5  # where the body has no rule of its own


@dataclass(frozen=True)
class Offered:
    """A paper with its place under a standing item. Whether it is in full is the same for all who may read it."""

    paper: Paper
    in_full: bool


def offered(item: AgendaItem) -> list[Offered]:
    """Papers that the strands put under a standing item, and those written for any other, whoever may read them.

    Left out are those whose subject a held meeting of the body has considered, unless they come back for review. The
    rule of the body says how many are printed in full (CSD2a: five), the first in the strands' order; the rest have a
    line each. Those for fewer readers stand last, so that no gap in the letters tells the others how many there are.
    """
    if item.kind_id is None:
        return sorted((Offered(paper, in_full=True) for paper in papers_of(item)), key=_kept_back)
    meeting = item.meeting
    done = considered(meeting.body_id)
    papers = [
        paper
        for strand in strands()
        for paper in strand.papers(item.kind_id, meeting.body_id, meeting.day)
        if paper.returns or subject_key(paper) not in done
    ]
    rule = rules_on(meeting.body_id, meeting.day).filter(kind=item.kind_id).first()
    full = _in_full(papers, rule.in_full if rule else IN_FULL, meeting)
    return sorted((Offered(paper, paper.key in full) for paper in papers), key=_kept_back)


def _in_full(papers: list[Paper], most: int, meeting: Meeting) -> set[str]:
    """Keys of the papers that are printed in full: the first so many of all, and of what the readers of each rendition
    have.

    So each rendition has as many in full as if its readers' papers were all there are: what is hidden from them makes
    no difference that they could count. And there is one answer for all, on paper and on screen: the fullest rendition
    has pages for every paper that a lesser one prints.
    """
    readers = (Viewer.public(), Viewer.partners(), Viewer.body(meeting.body))
    lists = [papers, *([paper for paper in papers if reads(reader, paper.readers)] for reader in readers)]
    return {paper.key for each in lists for paper in each[:most]}


def reads(viewer: Viewer, readers: Readers) -> bool:
    """`Record.audience_q` for a paper that is no row yet."""
    if viewer.person_id in readers.kept_from:
        return False
    if readers.audience == Audience.NAMED:
        return bool(viewer.bodies & set(readers.bodies)) or bool({str(r) for r in viewer.roles} & set(readers.roles))
    return readers.audience == Audience.PUBLIC or viewer.is_member


def _kept_back(each: Offered) -> int:
    """How few readers of an agenda see anything of a paper: the wider ones come first, each in the strands' order."""
    paper = each.paper
    if paper.readers.audience == Audience.PUBLIC or paper.public_line:
        return 0
    return 1 if paper.readers.audience == Audience.PARTNERS else 2


def subject_key(paper: Paper) -> tuple[int, int]:
    """(content type, key) of what the paper is about."""
    app, model = paper.subject_kind.split(".")
    return ContentType.objects.get_by_natural_key(app, model).pk, paper.subject_id
