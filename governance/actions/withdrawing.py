"""What goes with a paper that is taken back: the words and the file that it was written from."""

from bcsp.documents.actions import withdraw_file
from bcsp.records.redaction import take_out
from bcsp.records.viewer import Viewer
from governance.choices import Form
from governance.models import ItemPaper, Report

WORDS = ["ask", "recommendation", "cost", "risk", "equality", "consulted"]


def take_out_source(place: ItemPaper, by: Viewer, why: str) -> None:
    """Take the words of a written paper out of its row and history too, and the bytes of its PDF. Call inside an
    action that may redact; a strand's paper is for the strand."""
    report = place.subject
    if not isinstance(report, Report):
        return
    own = "summary" if report.form == Form.PDF else "body"
    take_out(record=report, columns=[*WORDS, own], by=by, why=why)
    if report.upload_id:
        withdraw_file(file=report.upload, by=by, why=why)
