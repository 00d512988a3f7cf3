from .actions import Action
from .bodies import BodyRules
from .decisions import Decision, Register, Seal
from .meetings import AgendaItem, ItemKind, Meeting, StandingRule
from .packs import ItemPaper, Pack

__all__ = [
    "Action",
    "AgendaItem",
    "BodyRules",
    "Decision",
    "ItemKind",
    "ItemPaper",
    "Meeting",
    "Pack",
    "Register",
    "Seal",
    "StandingRule",
]
