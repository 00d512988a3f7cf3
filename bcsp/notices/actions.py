from collections.abc import Iterable
from textwrap import shorten

from bcsp.notices.models import Notice
from bcsp.notices.tasks import mail_notice
from bcsp.records.clock import now


def notify(people: Iterable[int], text: str, url: str) -> None:
    """Tell people (keys of Person). Call inside an action: row and mail job stand or fall with it.

    A text that is too long, because of a body with a long name, is cut: it must not undo what it tells of.
    """
    text = shorten(text, Notice._meta.get_field("text").max_length, placeholder=" …")
    for person_id in sorted(set(people)):
        notice = Notice.objects.create(recipient_id=person_id, text=text, url=url)
        mail_notice.defer(notice_id=notice.pk)


def mark_read(*, notices) -> None:
    """Mark this person's notices as read: a note to oneself, so not an action of the partnership."""
    notices.filter(read_at__isnull=True).update(read_at=now())
