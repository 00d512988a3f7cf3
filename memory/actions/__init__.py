from .applicants import change_applicant, merge_applicant
from .applications import change_application, decide_application, declare_interest, log_application
from .interventions import add_detail, change_intervention, change_readers, log_intervention
from .lessons import change_lesson, record_lesson, retire_lesson
from .priorities import change_measures, change_priority, record_plan, record_priority, record_succession
from .providers import change_use, record_use, remove_use
from .reviews import change_review, record_review, show_review
from .rounds import answer_advice, change_round, plan_round, publish_round, record_stage
from .scores import put_forward, score_application
from .years import answer_year, change_year

__all__ = [
    "add_detail",
    "answer_advice",
    "answer_year",
    "change_applicant",
    "change_application",
    "change_intervention",
    "change_lesson",
    "change_measures",
    "change_priority",
    "change_readers",
    "change_review",
    "change_round",
    "change_use",
    "change_year",
    "decide_application",
    "declare_interest",
    "log_application",
    "log_intervention",
    "merge_applicant",
    "plan_round",
    "publish_round",
    "put_forward",
    "record_lesson",
    "record_plan",
    "record_priority",
    "record_review",
    "record_stage",
    "record_succession",
    "record_use",
    "remove_use",
    "retire_lesson",
    "score_application",
    "show_review",
]
