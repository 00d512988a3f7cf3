from .applications import Applicant, Application, Interest, Score
from .interventions import Intervention, InterventionDetail, InterventionWard, LocalGroup, Measure
from .lessons import Lesson, YearEnd
from .priorities import Plan, Priority, Succession
from .providers import ProviderUse, Verdict
from .rounds import Advice, Round, RoundStage, SchoolHoliday

__all__ = [
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
    "ProviderUse",
    "Round",
    "RoundStage",
    "SchoolHoliday",
    "Score",
    "Succession",
    "Verdict",
    "YearEnd",
]
