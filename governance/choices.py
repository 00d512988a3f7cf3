from django.db.models import TextChoices


class MeetingState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Agenda published"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Authority(TextChoices):
    MEETING = "meeting", "Agreed at the meeting"
    DELEGATED = "delegated", "Under delegated authority"


class DecisionState(TextChoices):
    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"


class Nature(TextChoices):
    """What an action is for: the plan asks that responses do both."""

    IMMEDIATE = "immediate", "Immediate: mitigates the risk now"
    ROOT_CAUSE = "root_cause", "Root cause: helps solve why it developed"


class ActionState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"


class PackState(TextChoices):
    WAITING = "waiting", "Being built"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


EMERGING_TRENDS = "emerging_trends"
