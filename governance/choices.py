from django.db.models import IntegerChoices, TextChoices


class MeetingState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Agenda published"
    HELD = "held", "Held"
    MINUTED = "minuted", "Minutes circulated"
    CLOSED = "closed", "Minutes agreed"
    CANCELLED = "cancelled", "Cancelled"


TOOK_PLACE = (MeetingState.HELD, MeetingState.MINUTED, MeetingState.CLOSED)
COMING = (MeetingState.DRAFT, MeetingState.PUBLISHED)  # still to be held
ISSUED = (MeetingState.PUBLISHED, *TOOK_PLACE)  # its agenda is out, and its papers are frozen


class Purpose(TextChoices):
    """What an item is on the agenda for."""

    DECISION = "decision", "For decision"
    DISCUSSION = "discussion", "For discussion"
    INFORMATION = "information", "For information"
    STANDING = "standing", "Standing item"


class Paragraph(IntegerChoices):
    """Schedule 12A to the Local Government Act 1972, part 1 (England): what may be kept private (domain.md, 6.7).

    It binds principal councils, not a partnership: so it is used "as our guide". Each paragraph holds only as long as
    keeping the information private serves the public better than disclosing it.
    """

    INDIVIDUAL = 1, "Paragraph 1: information about any individual"
    IDENTITY = 2, "Paragraph 2: information likely to reveal who an individual is"
    BUSINESS = 3, "Paragraph 3: financial or business affairs of any particular person or body"
    LABOUR = 4, "Paragraph 4: consultations or negotiations about a labour relations matter"
    LEGAL = 5, "Paragraph 5: legal professional privilege"
    NOTICE = 6, "Paragraph 6: a notice, order or direction that is to be given under an enactment"
    CRIME = 7, "Paragraph 7: action to prevent, investigate or prosecute crime"


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
    URGENT = "urgent", "Urgently by the chair, between meetings"


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


class Form(TextChoices):
    """How a paper's own text came in."""

    TYPED = "typed", "Typed or pasted"
    WORD = "word", "A Word document (.docx)"
    PDF = "pdf", "A PDF"


class Coming(TextChoices):
    """What a member says before a meeting."""

    YES = "yes", "I will be there"
    SUBSTITUTE = "substitute", "A substitute comes for me"
    APOLOGIES = "apologies", "I send apologies"


class Presence(TextChoices):
    """How a seat was filled at a meeting."""

    PRESENT = "present", "Present"
    SUBSTITUTE = "substitute", "Substitute present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


FILLED = (Presence.PRESENT, Presence.SUBSTITUTE)
NOT_FILLED = (Presence.APOLOGIES, Presence.ABSENT)


class MinutesState(TextChoices):
    DRAFT = "draft", "Draft"
    CIRCULATED = "circulated", "Circulated"
    CORRECTED = "corrected", "Circulated, corrected"
    AGREED = "agreed", "Agreed"


class Outcome(TextChoices):
    """What became of a correction that somebody asked for."""

    WAITING = "waiting", "Not answered yet"
    MADE = "made", "Made"
    DECLINED = "declined", "Not made"


class PackState(TextChoices):
    WAITING = "waiting", "Being built"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


class EditionState(TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


EMERGING_TRENDS = "emerging_trends"
MINUTES = "minutes"
OPEN_ACTIONS = "open_actions"
URGENT_DECISIONS = "urgent_decisions"
