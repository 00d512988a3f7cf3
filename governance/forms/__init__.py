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
from .reading import AnswerForm, ChairNoteForm, GuestForm, NoteForm, QuestionForm
from .reports import ReportForm, ReportRemoveForm, SupplementIssueForm

__all__ = [
    "ActionAddForm",
    "ActionProgressForm",
    "AnswerForm",
    "AttendanceForm",
    "BodyRulesForm",
    "ChairNoteForm",
    "CorrectionAskForm",
    "CorrectionSettleForm",
    "DecisionAgreeForm",
    "DecisionForm",
    "DecisionSupersedeForm",
    "DecisionUrgentForm",
    "GuestForm",
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
    "NoteForm",
    "PaperWithdrawForm",
    "QuestionForm",
    "ReplyForm",
    "ReportForm",
    "ReportRemoveForm",
    "StandingItemForm",
    "SupplementIssueForm",
    "YearForm",
    "answers",
]
