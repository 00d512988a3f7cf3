from .answers import answers
from .bodies import BodyRulesForm, YearForm
from .decisions import (
    ActionAddForm,
    ActionProgressForm,
    DecisionAgreeForm,
    DecisionForm,
    DecisionSupersedeForm,
    DecisionUrgentForm,
)
from .meetings import (
    ItemForm,
    ItemRemoveForm,
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
    "DecisionUrgentForm",
    "ItemForm",
    "ItemRemoveForm",
    "MeetingArrangeForm",
    "MeetingCancelForm",
    "MeetingChangeForm",
    "MeetingHoldForm",
    "MeetingPublishForm",
    "StandingItemForm",
    "YearForm",
    "answers",
]
