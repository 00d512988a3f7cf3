"""Issuing papers, and taking one back."""

from django.db.models import Q

from bcsp.documents.markings import marking_of
from bcsp.documents.models import ReadyPart, StoredFile, StoredPaper
from bcsp.documents.papers import Paper, render_html
from bcsp.documents.pdf.joining import Part, join, page_count
from bcsp.documents.ready import pages_of
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.redaction import REDACT, take_out
from bcsp.records.viewer import Viewer

PDF = "application/pdf"


def issue_paper(paper: Paper, person_id: int) -> StoredPaper:
    """Render a paper for its readers and keep it: what was computed until now no longer changes.

    Call inside an action; `person_id` is who issues it. Raises UnfitPage (bcsp.documents.pdf), CannotJoin and
    Refused.
    """
    at, pages = now(), pages_of(paper)
    whole = Part(paper.key, paper.title, pages)
    content = join([whole], title=paper.title, marking=marking_of(paper.readers.audience), issued=at)
    return save(
        StoredPaper(
            key=paper.key,
            title=paper.title,
            html=render_html(paper),
            file=StoredFile.keep(content, PDF),
            part=StoredFile.keep(pages, PDF),
            pages=page_count(pages),
            issued_at=at,
            audience=paper.readers.audience,
            reader_bodies=list(paper.readers.bodies),
            reader_roles=list(paper.readers.roles),
            kept_from=list(paper.readers.kept_from),
            created_by_id=person_id,
        )
    )


@action
def withdraw_paper(*, paper: StoredPaper, by: Viewer, why: str) -> StoredFile:
    """Take an issued paper back, and every other issue of the same pages: bytes and HTML go; hash, reason, who and
    when stay. Packs that hold it are for whoever built them to take back.

    Until the end of the transaction nobody can issue these pages anew. Raises NotAllowed, and Refused without a reason
    or where it was withdrawn before.
    """
    demand(REDACT, by, paper)
    return take_paper_back(paper=paper, by=by, why=why)


@action
def take_paper_back(*, paper: StoredPaper, by: Viewer, why: str) -> StoredFile:
    """What `withdraw_paper` does, for actions with a rule of their own: a clerk withdraws what their body was sent."""
    files = StoredFile.objects.select_for_update().filter(pk__in={paper.file_id, paper.part_id} - {None})
    if any(file.withdrawn_at for file in files.defer("content").order_by("pk") if file.pk == paper.file_id):
        raise Refused("This paper has been withdrawn already.")
    if paper.part_id:
        # Also what it said while it was drafted: nobody can tell which parts those are, and all can be made again.
        ReadyPart.objects.all().delete()
    for each in issues_of(paper):
        take_out(record=each, columns=["html"], by=by, why=why)
        for file in filter(None, (each.file, each.part)):
            withdraw_file(file=file, by=by, why=why)
    return StoredFile.objects.get(pk=paper.file_id)


def issues_of(paper: StoredPaper) -> list[StoredPaper]:
    """The paper and every other issue of the same pages, under whatever title and on whatever agenda."""
    same = Q(file=paper.file_id) | Q(part__isnull=False, part=paper.part_id)
    return list(StoredPaper.objects.filter(same).select_related("file", "part"))


@action
def withdraw_file(*, file: StoredFile, by: Viewer, why: str) -> StoredFile:
    """Take away the bytes of a file that a withdrawn paper was made from. Who may is for its caller to say."""
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    return file if file.withdrawn_at else _withdraw(file, by, why)


def _withdraw(file: StoredFile, by: Viewer, why: str) -> StoredFile:
    file.content, file.withdrawn_at, file.withdrawn_by_id, file.withdrawn_why = None, now(), by.person_id, why
    return save(file)
