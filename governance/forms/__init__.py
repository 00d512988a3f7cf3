from .decisions import ActionAddForm, ActionProgressForm, DecisionAgreeForm, DecisionForm
from .meetings import (
    ItemForm,
    MeetingArrangeForm,
    MeetingCancelForm,
    MeetingChangeForm,
    MeetingHoldForm,
    MeetingPublishForm,
)

__all__ = [
    "ActionAddForm",
    "ActionProgressForm",
    "DecisionAgreeForm",
    "DecisionForm",
    "ItemForm",
    "MeetingArrangeForm",
    "MeetingCancelForm",
    "MeetingChangeForm",
    "MeetingHoldForm",
    "MeetingPublishForm",
]
