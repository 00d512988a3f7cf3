from django.db.models import IntegerChoices, TextChoices


class MeetingState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Agenda published"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Cycle(IntegerChoices):
    """How many months lie between two meetings."""

    MONTHLY = 1, "Every month"
    TWO_MONTHLY = 2, "Every two months"
    QUARTERLY = 3, "Every three months"
    FOUR_MONTHLY = 4, "Every four months"
    HALF_YEARLY = 6, "Every six months"
    YEARLY = 12, "Once a year"


class Week(IntegerChoices):
    FIRST = 1, "First"
    SECOND = 2, "Second"
    THIRD = 3, "Third"
    FOURTH = 4, "Fourth"
    LAST = 5, "Last"


class Weekday(IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"


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
