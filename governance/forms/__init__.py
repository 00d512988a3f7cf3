from .agendas import ItemForm, ItemRemoveForm, StandingItemForm
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
    MeetingArrangeForm,
    MeetingCancelForm,
    MeetingChangeForm,
    MeetingHoldForm,
    MeetingMoveForm,
    MeetingPublishForm,
    PaperWithdrawForm,
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
    "MeetingMoveForm",
    "MeetingPublishForm",
    "PaperWithdrawForm",
    "StandingItemForm",
    "YearForm",
    "answers",
]
