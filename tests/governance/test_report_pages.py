"""The pages on which a paper is written: three ways in, every fault at once, two writers, nothing left on disk."""

import io
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pikepdf import Pdf

from bcsp.documents.models import StoredFile
from bcsp.documents.pdf.joining import page_count
from bcsp.documents.ready import pages_of
from bcsp.records.clock import today
from bcsp.records.models import AccessEvent
from governance import actions, agendas, reports
from governance.models import ItemPaper, Report
from tests.documents import docx, made_uploads
from tests.documents.verapdf import assert_pdf_ua, needs_verapdf
from tests.governance import make
from tests.governance.make import CANARY
from tests.make import client, text, viewer

pytestmark = pytest.mark.django_db
SENT = {"title": "Lamps", "ask": "Agree to them", "how": "typed", "body": "# Why\n\nDark.", "audience": "partners"}
LATER = today() + timedelta(days=90)
WHY = {
    "audience": "named",
    "paragraph": "3",
    "withheld_why": "A provider's prices.",
    "withheld_by": "The chair",
    "withheld_review_day": LATER.day,
    "withheld_review_month": LATER.month,
    "withheld_review_year": LATER.year,
}


def write(item=None, persona: str = "clerk", **sent):
    """What the page answers, and the paper that it wrote, if any."""
    item = item or make.item(make.meeting())
    given = {name: value for name, value in {**SENT, **sent}.items() if value is not None}
    answer = client(persona).post(reverse("governance:report_add", args=[item.pk]), given)
    return answer, item.reports.first()


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_typed_paper_is_kept_as_clean_html_and_read_at_once():
    answer, report = write(persona="analyst", recommendation="Buy them")
    assert answer.status_code == 302
    assert report.body == "<h2>Why</h2>\n<p>Dark.</p>"
    html = text(client("analyst").get(answer.url))
    assert "<h2>Why</h2>" in html
    assert "does not state its cost or the equality impact" in html


def test_the_check_before_publishing_names_papers_that_lack_something():
    _, report = write(recommendation="Buy them")
    address = reverse("governance:meeting_publish", args=[report.item.meeting_id])
    html = text(client("clerk").get(address))
    assert f'<a class="govuk-link" href="{report.get_absolute_url()}">Lamps</a>: It recommends something' in html


def test_only_title_and_ask_are_compulsory():
    answer, report = write(title="", ask="", body="")
    assert (answer.status_code, report) == (422, None)
    assert "Enter a title of the paper" in text(answer)
    assert "Say what is asked of the meeting" in text(answer)
    assert write(body="")[0].status_code == 302


def test_a_script_that_was_pasted_is_gone_from_row_and_page():
    answer, report = write(body="<p>Words<script>alert(1)</script><img src=x onerror=alert(1)></p>")
    assert report.body == "<p>Words</p>"
    Report.objects.filter(pk=report.pk).update(body="<p onclick='x()'>Words<script>alert(1)</script></p>")
    html = text(client("clerk").get(answer.url))
    assert "alert(1)" not in html
    assert "onclick" not in html


def test_a_word_document_comes_with_its_words_and_says_what_was_left_out():
    content = docx.document(docx.paragraph("Why", "Heading1"), docx.paragraph("Mr Smith knows"), docx.PICTURE)
    item, browser = make.item(make.meeting()), client("clerk")
    sent = {**SENT, "how": "word", "word": file("lamps.docx", content)}
    html = text(browser.post(reverse("governance:report_add", args=[item.pk]), sent, follow=True))
    report = item.reports.get()
    assert (report.form, report.body, report.upload_name) == (
        "word",
        "<h2>Why</h2>\n<p>Mr Smith knows</p>",
        "lamps.docx",
    )
    assert "1 picture was left out" in html
    assert "“Mr Smith” looks like a person" in html.replace("&#x27;", "'")


