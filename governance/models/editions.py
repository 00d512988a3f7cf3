"""The public document: its sections, and its editions, each frozen with its address once it is published."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.models import StoredFile
from bcsp.people.models import Organisation, Person
from bcsp.records.clock import day_of
from bcsp.records.history import remembered
from bcsp.records.models import ALL, NONE, Made, RecordQuerySet
from bcsp.records.stamps import stamp_pair
from governance.choices import EditionState
from governance.models.decisions import Decision
from governance.models.serving import speaks_for_all

OPEN = (EditionState.DRAFT, EditionState.REVIEW, EditionState.APPROVED)
ISSUED = (EditionState.PUBLISHED, EditionState.WITHDRAWN)
STAYS = ("number", "effective_from", "review_due", "change_note", "published_at", "published_by_id", "html_sha256")
APPROVAL = ("approved_at", "approved_by_id", "approval_body_id", "approval_day", "approval_decision_id")

# '[removed]' is what `records.redaction` leaves in place of a text.
published_stays = pgtrigger.Trigger(
    name="published_stays",
    operation=pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.state IN ('published', 'withdrawn')"),
    func=f"""
        IF TG_OP = 'DELETE'
            OR NOT (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'withdrawn'))
            OR {" OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in (*STAYS, *APPROVAL))}
            OR (NEW.html <> OLD.html AND NEW.html <> '[removed]')
            OR (NEW.facts <> OLD.facts AND NEW.state <> 'withdrawn')
            OR (OLD.pdf_id IS NOT NULL AND NEW.pdf_id IS DISTINCT FROM OLD.pdf_id)
        THEN
            RAISE EXCEPTION 'A published edition stays as it is. Withdraw it with a reason, or publish the next one.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

stays_with_its_edition = pgtrigger.Trigger(
    name="stays_with_its_edition",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    declare=[("whose", "bigint"), ("now_at", "text")],
    func="""
        whose := CASE WHEN TG_OP = 'INSERT' THEN NEW.edition_id ELSE OLD.edition_id END;
        SELECT state INTO now_at FROM governance_edition WHERE id = whose;
        IF now_at IN ('published', 'withdrawn')
            AND (TG_OP <> 'UPDATE' OR NEW.edition_id <> OLD.edition_id OR NEW.title <> OLD.title
                OR (NEW.text <> OLD.text AND NEW.text <> '[removed]')) THEN
            RAISE EXCEPTION 'The sections of a published edition stay as they are. Start the next edition.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


@remembered()
class Section(models.Model):
    """A section of the document as a new edition begins with it: default text, and the live blocks that stand in it.

    Written by `load_plan`; a strand above adds sections of its own.
    """

    key = models.SlugField(primary_key=True)
    position = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=100)
    text = models.TextField("default text, as Markdown", blank=True)
    blocks = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class EditionQuerySet(RecordQuerySet):
    def issued(self):
        """Published ones, withdrawn ones too: each keeps its number and address."""
        return self.filter(state__in=ISSUED)

    def open(self):
        return self.filter(state__in=OPEN)

    def with_words(self):
        """Published and not withdrawn."""
        return self.filter(state=EditionState.PUBLISHED)

    def begun(self, day: date):
        """Those that have come into force by `day`, the latest first: the first of them is in force on it, unless it
        was withdrawn. Then none is: what was replaced does not come back."""
        return self.issued().filter(effective_from__lte=day).order_by("-effective_from")

    def light(self):
        """Without the long columns, for lists."""
        return self.defer("html", "facts")


@remembered()
class Edition(Made):
    """One edition of the document. Published, its words, facts and pages never change; withdrawn, they go, and its
    number, dates, hash and the reason stay at its address.

    "In force" and "superseded" are not states: they follow from the dates (`governance.document.standing`).
    """

    number = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=EditionState.choices, default=EditionState.DRAFT)
    change_note = models.CharField("what is new, in a line", max_length=300, blank=True)
    effective_from = models.DateField("in force from", null=True, blank=True, unique=True)
    review_due = models.DateField("to be reviewed by", null=True, blank=True)
    approved_at = models.DateTimeField("approval recorded", null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approval_body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    approval_day = models.DateField("approved on", null=True, blank=True)
    approval_decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField("why it was withdrawn", max_length=300, blank=True)
    facts = models.JSONField("what it says, fact by fact", default=dict, blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    html_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="editions", editable=False)
    fault = models.CharField("why it could not be printed", max_length=300, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["published_at"],
                condition=Q(published_at__isnull=True),
                nulls_distinct=False,
                name="governance_edition_one_open",
                violation_error_message="Another edition is being prepared. Go on with that one, or drop it first.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="governance_edition_number",
                violation_error_message="Editions are numbered from 1.",
            ),
            *(stamp_pair("governance_edition", verb, verb) for verb in ("approved", "published", "withdrawn")),
            models.CheckConstraint(
                condition=Q(
                    state__in=[EditionState.DRAFT, EditionState.REVIEW],
                    approved_at__isnull=True,
                    approval_body__isnull=True,
                    approval_day__isnull=True,
                    approval_decision__isnull=True,
                )
                | Q(
                    state__in=[EditionState.APPROVED, *ISSUED],
                    approved_at__isnull=False,
                    approval_body__isnull=False,
                    approval_day__isnull=False,
                ),
                name="governance_edition_approval",
                violation_error_message="Say which body approved it, or whose chair, and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, published_at__isnull=True)
                | (
                    Q(
                        state__in=ISSUED,
                        published_at__isnull=False,
                        effective_from__isnull=False,
                        review_due__isnull=False,
                    )
                    & ~Q(change_note="")
                    & ~Q(html="")
                    & ~Q(html_sha256="")
                ),
                name="governance_edition_published",
                violation_error_message="A published edition has a first day, a review date, a change note and its "
                "text.",
            ),
            models.CheckConstraint(
                condition=Q(review_due__gt=F("effective_from")),
                name="governance_edition_review",
                violation_error_message="The review date must be after the day from which the edition is in force.",
            ),
            models.CheckConstraint(
                condition=(Q(state=EditionState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_why=""))
                | (~Q(state=EditionState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_why="")),
                name="governance_edition_withdrawn",
                violation_error_message="Say why the edition is withdrawn.",
            ),
        ]
        triggers = [published_stays]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:edition_detail", args=[self.number])

    @property
    def public_url(self) -> str:
        return reverse("governance_public:edition", args=[self.number])

    @property
    def fragment(self) -> SafeString:
        """The text as it was published. Safe: `governance.document.contents` made it of our own templates, in which
        everything that a person typed is escaped or cleaned."""
        return mark_safe(self.html)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_written(self) -> bool:
        """Whether its words may still change: once approved they are what was approved."""
        return self.state in (EditionState.DRAFT, EditionState.REVIEW)

    @property
    def begun_on(self) -> date:
        return day_of(self.created_at)

    @property
    def approved_how(self) -> str:
        """Such as "Board, 3 March 2026, decision BCSP/2026/014" or "… by agreement of its chair"; empty before."""
        if self.approval_day is None:
            return ""
        how = f"decision {self.approval_decision.reference}" if self.approval_decision else "by agreement of its chair"
        return f"{self.approval_body.name}, {self.approval_day:%-d %B %Y}, {how}"

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Published: everyone. In review or approved: every member. A draft: those who write the document."""
        if speaks_for_all(viewer):
            return ALL
        states = [*ISSUED, EditionState.REVIEW, EditionState.APPROVED] if viewer.is_member else ISSUED
        return Q(state__in=states)


def _with_its_edition(cls, viewer) -> Q:
    """Read by whoever reads its edition; by the public in the edition's own text alone."""
    return Q(edition__in=Edition.objects.visible_to(viewer)) if viewer.is_member else NONE


@remembered()
class EditionSection(Made):
    """A section in one edition: its own words, and what has changed around them since the edition before."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    text = models.TextField("what it says, as Markdown", blank=True)
    flags = ArrayField(models.CharField(max_length=1000), default=list, blank=True)  # "Quorum of PDG: 5 → 6"
    looked_at = models.DateTimeField(null=True, blank=True)  # at what is flagged
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["section__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "section"],
                name="governance_editionsection_once",
                violation_error_message="This section stands in the edition already.",
            ),
            stamp_pair("governance_editionsection", "looked", "looked at"),
        ]
        triggers = [stays_with_its_edition]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.edition.get_absolute_url()}#{self.section_id}"

    @property
    def to_look_at(self) -> bool:
        return bool(self.flags) and self.looked_at is None

    visible_q = classmethod(_with_its_edition)


@remembered()
class EditionComment(Made):
    """What a reader of the review says about a section, or about the whole; answered by those who write it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="comments")
    section = models.ForeignKey(EditionSection, models.CASCADE, null=True, blank=True, related_name="comments")
    text = models.CharField("comment", max_length=1000)
    answer = models.CharField("what was made of it", max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            stamp_pair("governance_editioncomment", "settled", "settled"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="governance_editioncomment_text",
                violation_error_message="Write your comment.",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, answer="") | (Q(settled_at__isnull=False) & ~Q(answer="")),
                name="governance_editioncomment_settled",
                violation_error_message="Say what was made of the comment.",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk} on {self.edition}"

    def get_absolute_url(self) -> str:
        return f"{self.edition.get_absolute_url()}#comments"

    visible_q = classmethod(_with_its_edition)
