"""A record: a row with an audience, a maker and a row version. View permission *is* `visible_to(viewer)`."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from bcsp.people.roles import Role
from bcsp.records.clock import now

# An empty Q() means "no condition" beside AND, but vanishes beside OR: so all and none have names.
ALL = Q(pk__isnull=False)
NONE = Q(pk__in=[])
SOMEBODY = Q(reader_bodies__len__gt=0) | Q(reader_roles__len__gt=0) | Q(reader_people__len__gt=0)


class Audience(models.TextChoices):
    PUBLIC = "public", "Public"
    PARTNERS = "partners", "Partners only"
    NAMED = "named", "Named readers"


class RecordQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Rows this viewer may know of: its audience and released, or its own drafts."""
        return self.filter(self.model.visible_q(viewer))


class Made(models.Model):
    """A row that a person made, with a version that counts its changes (two writers never overwrite each other)."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    created_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class Record(Made):
    """What a strand keeps. Starts at `partners` or tighter; publishing is an act (practice.md, rule 17).

    Named readers are bodies and roles, held as arrays in the row itself: one index, one history, no join. The
    numbers stay true because organisations are never deleted (a trigger refuses it).
    """

    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.PARTNERS)
    reader_bodies = ArrayField(models.BigIntegerField(), default=list, blank=True)
    reader_roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list, blank=True)
    # People let in besides the audience, such as a guest for one item and its papers.
    reader_people = ArrayField(models.BigIntegerField(), default=list, blank=True)

    # Where constraints hold every row to named readers, and those to these roles (besides bodies and people): then the
    # rows are not looked through for who holds another one.
    named_to: frozenset[Role] | None = None

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            GinIndex(fields=["reader_bodies"], name="%(class)s_bodies"),
            GinIndex(fields=["reader_roles"], name="%(class)s_roles"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values),
                name="%(app_label)s_%(class)s_audience",
                violation_error_message="Say who may read this: public, partners only or named readers.",
            ),
            models.CheckConstraint(
                condition=(Q(audience="named") & SOMEBODY)
                | (~Q(audience="named") & Q(reader_bodies=[]) & Q(reader_roles=[])),
                name="%(app_label)s_%(class)s_named_readers",
                violation_error_message="For named readers, name at least one body, role or person; for others, "
                "name no body and no role.",
            ),
        ]

    @classmethod
    def audience_q(cls, viewer) -> Q:
        """Rows whose audience this viewer belongs to, whatever their state.

        Somebody with a sign-in and no place reads only what lets them in by name; what is public has its own pages.
        """
        if viewer.person_id and not viewer.is_member:
            return Q(reader_people__contains=[viewer.person_id])
        found = Q(audience=Audience.PUBLIC) if cls.named_to is None else NONE
        if viewer.is_member and cls.named_to is None:
            found |= Q(audience=Audience.PARTNERS)
        # That a list is not empty says nothing new, but to PostgreSQL: it knows how many are, and guesses the rest.
        if viewer.bodies:
            found |= Q(~Q(reader_bodies=[]), audience=Audience.NAMED, reader_bodies__overlap=sorted(viewer.bodies))
        if roles := viewer.roles if cls.named_to is None else viewer.roles & cls.named_to:
            found |= Q(audience=Audience.NAMED, reader_roles__overlap=sorted(roles))
        if viewer.person_id:
            found |= Q(~Q(reader_people=[]), reader_people__contains=[viewer.person_id])
        return found

    @classmethod
    def released_q(cls) -> Q:
        """Rows that are no longer drafts. A strand narrows it."""
        return ALL

    @classmethod
    def makers_q(cls, viewer) -> Q:
        """Drafts that this viewer makes or clears, besides the viewer's own. A strand widens it."""
        return NONE

    @classmethod
    def visible_q(cls, viewer) -> Q:
        found = cls.audience_q(viewer) & (cls.released_q() | cls.makers_q(viewer))
        if viewer.is_member and viewer.person_id:
            found |= Q(created_by=viewer.person_id)
        return found

    @property
    def is_named(self) -> bool:
        return self.audience == Audience.NAMED
