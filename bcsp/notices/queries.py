from bcsp.notices.models import Notice


def for_viewer(viewer):
    """This person's notices, newest first."""
    return Notice.objects.filter(recipient_id=viewer.person_id)


def unread_count(viewer) -> int:
    return for_viewer(viewer).filter(read_at__isnull=True).count()
