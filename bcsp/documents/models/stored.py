import hashlib

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from bcsp.documents.written.typed import one_lower
from bcsp.records.clock import LONDON
from bcsp.records.errors import Refused
from bcsp.records.history import remembered
from bcsp.records.models import Record, RecordQuerySet
from bcsp.records.stamps import stamp_pair


class StoredFile(models.Model):
    """Bytes kept in the database, so that they stand in the same transaction and backup as what they belong to.

    Withdrawn, the bytes go; hash, reason and who stay.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("bytes")
    content = models.BinaryField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            stamp_pair("documents_storedfile", "withdrawn", "withdrawn"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, content__isnull=False, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False, content__isnull=True) & ~Q(withdrawn_why="")),
                name="documents_storedfile_withdrawn",
                violation_error_message="A withdrawn file keeps its reason and loses its bytes.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="file_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="bytes_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.sha256 IS DISTINCT FROM OLD.sha256"
                    " OR (NEW.content IS NOT NULL AND NEW.content IS DISTINCT FROM OLD.content)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @classmethod
    def keep(cls, content: bytes, media_type: str) -> "StoredFile":
        """The row that holds these bytes; the same bytes are kept once. Call inside an action.

        Raises Refused for bytes that were withdrawn: they must not come back by accident. Shared with others who keep
        them, the row is locked, so that whoever withdraws it waits, and then finds what was made of it meanwhile.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        cls.objects.defer("content").get_or_create(
            sha256=sha256, defaults={"content": content, "media_type": media_type, "size": len(content)}
        )
        rows = "SELECT id, sha256, withdrawn_at, withdrawn_why FROM documents_storedfile WHERE sha256 = %s FOR SHARE"
        [file] = cls.objects.raw(rows, [sha256])
        if file.withdrawn_at:
            raise Refused(f"This very file was withdrawn ({file.withdrawn_why}). Correct it before you issue it again.")
        return file


SEARCHED = 100_000  # characters of a paper that search reads: some forty pages, and well within what an index can take
# Only our own tags begin with "<": any that a person typed is escaped.
TEXT = Left(Func(F("html"), Value("<[^>]*>"), Value(" "), Value("g"), function="regexp_replace"), SEARCHED)


class StoredPaperManager(models.Manager.from_queryset(RecordQuerySet)):
    def get_queryset(self) -> RecordQuerySet:
        return super().get_queryset().defer("search")  # as long as the text, and of no use outside the database


@remembered(exclude=("search",))
class StoredPaper(Record):
    """A paper as it was issued: its HTML, its PDF, when and by whom. Never rendered again."""

    key = models.CharField(max_length=80, db_index=True)  # what it was made from, such as "horizon.assessment:12"
    title = models.CharField(max_length=200)
    html = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="papers")
    # The same pages without stamps, to be joined into packs; none for packs themselves.
    part = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="parts_of")
    pages = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    # People with an interest in what it is about; of a pack, in anything that it holds.
    kept_from = ArrayField(models.BigIntegerField(), default=list, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector(TEXT, weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = StoredPaperManager()

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, GinIndex(fields=["search"], name="documents_storedpaper_search")]
        triggers = [
            pgtrigger.Protect(name="paper_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(  # taken out as a whole, by redaction; otherwise what was issued stays
                name="words_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.html IS DISTINCT FROM OLD.html AND NEW.html <> '[removed]'"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer) -> Q:
        """Its readers alone, without those who are kept from it. Never a draft, so whoever issued it (a clerk, say)
        need not be able to read it."""
        found = cls.audience_q(viewer)
        return found & ~Q(kept_from__contains=[viewer.person_id]) if viewer.person_id else found

    @property
    def found_as(self) -> str:
        """As a list of what was found says it: papers of one title are told apart by their day."""
        return f"{self.title}, issued on {self.issued_at.astimezone(LONDON):%-d %B %Y}"

    @property
    def fragment(self) -> SafeString:
        """The HTML as it was issued, for a page. The one place where stored HTML is trusted.

        What is stored was made by `render_html`: our own templates, in which everything that a person typed is escaped.
        """
        return mark_safe(self.html)

    @property
    def fragment_inside(self) -> SafeString:
        """The same under a page's own h1: headings one level down."""
        return mark_safe(one_lower(self.html))

    def get_absolute_url(self) -> str:
        return reverse("documents:paper_detail", args=[self.pk])


# Not remembered: it can be made again from what is kept, and is.
class ReadyPart(models.Model):
    """A part of packs, rendered and tagged: kept by the hash of all that its pages hang on (`bcsp.documents.ready`)."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
