"""Packs: asked for when the agenda is published, built in the background, the last good one kept until the next."""

from django.template.loader import render_to_string
from procrastinate.contrib.django import app

from bcsp.documents.actions import PDF, issues_of, take_paper_back
from bcsp.documents.models import StoredFile, StoredPaper
from bcsp.documents.packs import Pack as Content
from bcsp.documents.pdf.joining import page_count
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.redaction import take_out
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.meetings import locked
from governance.actions.withdrawing import take_out_source
from governance.choices import ISSUED, MeetingState, PackState
from governance.models import ItemPaper, Meeting, Pack, Supplement
from governance.packs import name_of, renditions

JOB = "governance.build_pack"  # by name: the task stands above the actions and calls them
READY_JOB = "governance.make_parts_ready"
WIDER = {  # the renditions that hold a paper of this audience
    Audience.PUBLIC: [Audience.PUBLIC, Audience.PARTNERS, Audience.NAMED],
    Audience.PARTNERS: [Audience.PARTNERS, Audience.NAMED],
    Audience.NAMED: [Audience.NAMED],
}


def request_packs(meeting: Meeting, supplement: Supplement | None = None) -> None:
    """Ask for every pack of the meeting, or of one supplement to it; those there are built anew. Call inside an action:
    the jobs start only if it commits."""
    for audience in renditions(meeting):
        pack, _ = Pack.objects.update_or_create(
            meeting=meeting,
            audience=audience,
            supplement=supplement,
            defaults={"state": PackState.WAITING, "fault": "", "requested_at": now()},
        )
        _defer(pack)


def prepare_parts(meeting: Meeting) -> None:
    """Let the worker render the papers of a draft agenda, so that publishing and the packs only join them. Call where a
    paper came or changed, inside that action, and where somebody reads what would be published."""
    app.configure_task(READY_JOB, queue="packs").defer(meeting_id=meeting.pk)


@action
def rebuild_pack(*, pack: Pack, by: Viewer) -> Pack:
    """Ask for a pack once more; the one that was ready stays until the new one is."""
    demand(rules.PREPARE, by, pack)
    pack = Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if pack.state == PackState.WAITING:
        raise Refused("This pack is being built already. Give it a minute.")
    _ask_again(pack)
    return pack


def _ask_again(pack: Pack) -> None:
    pack.state, pack.fault, pack.requested_at = PackState.WAITING, "", now()
    pack.save()
    _defer(pack)


def _defer(pack: Pack) -> None:
    app.configure_task(JOB, queue="packs").defer(pack_id=pack.pk)


@action
def keep_pack(*, pack: Pack, content: Content, pdf: bytes, by: None) -> Pack:
    """Store a pack with the readers of its rendition, and say that it is ready. Done by the house itself.

    A build that was asked for before the last asking is dropped: what it holds may have been withdrawn meanwhile.
    """
    asked = pack.requested_at
    found = Pack.objects.select_for_update(of=("self",)).select_related("meeting__body", "supplement")
    pack = found.get(pk=pack.pk)
    if pack.requested_at != asked:
        return pack
    meeting = pack.meeting
    pack.stored = save(
        StoredPaper(
            key=key_of(pack),
            title=name_of(meeting, pack.audience, pack.supplement),
            html=render_to_string("governance/pdf/pack_outline.html", {"pack": content}),
            file=StoredFile.keep(pdf, PDF),
            pages=page_count(pdf),
            issued_at=now(),
            audience=pack.audience,
            reader_bodies=[meeting.body_id] if pack.audience == Audience.NAMED else [],
            kept_from=kept_from_pack(pack),
            created_by_id=meeting.published_by_id,
        )
    )
    pack.state, pack.fault, pack.built_at = PackState.READY, "", now()
    pack.save()
    return pack


@action
def keep_numbers(*, of: Meeting | Supplement, numbers: dict, by: None) -> dict:
    """Keep the page numbers of a published meeting, or of a supplement to it, and give those that are kept: whoever
    comes first has written them, and from then on they never change."""
    kept = type(of).objects.select_for_update(of=("self",)).get(pk=of.pk)
    if not kept.numbering:
        kept.numbering = numbers
        kept.save(update_fields=["numbering"])
    of.numbering = kept.numbering
    return of.numbering


@action
def withdraw_from_packs(*, place: ItemPaper, by: Viewer, why: str) -> Meeting:
    """Take back a paper wherever it stands, and every build of every pack that holds it: their bytes go, a line says
    who, when and why. The packs are built anew without it; the pages of all other papers keep their numbers.
    Raises NotAllowed, Refused."""
    demand(rules.WITHDRAW, by, place)
    if place.item.meeting.state not in ISSUED:
        raise Refused("This agenda is not published. Take the paper off it instead.")
    take_paper_back(paper=place.paper, by=by, why=why)  # first: from here on no agenda can be published with it
    places = ItemPaper.objects.filter(paper__in=issues_of(place.paper)).select_related("item__meeting__body", "paper")
    places = list(places.order_by("item__meeting_id", "pk"))  # two who withdraw at once lock in one order
    for each in places:
        take_out(record=each, columns=["line", "ask", "recommendation", "cost", "public_line"], by=by, why=why)
        _take_packs_back(each, by, why)
    take_out_source(place, by, why)
    for meeting in Meeting.objects.filter(state=MeetingState.DRAFT):
        prepare_parts(meeting)  # what was ready for other agendas went too
    return place.item.meeting


def _take_packs_back(place: ItemPaper, by: Viewer, why: str) -> None:
    """Withdraw every build, earlier ones too, of the packs that hold the paper, and ask for new ones."""
    meeting = locked(place.item.meeting)
    holding = WIDER[Audience(place.paper.audience)]
    packs = meeting.packs.select_for_update(of=("self",)).order_by("pk")  # as `keep_pack`: the pack, then its files
    for pack in packs.filter(supplement=place.supplement, audience__in=holding):
        builds = StoredPaper.objects.filter(key=key_of(pack), file__withdrawn_at__isnull=True)
        for build in builds.order_by("file_id", "pk").distinct("file_id"):  # the same bytes are kept once
            take_paper_back(paper=build, by=by, why=f"{place.paper.title}: {why}"[:300])
        _ask_again(pack)
    meeting.save(update_fields=["version"])


def kept_from_pack(pack: Pack) -> list[int]:
    """People with an interest in anything that a pack for named readers holds: they read the lesser one."""
    if pack.audience != Audience.NAMED:
        return []
    held = StoredPaper.objects.filter(places__item__meeting=pack.meeting_id)
    return sorted({person for people in held.values_list("kept_from", flat=True) for person in people})


def key_of(pack: Pack) -> str:
    """The name under which every build of a pack is kept."""
    return f"governance.pack:{pack.pk}"


@action
def fail_pack(*, pack: Pack, fault: str, by: None) -> bool:
    """Say in a sentence why a pack could not be built. What was ready before stays.

    False where it was asked for again meanwhile: then the fault is of no account, for another build is on its way.
    """
    asked = Pack.objects.filter(pk=pack.pk, requested_at=pack.requested_at)
    return bool(asked.update(state=PackState.FAILED, fault=fault[:300]))
