"""Reads of meetings, decisions and actions. Whatever a person sees starts from `visible_to`."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Field,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from bcsp.documents.models import StoredPaper
from bcsp.people.models import Membership, Organisation
from bcsp.people.queries import posts_held
from bcsp.records.clock import begins, today
from bcsp.records.models import Audience, Link, Record
from governance import house_items
from governance.choices import COMING, ISSUED, TOOK_PLACE, ActionState, DecisionState, MeetingState
from governance.models import Action, AgendaItem, Decision, ItemPaper, Meeting, Pack, StandingRule
from governance.notices import key_of
from governance.recommended import paper_of, says_too_much

REVIEW_SOON = timedelta(days=28)


def bodies() -> QuerySet[Organisation]:
    """The tiers and local groups of the partnership, in their order."""
    return Organisation.objects.exclude(tier="").order_by("pk")


def bodies_for(viewer, rule: str) -> QuerySet[Organisation]:
    """Those for which this viewer may do what the rule says."""
    return bodies().filter(pk__in=[body.pk for body in bodies() if viewer.may(rule, body)] if viewer.may(rule) else [])


def next_pdg() -> Meeting | None:
    """The next meeting of the Partnership Delivery Group that still takes papers: its agenda is not published yet."""
    return Meeting.objects.filter(body__tier=Organisation.Tier.PDG).to_come(MeetingState.DRAFT).first()


def pdg_on_published_agenda() -> Meeting | None:
    """The meeting of PDG whose agenda is published and which is still to be held: too late for anything new."""
    return Meeting.objects.filter(body__tier=Organisation.Tier.PDG).to_come(MeetingState.PUBLISHED).first()


def drafts_to_come(body_id: int) -> QuerySet[Meeting]:
    """A body's meetings to come whose agenda can still change, the soonest first. Whoever may see them: for rules."""
    return Meeting.objects.filter(body=body_id).to_come(MeetingState.DRAFT)


def upcoming(viewer) -> QuerySet[Meeting]:
    """Meetings to come, soonest first. One that was forgotten stays until it is held or cancelled, and a cancelled one
    until its day has passed: whoever keeps the day free looks for it here."""
    return Meeting.objects.visible_to(viewer).filter(_to_come()).order_by("starts_at", "pk")


def past(viewer) -> QuerySet[Meeting]:
    """Meetings held, and cancelled ones whose day has passed, latest first."""
    return Meeting.objects.visible_to(viewer).exclude(_to_come())


def _to_come() -> Q:
    return Q(state__in=COMING) | Q(state=MeetingState.CANCELLED, starts_at__gte=begins(today()))


def rules_on(body_id: int, day: date) -> QuerySet[StandingRule]:
    """The body's standing items on a day, in the order in which they were introduced."""
    return StandingRule.objects.as_at(day).filter(body_id=body_id).select_related("kind").order_by("pk")


def is_protected(item: AgendaItem) -> bool:
    """Whether a rule of the body keeps this item on the agenda."""
    if item.kind_id is None:
        return False
    return rules_on(item.meeting.body_id, item.meeting.day).filter(kind=item.kind_id, protected=True).exists()


def protected_kinds(meeting: Meeting) -> dict[str, str]:
    """Kinds of item that nobody can take off this meeting's agenda, each with why: by a rule, or with something to
    report there."""
    by_rule = rules_on(meeting.body_id, meeting.day).filter(protected=True).values_list("kind_id", flat=True)
    due = dict.fromkeys(house_items.due(meeting.body_id, meeting.day), "Stays while there is something to report here")
    return due | dict.fromkeys(by_rule, f"Every agenda of {meeting.body.brief} must have this item")


def considered(body_id: int) -> set[tuple[int, int]]:
    """(content type, key) of each subject that a *held* meeting of the body has had before it, by link."""
    held = AgendaItem.objects.filter(meeting__body_id=body_id, meeting__state__in=TOOK_PLACE)
    links = Link.objects.filter(
        relation=Link.Relation.CONSIDERS,
        start_kind=ContentType.objects.get_for_model(AgendaItem),
        start_id__in=held.values("pk"),
    )
    return set(links.values_list("end_kind_id", "end_id"))


def places_of(meeting: Meeting) -> QuerySet[ItemPaper]:
    """Every paper frozen for a meeting, its bytes left in the database."""
    places = ItemPaper.objects.filter(item__meeting=meeting).select_related("paper__file", "item", "supplement")
    return places.defer("paper__file__content").order_by("item__position", "position")


