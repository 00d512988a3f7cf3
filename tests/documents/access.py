from django.utils.safestring import mark_safe

from bcsp.documents.models import StoredFile, StoredPaper
from bcsp.documents.ready import ready
from bcsp.records.clock import now
from tests import make
from tests.access import Page


def for_pdg() -> dict[str, int]:
    """A paper for PDG alone, issued by somebody who is not of it."""
    paper = StoredPaper.objects.create(
        key="test",
        title="Test",
        html="<h1>Test</h1>",
        file=StoredFile.keep(ready(mark_safe("<h1>Test</h1>"), title="Test"), "application/pdf"),
        pages=1,
        issued_at=now(),
        audience="named",
        reader_bodies=[make.body("pdg").pk],
        created_by=make.user("coordinator").person,
    )
    return {"pk": paper.pk}


# A sign-in without a place gets what a guest gets: nothing but what lets them in by name.
PDG_ALONE = {"pdg": 200, "chair": 200, "clerk": 200, "outsider": 404}
ACCESS = [
    Page("documents:paste_read", method="post"),
    Page("documents:paper_detail", make=for_pdg, members=404, statuses=PDG_ALONE),
    Page("documents:paper_download", make=for_pdg, members=404, statuses=PDG_ALONE),
]