def test_graded_intelligence_in_a_word_document_is_refused():
    answer, report = write(how="word", word=file("a.docx", docx.document(docx.paragraph("Seen, 1BP."))))
    assert (answer.status_code, report) == (422, None)
    assert "looks like graded police intelligence" in text(answer)


def docx_of(text: str = "Dark.", name: str = "a.docx") -> SimpleUploadedFile:
    return file(name, docx.document(docx.paragraph(text)))


def test_a_file_is_asked_for_again_beside_its_field_when_something_else_is_wrong():
    answer, report = write(title="", how="word", word=docx_of(name="a\u202eb.docx"))
    assert (answer.status_code, report) == (422, None)
    [said] = answer.context["form"].errors["word"]
    assert said.startswith("Choose “ab.docx” again")
    assert text(answer).count(said) == 2  # beside the field, and in the summary


def test_a_file_is_asked_for_again_when_somebody_else_saved_meanwhile():
    _, report = write(how="word", word=docx_of())
    actions.edit_report(report=report, version=1, title="Other", by=viewer("clerk"))
    sent = {**SENT, "how": "word", "word": docx_of("New."), "version": 1}
    answer = client("clerk").post(reverse("governance:report_edit", args=[report.pk]), sent)
    assert answer.status_code == 409
    [said] = answer.context["form"].errors["word"]
    assert said.startswith("Choose “a.docx” again")


def test_a_file_that_nobody_reads_is_not_asked_for():
    answer, _ = write(title="", word=docx_of())
    assert list(answer.context["form"].errors) == ["title"]


def test_a_files_name_is_kept_without_what_turns_it_round():
    _, report = write(how="word", word=docx_of(name="a\u202eb.docx"))
    assert report.upload_name == "ab.docx"


def test_a_pdf_follows_its_cover_when_it_is_issued():
    answer, report = write(how="pdf", pdf=file("plan.pdf", made_uploads.many_pages(3)), summary="All of it.")
    assert answer.status_code == 302, text(answer)
    assert (report.form, report.upload_pages, report.upload_name) == ("pdf", 3, "plan.pdf")
    assert page_count(pages_of(reports.paper_of(report))) == 4
    actions.publish_agenda(meeting=report.item.meeting, by=viewer("clerk"))
    stored = ItemPaper.objects.get(item=report.item).paper
    assert stored.pages == 4
    assert "The paper itself is a PDF of 3 pages, “plan.pdf”" in stored.html
    assert "All of it." in stored.html


def test_a_withdrawn_paper_is_gone_from_what_it_was_written_from():
    _, typed = write(body=CANARY, risk=CANARY)
    item = typed.item
    content = made_uploads.printed(f"<h1>{CANARY}</h1><p>Words</p>")
    write(item, how="pdf", pdf=file("plan.pdf", content), summary=CANARY)
    upload = item.reports.get(form="pdf").upload
    actions.publish_agenda(meeting=item.meeting, by=viewer("clerk"))
    for place in ItemPaper.objects.filter(item=item):
        actions.withdraw_from_packs(place=place, by=viewer("coordinator"), why="It names a shop.")
    upload.refresh_from_db()
    assert (upload.content, upload.withdrawn_why) == (None, "It names a shop.")
    kept = [*Report.objects.values(), *Report.pgh_event_model.objects.values()]
    assert kept
    assert CANARY not in repr(kept)
    assert client("pdg").get(typed.get_absolute_url(), follow=True).status_code == 410


@needs_verapdf
def test_a_written_paper_is_accessible(tmp_path):
    table = "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 |\n| 3 | 4 | 5 |"
    wide = "<table><tr><th rowspan=2>x</th><th colspan=9>y</th></tr><tr>" + "<td>z</td>" * 9 + "</tr></table>"
    body = f"### Deep\n\nText [link](https://example.org)\n\n1. a\n2. b\n    - c\n\n{table}"
    _, typed = write(body=body, recommendation="Buy")
    _, pasted = write(body=f"<h4>Deep</h4><p>x</p><h1>Top</h1>{wide}<ul><li>a<ul><li>b</li></ul></li></ul>")
    _, upload = write(how="pdf", pdf=file("plan.pdf", made_uploads.printed()), summary="All of it.")
    found = {f"p{r.pk}": pages_of(reports.paper_of(r)) for r in (typed, pasted, upload)}
    assert_pdf_ua(tmp_path, **found)