def on_other_agendas(meeting: Meeting) -> dict[str, Meeting]:
    """Papers, by key, that stand on another published agenda of the same body which is still to be held."""
    found = ItemPaper.objects.filter(item__meeting__body=meeting.body_id, item__meeting__state=MeetingState.PUBLISHED)
    rows = found.exclude(item__meeting=meeting).select_related("item__meeting__body", "paper")
    return {row.paper.key: row.item.meeting for row in rows.defer("paper__html")}


def papers_under(item: AgendaItem, viewer) -> QuerySet[ItemPaper]:
    """The papers frozen under an item that this viewer may read."""
    found = item.papers.filter(paper__in=StoredPaper.objects.visible_to(viewer)).select_related("paper")
    return found.defer("paper__html")


def paper_for(viewer, item: AgendaItem, subject: Model | None) -> ItemPaper | None:
    """The paper about `subject` under an item, if this viewer may read it: `paper_of` for eyes."""
    place = paper_of(item, subject)
    return papers_under(item, viewer).filter(pk=place.pk).first() if place else None


def named_source(item: AgendaItem | None, subject: Model | None, old: Decision | None = None) -> Record | None:
    """What is for named readers behind a decision, or None: its subject as it is read today, a paper about that under
    whatever item, the decision that it takes the place of, or the item itself. For rules, not for eyes."""
    if subject is not None:
        if record := read_as(subject):
            return record  # its readers of today: it may have been narrowed after its paper was frozen
        kind = ContentType.objects.get_for_model(subject)
        papers = ItemPaper.objects.filter(subject_kind=kind, subject_id=subject.pk, paper__audience=Audience.NAMED)
        if paper := papers.select_related("paper").order_by("-pk").first():
            return paper.paper
    return next((each for each in (old, item) if each is not None and each.is_named), None)


def read_as(subject: Model) -> Record | None:
    """The record with a subject's named readers: itself, or the record that it belongs to and is read as; None where
    it is for all partners. Raises TypeError where a subject says that it is named, and by nobody."""
    if not getattr(subject, "is_named", False):
        return None
    if isinstance(subject, Record):
        return subject
    above = (getattr(subject, each.name) for each in records_above(type(subject)))
    found = next((row for row in above if row and row.is_named), None)
    if found is None:
        raise TypeError(f"{subject._meta.label} is for named readers, but no record of its own says for which.")
    return found


def records_above(model: type[Model]) -> list[Field]:
    """The columns of a model that name records: those that its rows belong to, or are versions of."""
    return [each for each in model._meta.concrete_fields if issubclass(each.related_model or object, Record)]


def unrecorded(viewer) -> list[tuple[Meeting, int]]:
    """Held meetings with decisions that were asked of them and that neither they nor a later meeting of the body has
    on record, not even as a draft; and how many, of those papers that this viewer may read. Two queries."""
    recorded = Decision.objects.filter(
        body=OuterRef("item__meeting__body"),
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        item__meeting__starts_at__gte=OuterRef("item__meeting__starts_at"),
    )
    papers = ItemPaper.objects.filter(paper__in=StoredPaper.objects.visible_to(viewer)).exclude(recommendation="")
    asked = papers.filter(~Exists(recorded), item__meeting__state__in=TOOK_PLACE)
    counts = dict(asked.order_by().values_list("item__meeting").annotate(Count("pk")))
    meetings = Meeting.objects.visible_to(viewer).filter(pk__in=counts).order_by("starts_at", "pk")
    return [(meeting, counts[meeting.pk]) for meeting in meetings]


def kept_from_any(meeting: Meeting, viewer) -> bool:
    """Whether the viewer has an interest in a paper of the meeting, and so has no pack that holds it."""
    held = StoredPaper.objects.filter(places__item__meeting=meeting, kept_from__contains=[viewer.person_id])
    return viewer.person_id is not None and held.exists()


def packs_for(meeting: Meeting, viewer) -> list[Pack]:
    """The meeting's packs that this viewer may read: the agenda's, then each supplement's, the fullest first."""
    readable = {"public": meeting.audience == "public", "partners": viewer.is_member}
    readable["named"] = meeting.body_id in viewer.bodies and not kept_from_any(meeting, viewer)
    packs = meeting.packs.select_related("supplement", "stored__file").defer("stored__file__content", "stored__html")
    order = ["named", "partners", "public"]
    found = (pack for pack in packs if readable[pack.audience])
    return sorted(found, key=lambda p: (p.supplement.number if p.supplement else 0, order.index(p.audience)))


