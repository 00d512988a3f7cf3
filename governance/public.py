"""What of governance everyone may read: the published agendas, and the addresses that a search engine may list."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from bcsp.people.models import Organisation, Post
from bcsp.records.viewer import Viewer
from bcsp.strands import PublicAddress
from governance import queries
from governance.choices import MeetingState
from governance.models import Edition, Meeting

EVERYONE = Viewer.public()
PUBLISHED = Q(published_at__isnull=False)  # a draft is unknown, also once it is cancelled: it never was public
LISTS = ("document", "edition_list", "body_list", "meeting_list", "decision_list", "coming_list")


def meetings() -> QuerySet[Meeting]:
    """Meetings whose agenda was published to everyone."""
    return Meeting.objects.visible_to(EVERYONE).filter(PUBLISHED)


def organisations() -> QuerySet[Organisation]:
    """The partnership, its bodies, and the organisations that sit on them."""
    seats = Post.objects.filter(on_behalf_of__isnull=False).exclude(organisation__tier="")
    sits = Q(pk__in=seats.values("on_behalf_of"))
    return Organisation.objects.filter(~Q(tier="") | Q(kind=Organisation.Kind.PARTNERSHIP) | sits).order_by("name")


def changed(meeting: Meeting) -> datetime:
    """When what everyone knows of a published meeting last changed."""
    return max(filter(None, (meeting.published_at, meeting.moved_at, meeting.cancelled_at)))


def fate(meeting: Meeting) -> str:
    """What became of its day, to follow its name; empty where it stands as it was published."""
    if meeting.state == MeetingState.CANCELLED:
        return " (cancelled)"
    return " (moved)" if meeting.moved_from not in (None, meeting.starts_at) else ""


def words(meeting: Meeting) -> str:
    """Why it is cancelled, moved or at short notice, as its page says it. Never its place."""
    told = (
        meeting.cancelled_why and f"Cancelled: {meeting.cancelled_why}",
        meeting.moved_why and f"{meeting.says_moved}: {meeting.moved_why}",
        meeting.extraordinary_why and f"Called at short notice: {meeting.extraordinary_why}",
    )
    return "\n".join(filter(None, told))


def addresses() -> list[PublicAddress]:
    """The lists, then each meeting, each edition of the document and each decision."""
    found = [PublicAddress(_path(name)) for name in LISTS]
    found += [PublicAddress(_path("body_detail", slug)) for slug in organisations().values_list("slug", flat=True)]
    found += [PublicAddress(_path("meeting_detail", each.pk), changed(each)) for each in meetings()]
    editions = Edition.objects.with_words().values_list("number", "published_at")
    found += [PublicAddress(_path("edition", number), at) for number, at in editions]
    decisions = queries.decisions(EVERYONE).values_list("reference", "agreed_at")
    return [*found, *(PublicAddress(_path("decision_detail", reference), at) for reference, at in decisions)]


def _path(name: str, *args: object) -> str:
    return reverse(f"governance_public:{name}", args=args)
