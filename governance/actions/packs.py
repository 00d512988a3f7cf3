"""Packs: asked for when the agenda is published, built in the background, the last good one kept until the next."""

from django.template.loader import render_to_string
from procrastinate.contrib.django import app

from bcsp.documents.joining import page_count
from bcsp.documents.models import StoredFile, StoredPaper
from bcsp.documents.packs import Pack as Content
from bcsp.records.actions import action, demand, save
from bcsp.records.clock import now
from bcsp.records.errors import Refused
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance import rules
from governance.choices import PackState
from governance.models import Meeting, Pack
from governance.packs import name_of, renditions

JOB = "governance.build_pack"  # by name: the task stands above the actions and calls them


def request_packs(meeting: Meeting) -> None:
    """Ask for every pack of the meeting. Call inside an action: the jobs start only if it commits."""
    for audience in renditions(meeting):
        pack = Pack.objects.create(meeting=meeting, audience=audience, requested_at=now())
        _defer(pack)


@action
def rebuild_pack(*, pack: Pack, by: Viewer) -> Pack:
    """Ask for a pack once more; the one that was ready stays until the new one is."""
    demand(rules.PREPARE, by, pack)
    pack = Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if pack.state == PackState.WAITING:
        raise Refused("This pack is being built already. Give it a minute.")
    pack.state, pack.fault, pack.requested_at = PackState.WAITING, "", now()
    pack.save()
    _defer(pack)
    return pack


def _defer(pack: Pack) -> None:
    app.configure_task(JOB, queue="packs").defer(pack_id=pack.pk)


@action
def keep_pack(*, pack: Pack, content: Content, pdf: bytes, by: None) -> Pack:
    """Store a pack with the readers of its rendition, and say that it is ready. Done by the house itself."""
    pack = Pack.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=pack.pk)
    meeting = pack.meeting
    pack.stored = save(
        StoredPaper(
            key=f"governance.pack:{pack.pk}",
            title=name_of(meeting, pack.audience),
            html=render_to_string("governance/pdf/pack_outline.html", {"pack": content}),
            file=StoredFile.keep(pdf, "application/pdf"),
            pages=page_count(pdf),
            issued_at=now(),
            audience=pack.audience,
            reader_bodies=[meeting.body_id] if pack.audience == Audience.NAMED else [],
            created_by_id=meeting.published_by_id,
        )
    )
    pack.state, pack.fault, pack.built_at = PackState.READY, "", now()
    pack.save()
    return pack


@action
def fail_pack(*, pack: Pack, fault: str, by: None) -> None:
    """Say in a sentence why a pack could not be built. What was ready before stays."""
    Pack.objects.filter(pk=pack.pk).update(state=PackState.FAILED, fault=fault[:300])
