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
from .meeting_room import AttendanceForm, InterestForm, ReplyForm
from .meetings import (
    MeetingArrangeForm,
    MeetingCancelForm,
    MeetingChangeForm,
    MeetingHoldForm,
    MeetingMoveForm,
    MeetingPublishForm,
    PaperWithdrawForm,
)
from .minutes import CorrectionAskForm, CorrectionSettleForm, MinuteForm, MinutesAgreeForm, MinutesCirculateForm
from .reports import ReportForm, ReportRemoveForm, SupplementIssueForm

__all__ = [
    "ActionAddForm",
    "ActionProgressForm",
    "AttendanceForm",
    "BodyRulesForm",
    "CorrectionAskForm",
    "CorrectionSettleForm",
    "DecisionAgreeForm",
    "DecisionForm",
    "DecisionSupersedeForm",
    "DecisionUrgentForm",
    "InterestForm",
    "ItemForm",
    "ItemRemoveForm",
    "MeetingArrangeForm",
    "MeetingCancelForm",
    "MeetingChangeForm",
    "MeetingHoldForm",
    "MeetingMoveForm",
    "MeetingPublishForm",
    "MinuteForm",
    "MinutesAgreeForm",
    "MinutesCirculateForm",
    "PaperWithdrawForm",
    "ReplyForm",
    "ReportForm",
    "ReportRemoveForm",
    "StandingItemForm",
    "SupplementIssueForm",
    "YearForm",
    "answers",
]
