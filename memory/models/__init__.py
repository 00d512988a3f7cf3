from .applications import Applicant, Application, Interest
from .interventions import Intervention, InterventionDetail, InterventionWard, LocalGroup, Measure
from .lessons import Lesson
from .priorities import Plan, Priority, Succession
from .providers import ProviderReview, ProviderUse
from .rounds import Advice, Round, RoundStage, SchoolHoliday
from .scores import Score, Verdict
from .years import QUESTIONS, YearEnd

__all__ = [
    "QUESTIONS",
    "Advice",
    "Applicant",
    "Application",
    "Interest",
    "Intervention",
    "InterventionDetail",
    "InterventionWard",
    "Lesson",
    "LocalGroup",
    "Measure",
    "Plan",
    "Priority",
    "ProviderReview",
    "ProviderUse",
    "Round",
    "RoundStage",
    "SchoolHoliday",
    "Score",
    "Succession",
    "Verdict",
    "YearEnd",
]
