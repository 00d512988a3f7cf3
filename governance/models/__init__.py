from .actions import Action
from .agendas import AgendaItem, ItemKind, StandingRule
from .attendance import Attendance, Guest, Interest, Reply
from .backlog import BacklogItem, Escalation
from .bodies import BodyRules
from .coming import ComingDecision
from .decisions import Decision, Register, Seal
from .editions import Edition, EditionComment, EditionSection, Section
from .meetings import Meeting
from .minutes import Correction, Minute, Minutes
from .packs import ItemPaper, Pack, Supplement
from .reading import ChairNote, Note, Question
from .reports import Report
from .year import YearStage

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "BacklogItem",
    "BodyRules",
    "ChairNote",
    "ComingDecision",
    "Correction",
    "Decision",
    "Edition",
    "EditionComment",
    "EditionSection",
    "Escalation",
    "Guest",
    "Interest",
    "ItemKind",
    "ItemPaper",
    "Meeting",
    "Minute",
    "Minutes",
    "Note",
    "Pack",
    "Question",
    "Register",
    "Reply",
    "Report",
    "Seal",
    "Section",
    "StandingRule",
    "Supplement",
    "YearStage",
]
