"""Approving and publishing an edition of the public document."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date

from procrastinate.contrib.django import app

from bcsp.documents.actions import PDF
from bcsp.documents.models import StoredFile
from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.editions import without_faults
from governance.choices import DecisionState, EditionState
from governance.document.checks import Finding, findings
from governance.document.contents import document, text_of
from governance.document.drift import as_kept
from governance.document.first_day import wrong_dates
from governance.models import Decision, Edition

JOB = "governance.print_edition"
LOOK = "Look at this once more, and say that it is right: {}"


@action
def approve_edition(
    *, edition: Edition, version: int, body: Organisation, day: date, by: Viewer, decision: Decision | None = None
) -> Edition:
    """Record which body approved the edition, on which day, by which decision; without one, by its chair's agreement.
    No day before the draft was begun, and of a decision its own. From then on its words don't change. Raises Stale, and
    Refused with every fault that the checks find."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if not edition.is_written:
        raise Refused("This edition is approved already.")
    _approves(edition, body, day, decision)
    found = document(_sections(edition), today())
    without_faults(edition, found)
    edition.state, edition.approved_at, edition.approved_by_id = EditionState.APPROVED, now(), by.person_id
    edition.approval_body, edition.approval_day, edition.approval_decision = body, day, decision
    edition.facts = as_kept(found.facts)
    return save(edition)


def _approves(edition: Edition, body: Organisation, day: date, decision: Decision | None) -> None:
    """Raise Refused unless this can be the approval of these words."""
    if day > today():
        raise Refused("The approval is to come. Record it on the day, or after it.")
    if decision and (decision.state != DecisionState.AGREED or decision.body_id != body.pk):
        raise Refused(f"Choose an agreed decision of {body.brief}.")
    if decision and decision.decided_on != day:
        raise Refused(f"{decision.reference} was decided on {decision.decided_on:%-d %B %Y}. Give that day.")
    if day < edition.begun_on:
        raise Refused(f"{edition} was begun on {edition.begun_on:%-d %B %Y}: nobody can have approved it before.")


@action
def publish_edition(
    *,
    edition: Edition,
    version: int,
    effective_from: date,
    review_due: date,
    change_note: str,
    by: Viewer,
    looked_at: Collection[str] = (),
) -> Edition:
    """Publish an approved edition to everyone: its text and facts are frozen now, with a hash; the worker prints it.

    `looked_at` are the findings, in their own words, that the publisher looked at and found right. Raises Stale, and
    Refused with every fault that the checks find.
    """
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if edition.state != EditionState.APPROVED:
        raise Refused("Record who approved this edition first: only then can it be published.")
    wrong = wrong_dates(effective_from, review_due)
    if wrong:
        raise Refused(" ".join(wrong.values()))
    edition.effective_from, edition.review_due, edition.change_note = effective_from, review_due, change_note.strip()
    found = document(_sections(edition), effective_from)
    clean(findings(edition, found), looked_at)
    edition.state, edition.published_at, edition.published_by_id = EditionState.PUBLISHED, now(), by.person_id
    edition.facts, edition.html = as_kept(found.facts), text_of(edition, found)
    edition.html_sha256 = hashlib.sha256(edition.html.encode()).hexdigest()
    save(edition)
    app.configure_task(JOB, queue="packs").defer(edition_id=edition.pk)
    return edition


def clean(found: Iterable[Finding], looked_at: Collection[str]) -> None:
    """Raise Refused with every fault, and with whatever nobody has looked at."""
    wrong = [
        each.says if each.is_fault else LOOK.format(each.says)
        for each in found
        if each.is_fault or each.says not in looked_at
    ]
    if wrong:
        raise Refused(" ".join(wrong))


@action
def keep_print(*, edition: Edition, pdf: bytes, by: None) -> Edition:
    """Keep the pages of a published edition. Dropped where it was withdrawn, or printed, meanwhile."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != EditionState.PUBLISHED or edition.pdf_id:
        return edition
    edition.pdf, edition.fault = StoredFile.keep(pdf, PDF), ""
    return save(edition)


@action
def fail_print(*, edition: Edition, fault: str, by: None) -> None:
    """Say in a sentence why the edition could not be printed; its page stands all the same."""
    Edition.objects.filter(pk=edition.pk, pdf__isnull=True).update(fault=fault[:300])


@action
def print_again(*, edition: Edition, by: Viewer) -> Edition:
    """Ask for the pages of a published edition once more."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != EditionState.PUBLISHED or edition.pdf_id:
        raise Refused("This edition is printed already, or not published.")
    edition.fault = ""
    app.configure_task(JOB, queue="packs").defer(edition_id=edition.pk)
    return save(edition)


def _sections(edition: Edition):
    return edition.sections.select_related("section").order_by("section__position")
