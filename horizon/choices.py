"""Choices of horizon scanning. Sources: domain.md §1.3 (referral), §2.2 (kinds of item), practice.md (the journey)."""

from django.db.models import TextChoices


class ReferralKind(TextChoices):
    TREND = "trend", "An emerging trend"
    TENSION = "tension", "Tension in a community"
    CHANGE = "change", "A change in an organisation"


class ReferralState(TextChoices):
    RECEIVED = "received", "Waiting"
    LINKED = "linked", "Linked to a trend"
    DISCARDED = "discarded", "Not taken further"
    HANDED_OVER = "handed_over", "Handed over"


class SourceType(TextChoices):
    POLICE = "police", "Police"
    COUNCIL = "council", "Council frontline"
    MEMBER = "member", "Elected member"
    HOUSING = "housing", "Housing"
    SCHOOL = "school", "School or college"
    HEALTH = "health", "Health"
    FIRE = "fire", "Fire"
    YOUTH = "youth", "Youth service"
    THIRD_SECTOR = "third_sector", "Third sector (VCFSE)"
    FAITH = "faith", "Faith group"
    BUSINESS = "business", "Business"
    RESIDENT = "resident", "Resident"
    MEDIA = "media", "Media"
    SOCIAL = "social", "Social media (open)"
    NETWORK = "network", "Key individual network"
    BOARD = "board", "Partner board"
    SCANNING = "scanning", "Horizon scanning"


class Provenance(TextChoices):
    FIRST_HAND = "first_hand", "First hand"
    PASSED_ON = "passed_on", "Passed on by someone"
    MEDIA = "media", "From media"
    NOT_KNOWN = "not_known", "Not known"


class Corroborated(TextChoices):
    YES = "yes", "Yes, by another source"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Urgency(TextChoices):
    NOW = "now", "It needs attention today"
    SOON = "soon", "It needs attention this week"
    ROUTINE = "routine", "It can wait for the next review"


class Tension(TextChoices):
    """The three parts of a tension (EEP)."""

    EXPERIENCED = "experienced", "Experienced: how people say they feel, rumour and fear included"
    EVIDENCED = "evidenced", "Evidenced: something happened that can be pointed to"
    POTENTIAL = "potential", "Potential: a coming event or decision that could raise tension"


class TensionTheme(TextChoices):
    RACE = "race", "Race, nationality or migration"
    RELIGION = "religion", "Religion or belief"
    INTERNATIONAL = "international", "International event"
    POLITICAL = "political", "Political or protest"
    CONFIDENCE = "confidence", "Confidence in policing or an agency"
    TERRITORY = "territory", "Gangs or territory"
    GENERATIONS = "generations", "Between generations"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood or anti-social behaviour"
    ORIENTATION = "orientation", "Homophobic or transphobic"
    DISABILITY = "disability", "Disability"
    RESOURCES = "resources", "Planning, asylum accommodation or resources"
    OTHER = "other", "Other"


class Characteristic(TextChoices):
    """Equality Act 2010, section 4."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GENDER = "gender", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    ORIENTATION = "orientation", "Sexual orientation"


class Changing(TextChoices):
    BODY = "body", "The organisation itself (merger, new body, end)"
    CHAIR = "chair", "Its chair or lead officer"
    TERMS = "terms", "Its terms of reference"
    BOUNDARY = "boundary", "Its boundary or footprint"
    CYCLE = "cycle", "Its meeting cycle"
    FUNDING = "funding", "Its funding"


class DiscardReason(TextChoices):
    ALREADY_KNOWN = "already_known", "We know of it already"
    OUTSIDE_REMIT = "outside_remit", "Outside community safety"
    TOO_LITTLE = "too_little", "Too little to go on"
    ONE_CASE = "one_case", "One case, no sign of a trend"
    NOTED = "noted", "Noted: a change in a partner, told to those who must act"  # only of a change in an organisation


class HandOverRoute(TextChoices):
    CRIME = "crime", "Police: a crime to report"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    PREVENT = "prevent", "Prevent"
    COUNCIL = "council", "A council service"


class TrendKind(TextChoices):
    WEAK_SIGNAL = "weak_signal", "Early sign: recent, seen in few places"
    TREND = "trend", "Trend: a change observed over time"
    DRIVER = "driver", "Driver: a force behind change"
    MEGATREND = "megatrend", "Large-scale change: widespread and lasting"
    WILD_CARD = "wild_card", "Unlikely, but with high impact"
    EVENT = "event", "Dated event"


class TrendState(TextChoices):
    OPEN = "open", "Open"
    MERGED = "merged", "Same as another"
    CLOSED = "closed", "Closed"


class AssessmentState(TextChoices):
    DRAFT = "draft", "Draft"
    READY = "ready", "Ready for PDG"
    CLEARED = "cleared", "Cleared"


class Ask(TextChoices):
    NOTE = "note", "Note it"
    DECIDE = "decide", "Decide"
    TASK = "task", "Task a partner"


class Match(TextChoices):
    """What the analyst says of a likely match."""

    SAME = "same", "The same"
    RELATED = "related", "Related"
    NEW = "new", "Not the same: this is new"
