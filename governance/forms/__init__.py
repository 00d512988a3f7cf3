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
from .reports import ReportForm, ReportRemoveForm, SupplementIssueForm

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
    "ReportForm",
    "ReportRemoveForm",
    "StandingItemForm",
    "SupplementIssueForm",
    "YearForm",
    "answers",
]
