from .answers import answers
from .bodies import BodyRulesForm, YearForm
from .decisions import ActionAddForm, ActionProgressForm, DecisionAgreeForm, DecisionForm, DecisionSupersedeForm
from .meetings import (
    ItemForm,
    MeetingArrangeForm,
    MeetingCancelForm,
    MeetingChangeForm,
    MeetingHoldForm,
    MeetingPublishForm,
    StandingItemForm,
)

__all__ = [
    "ActionAddForm",
    "ActionProgressForm",
    "BodyRulesForm",
    "DecisionAgreeForm",
    "DecisionForm",
    "DecisionSupersedeForm",
    "ItemForm",
    "MeetingArrangeForm",
    "MeetingCancelForm",
    "MeetingChangeForm",
    "MeetingHoldForm",
    "MeetingPublishForm",
    "StandingItemForm",
    "YearForm",
    "answers",
]
