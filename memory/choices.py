"""Choices of corporate memory. Sources: domain.md §5.4 (results), §6.11 (reasons, stages of commissioning)."""

from django.db.models import TextChoices


class Result(TextChoices):
    """What came of an intervention. "No detectable effect" was looked for and not found; "not evaluated" was not."""

    WORKED = "worked", "Worked"
    PROMISING = "promising", "Promising"
    NO_EFFECT = "no_detectable_effect", "No detectable effect"
    HARM = "backfired", "Harm found"
    NOT_DELIVERED = "not_delivered", "Not delivered"
    NOT_EVALUATED = "not_evaluated", "Not evaluated"


class Lineage(TextChoices):
    """What became of a priority."""

    CONTINUED = "continued", "Carried on"
    RENAMED = "renamed", "Renamed"
    MERGED = "merged", "Merged"
    SPLIT = "split", "Split"
    DROPPED = "dropped", "Dropped"


class Direction(TextChoices):
    IN = "in", "To us"
    OUT = "out", "Our own bid"


class Outcome(TextChoices):
    """How an application was decided; in words that can stand in a letter."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in_part", "Accepted in part"
    CONDITIONS = "conditions", "Accepted with conditions"
    RESERVE = "reserve", "On the reserve list"
    NOT_FUNDED = "not_funded", "Not funded this time"
    WITHDRAWN = "withdrawn", "Withdrawn by the applicant"


class DecidedHow(TextChoices):
    MEETING = "meeting", "At a meeting"
    URGENT = "urgent", "By the chair, between meetings"
    DELEGATED = "delegated", "Under delegated authority"


class Reason(TextChoices):
    """Why an application was accepted (ours: the same grounds, met) or not (domain.md §6.11)."""

    FITS = "fits_priority", "Fits a priority"
    NEED = "clear_need", "Clear evidence of need"
    PROVEN = "proven_method", "Proven method"
    DELIVERY = "sound_delivery", "Sound delivery"
    VALUE = "good_value", "Good value"
    INELIGIBLE = "ineligible", "Ineligible"
    OUTSIDE = "outside_priority", "Outside priority"
    WEAK_NEED = "weak_need", "Weak evidence of need"
    WEAK_DELIVERY = "weak_delivery", "Weak delivery"
    COST = "cost", "Cost"
    RISK = "risk", "Risk or safeguarding"
    DUPLICATES = "duplicates", "Duplicates other work"
    EXHAUSTED = "budget_exhausted", "Budget exhausted"
    LATE = "late", "Late"
    WITHDREW = "withdrawn", "Withdrawn"


class Again(TextChoices):
    """Would we use a provider again? No grade, no pass or fail (practice.md, rule 9)."""

    YES = "yes", "Yes"
    CHANGES = "with_changes", "Yes, with changes"
    NOT_FOR_THIS = "not_for_this", "Not for this"
    NOT_YET = "not_yet", "Can’t say yet"


class Stage(TextChoices):
    """The stages of a funding round, in their order (domain.md §6.11: the commissioning timeline)."""

    NEED = "need", "Need"
    CONSULTATION = "consultation", "Consultation"
    MARKET = "market", "Market"
    CALL = "call", "Call"
    ASSESSMENT = "assessment", "Assessment"
    DECISION = "decision", "Decision"
    MOBILISE = "mobilise", "Mobilisation"
    REVIEW = "review", "Review"


ACCEPTING = (Outcome.ACCEPTED, Outcome.IN_PART, Outcome.CONDITIONS)
FOR = (Reason.FITS, Reason.NEED, Reason.PROVEN, Reason.DELIVERY, Reason.VALUE)
AGAINST = tuple(reason for reason in Reason if reason not in FOR)
APPLICATIONS = "applications"  # the kind of standing item under which they are put to a body
