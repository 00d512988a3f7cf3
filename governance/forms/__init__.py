from .answers import answers
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
    "answers",
]
