"""Slow work: packs, decision notices, the public document. Each task may run twice and does its work once."""

import logging
from contextlib import suppress

from procrastinate.contrib.django import app

from bcsp.documents.packs import build
from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin
from bcsp.documents.ready import pages_of
from bcsp.records.clock import today
from bcsp.records.errors import Refused
from governance.actions.decisions import NOTICE_JOB
from governance.actions.packs import JOB, READY_JOB, fail_pack, keep_numbers, keep_pack
from governance.actions.publishing_editions import JOB as PRINT_JOB
from governance.actions.publishing_editions import fail_print, keep_print
from governance.actions.storing import store_notice
from governance.actions.todo import remind
from governance.agendas import laid_out
from governance.choices import ActionState, EditionState, PackState
from governance.document.printing import printed
from governance.models import Action, Decision, Edition, Meeting, Pack
from governance.packs import NoSuchRendition, numbering, pack_of
from governance.reminders import BEFORE

log = logging.getLogger(__name__)
UNKNOWN = "Something went wrong that is not in the papers. Try again; if it stays so, tell the administrator."


@app.task(name=JOB, queue="packs")
def build_pack(pack_id: int) -> None:
    """Build one pack and keep it. The work is done outside any transaction; only its result is written in one.

    What comes of it is dropped where the pack was asked for again meanwhile: that asking has a job of its own.
    """
    pack = Pack.objects.select_related("meeting__body", "supplement").get(pk=pack_id)
    if pack.state != PackState.WAITING:
        return
    numbered = pack.supplement or pack.meeting
    try:
        if not numbered.numbering:
            keep_numbers(of=numbered, numbers=numbering(pack.meeting, pack.supplement), by=None)
        content = pack_of(pack.meeting, pack.audience, pack.supplement)
        keep_pack(pack=pack, content=content, pdf=build(content), by=None)
    except (UnfitPage, CannotJoin, NoSuchRendition, Refused) as fault:
        fail_pack(pack=pack, fault=str(fault), by=None)
    except Exception:
        if fail_pack(pack=pack, fault=UNKNOWN, by=None):
            log.exception("pack %s could not be built", pack_id)
            raise


@app.task(name=READY_JOB, queue="packs")
def make_parts_ready(meeting_id: int) -> None:
    """Render what the papers of a draft agenda consist of, as far as it is not kept. One bad paper stops no other."""
    for _, papers in laid_out(Meeting.objects.select_related("body").get(pk=meeting_id)):
        for each in papers:
            with suppress(UnfitPage, CannotJoin):
                pages_of(each.paper)


@app.task(name=NOTICE_JOB, queue="packs")
def store_decision_notice(decision_id: int) -> None:
    """Keep a decision's notice as a PDF."""
    store_notice(decision=Decision.objects.get(pk=decision_id), by=None)


@app.task(name=PRINT_JOB, queue="packs")
def print_edition(edition_id: int) -> None:
    """Print a published edition from the text that was frozen, and keep its pages."""
    edition = Edition.objects.get(pk=edition_id)
    if edition.state != EditionState.PUBLISHED or edition.pdf_id:
        return
    try:
        keep_print(edition=edition, pdf=printed(edition, edition.fragment, issued=edition.published_at), by=None)
    except (UnfitPage, CannotJoin, Refused) as fault:
        fail_print(edition=edition, fault=str(fault), by=None)
    except Exception:
        fail_print(edition=edition, fault=UNKNOWN, by=None)
        raise


@app.periodic(cron="0 7 * * *")  # UTC: 7 or 8 o'clock in London
@app.task(queue="mail", queueing_lock="remind_owners")
def remind_owners(timestamp: int) -> None:
    """Remind the owners of open actions. Run twice it reminds once; run late it reminds of what was missed."""
    for todo in Action.objects.filter(state=ActionState.OPEN, due__lte=today() + max(BEFORE)).order_by("pk"):
        remind(todo=todo, by=None)