@pytest.mark.parametrize(
    ("how", "name", "content", "says"),
    [
        ("pdf", "a.pdf", b"no pdf at all", "not a PDF"),
        ("pdf", "a.pdf", made_uploads.locked("secret"), "password"),
        ("pdf", "a.pdf", made_uploads.printed()[:600], "damaged"),
        ("word", "a.docm", docx.document(docx.paragraph("x")), "macros"),
        ("word", "a.docx", b"junk", "damaged"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(how, name, content, says):
    before = StoredFile.objects.count()
    answer, report = write(how=how, title="", **{how: file(name, content)})
    assert (answer.status_code, report, StoredFile.objects.count()) == (422, None, before)
    assert says in text(answer)
    assert "Enter a title of the paper" in text(answer)


def test_a_good_file_beside_a_fault_is_asked_for_again():
    answer, _ = write(how="word", title="", word=file("lamps.docx", docx.document(docx.paragraph("x"))))
    assert "Choose “lamps.docx” again" in text(answer)


def test_a_file_that_is_too_large_is_refused_and_never_touches_the_disk(settings, monkeypatch):
    settings.LARGEST_UPLOAD = 50_000

    def refuse(*args, **kwargs):
        raise AssertionError("a file was written to the disk")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    before = set(Path(tempfile.gettempdir()).glob("*.upload*"))
    answer, report = write(how="word", word=file("a.docx", b"PK" + b"0" * 5_000_000))
    assert (answer.status_code, report) == (422, None)
    assert "larger than" in text(answer)
    assert set(Path(tempfile.gettempdir()).glob("*.upload*")) == before


def test_no_file_is_a_fault_of_its_own():
    assert "Choose a PDF" in text(write(how="pdf")[0])
    assert "Choose a Word document (.docx)" in text(write(how="word")[0])


def test_an_untagged_pdf_goes_as_the_agenda_only_with_a_summary():
    answer, report = write(how="pdf", pdf=file("a.pdf", made_uploads.scanned()), audience="public")
    assert (answer.status_code, report) == (422, None)
    assert "goes to the public only with its content in words" in text(answer)
    answer, report = write(how="pdf", pdf=file("a.pdf", made_uploads.scanned()), audience="public", summary="A map.")
    assert (answer.status_code, report.upload_tagged) == (302, False)


def test_a_private_paper_gives_every_reason():
    answer, _ = write(audience="named")
    for sentence in ("Choose the paragraph", "Say why keeping", "Say who decided", "Enter the day on which"):
        assert sentence in text(answer)
    _, report = write(**WHY)
    assert (report.audience, report.paragraph, report.withheld_review) == ("named", 3, LATER)


def test_a_day_of_review_that_has_gone_by_since_stops_no_other_change():
    past = dict(zip(("day", "month", "year"), (1, 1, 2020), strict=True))
    sent = WHY | {f"withheld_review_{part}": number for part, number in past.items()}
    answer, report = write(**sent)
    assert report is None
    assert "When this is looked at again must be today or later" in text(answer)
    _, report = write(**WHY)
    Report.objects.filter(pk=report.pk).update(withheld_review=date(2020, 1, 1))
    address = reverse("governance:report_edit", args=[report.pk])
    answer = client("clerk").post(address, SENT | sent | {"title": "Lamps again", "version": report.version})
    assert answer.status_code == 302


def test_a_paper_under_a_private_item_asks_for_no_readers():
    item = make.item(make.meeting(), **make.PRIVATE)
    html = text(client("clerk").get(reverse("governance:report_add", args=[item.pk])))
    assert "private with it" in html
    assert "Who may read it" not in html
    _, report = write(item, audience=None)
    assert report.audience == "named"


def test_a_draft_file_stays_when_only_words_change():
    _, report = write(how="pdf", pdf=file("plan.pdf", made_uploads.printed()))
    address = reverse("governance:report_edit", args=[report.pk])
    answer = client("clerk").post(address, {**SENT, "how": "pdf", "title": "Other", "version": 1})
    assert answer.status_code == 302, text(answer)
    changed = Report.objects.get(pk=report.pk)
    assert (changed.title, changed.upload_id, changed.upload_pages) == ("Other", report.upload_id, report.upload_pages)


def test_the_second_of_two_writers_sees_both_texts():
    _, report = write()
    address = reverse("governance:report_edit", args=[report.pk])
    assert client("clerk").post(address, {**SENT, "body": "Mine", "version": 1}).status_code == 302
    answer = client("analyst").post(address, {**SENT, "body": "Theirs", "version": 1})
    assert answer.status_code == 409
    assert "Mine" in text(answer)
    assert "Theirs" in text(answer)
    assert Report.objects.get(pk=report.pk).body == "<p>Mine</p>"


def test_the_form_shows_the_text_as_it_was_typed():
    _, report = write(body="# Why\n\n- one\n- two")
    html = text(client("clerk").get(reverse("governance:report_edit", args=[report.pk])))
    assert "# Why\n\n- one\n- two</textarea>" in html


def test_a_read_of_a_private_paper_is_logged():
    _, report = write(**WHY)
    client("chair").get(report.get_absolute_url())
    assert {r for e in AccessEvent.objects.all() for r in e.records} == {f"governance.report:{report.pk}"}


@pytest.mark.parametrize(("why", "given"), [({}, False), (WHY, True)])
def test_the_pdf_of_a_private_draft_bears_its_readers_name(why, given):
    _, report = write(**why)
    answer = client("chair").get(reverse("governance:report_pdf", args=[report.pk]))
    with Pdf.open(io.BytesIO(answer.content)) as pdf:
        assert {"/BcspGiven" in page.Resources.XObject for page in pdf.pages} == {given}


def test_once_issued_its_page_is_what_was_issued():
    _, report = write()
    actions.publish_agenda(meeting=report.item.meeting, by=viewer("clerk"))
    stored = ItemPaper.objects.get(item=report.item).paper
    answer = client("pdg").get(report.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, stored.get_absolute_url())
    assert client("clerk").get(reverse("governance:report_edit", args=[report.pk])).status_code == 409


def test_late_papers_are_issued_from_their_page():
    first = make.report()
    meeting = first.item.meeting
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    address = reverse("governance:supplement_issue", args=[meeting.pk])
    assert "There is no late paper" in text(client("clerk").get(address))
    _, report = write(first.item, "analyst", title="Late lamps")
    report = first.item.reports.last()
    assert "Late lamps" in text(client("clerk").get(address))
    assert "Late lamps" not in text(client("pdg").get(meeting.get_absolute_url()))
    missing = text(client("clerk").post(address, {}))
    assert "Choose at least one paper" in missing
    assert "Say why these papers are late" in missing
    answer = client("clerk").post(address, {"reports": [report.pk], "why": "The figures came late"})
    assert answer.status_code == 302
    html = text(client("pdg").get(meeting.get_absolute_url()))
    assert "Late lamps" in html
    assert "S1" in html


def test_an_agenda_with_more_papers_asks_the_database_no_more():
    item = make.item(make.meeting())
    reader = viewer("pdg")
    counts = []
    for _ in range(2):
        make.report(item)
        with CaptureQueriesContext(connection) as queries:
            agendas.entries(item.meeting, reader)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_was_pasted_comes_back_as_a_text():
    sent = {"html": "<h1>Why</h1><ul><li>a</li></ul><script>x</script>"}
    answer = client("partner").post(reverse("documents:paste_read"), sent)
    assert (answer["Content-Type"], text(answer)) == ("text/plain; charset=utf-8", "# Why\n\n- a")