def decisions(viewer) -> QuerySet[Decision]:
    """Agreed decisions that this viewer may read, the latest first.

    Each says whether it `was_superseded`, by which reference (`replaced_by`) and since when, which it stands
    `in_place_of`: as far as the viewer may know.
    """
    seen = Decision.objects.visible_to(viewer).filter(state=DecisionState.AGREED)
    later, before = seen.filter(supersedes=OuterRef("pk")), seen.filter(pk=OuterRef("supersedes_id"))
    found = seen.select_related("body").annotate(
        was_superseded=Exists(later),
        replaced_by=Subquery(later.values("reference")[:1]),
        replaced_at=Subquery(later.values("agreed_at")[:1]),
        in_place_of=Subquery(before.values("reference")[:1]),
    )
    return found.order_by("-decided_on", "-pk")


def reviews(viewer) -> QuerySet[Decision]:
    """Decisions in force whose review is overdue or due soon, the earliest first."""
    found = decisions(viewer).filter(was_superseded=False, review_on__lte=today() + REVIEW_SOON)
    return found.order_by("review_on", "pk")


def notice_for(viewer, decision: Decision) -> StoredPaper | None:
    """The decision's notice as it was last issued, once it is ready and if this viewer may read it; none where it was
    issued with a recommendation that is not for all readers of the decision."""
    notices = StoredPaper.objects.visible_to(viewer).filter(key=key_of(decision))
    notice = notices.select_related("file").defer("html", "file__content").order_by("-pk").first()
    return None if notice and says_too_much(notice, decision) else notice


def reported_to(viewer, decision: Decision) -> list[Meeting]:
    """The meetings whose agenda had a decision that the chair took between meetings, that this viewer may know of."""
    kind = ContentType.objects.get_for_model(Decision)
    items = AgendaItem.objects.filter(papers__subject_kind=kind, papers__subject_id=decision.pk)
    found = Meeting.objects.visible_to(viewer).filter(items__in=items, state__in=ISSUED)
    return list(found.order_by("starts_at").distinct())


def drafts(viewer) -> QuerySet[Decision]:
    """Decisions written down and not yet agreed that this viewer may see."""
    return Decision.objects.visible_to(viewer).filter(state=DecisionState.DRAFT).select_related("body")


def actions(viewer) -> QuerySet[Action]:
    """Actions that this viewer may read, open ones first, then by the day they are due; each says whether it
    `needs_owner`: it is open, and nobody holds its post today, or the person who had it has no place any more."""
    found = Action.objects.visible_to(viewer).select_related("owner_post__organisation", "owner_person", "organisation")
    placed = Membership.objects.as_at().filter(person=OuterRef("owner_person"))
    held = Membership.objects.as_at().filter(post=OuterRef("owner_post"))
    gone = Q(owner_person__isnull=False) & ~Exists(placed)
    vacant = Q(owner_post__isnull=False) & ~Exists(held)
    needs = ExpressionWrapper(Q(state=ActionState.OPEN) & (gone | vacant), BooleanField())
    return found.annotate(needs_owner=needs).order_by("-state", "due", "pk")


def ownerless(viewer) -> QuerySet[Action]:
    """Open actions that this viewer may read and that nobody sees to."""
    return actions(viewer).filter(needs_owner=True).select_related("decision", "item__meeting")


def of_body(body: Organisation) -> Q:
    """Actions that follow from a body's decisions or from items of its agendas."""
    return Q(decision__body=body) | Q(item__meeting__body=body)


def mine(viewer) -> QuerySet[Action]:
    """This viewer's open actions: theirs by name, or of a post they hold today."""
    owned = Q(owner_person_id=viewer.person_id) | Q(owner_post_id__in=posts_held(viewer.person_id))
    return actions(viewer).filter(owned, state=ActionState.OPEN) if viewer.person_id else Action.objects.none()


def standing_count(kind: str, tier: str) -> tuple[int, int]:
    """On how many agendas of a tier's body the kind stood, of how many published or held (plan output CSD2a)."""
    meetings = Meeting.objects.filter(body__tier=tier, state__in=ISSUED)
    found = meetings.aggregate(all=Count("pk", distinct=True), stood=Count("pk", filter=Q(items__kind=kind)))
    return found["stood"], found["all"]
