from .accountability import ExtractForm
from .agendas import ItemForm, ItemRemoveForm, StandingItemForm
from .answers import answers
from .backlog import BacklogAddForm, BacklogDropForm, ItemCarryForm
from .bodies import BodyRulesForm, YearForm
from .coming import (
    ComingAddForm,
    ComingChangeForm,
    ComingDropForm,
    ComingMadeForm,
    ComingPublishForm,
    ComingScheduleForm,
    DecisionWasComingForm,
)
from .decisions import (
    DecisionAgreeForm,
    DecisionForm,
    DecisionSupersedeForm,
    DecisionUrgentForm,
)
from .edition_steps import EditionApproveForm, EditionPublishForm
from .editions import (
    EditionAnswerForm,
    EditionCommentForm,
    EditionStepForm,
    SectionWriteForm,
)
from .escalations import EscalationAnswerForm, EscalationSendForm
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
from .strategic_year import YearStageForm
from .todo import ActionAddForm, ActionProgressForm, ActionReassignForm, how_it_goes
from .withdrawn_editions import EditionReasonForm, EditionWithdrawForm

__all__ = [
    "ActionAddForm",
    "ActionProgressForm",
    "ActionReassignForm",
    "AnswerForm",
    "AttendanceForm",
    "BacklogAddForm",
    "BacklogDropForm",
    "BodyRulesForm",
    "ChairNoteForm",
    "ComingAddForm",
    "ComingChangeForm",
    "ComingDropForm",
    "ComingMadeForm",
    "ComingPublishForm",
    "ComingScheduleForm",
    "CorrectionAskForm",
    "CorrectionSettleForm",
    "DecisionAgreeForm",
    "DecisionForm",
    "DecisionSupersedeForm",
    "DecisionUrgentForm",
    "DecisionWasComingForm",
    "EditionAnswerForm",
    "EditionApproveForm",
    "EditionCommentForm",
    "EditionPublishForm",
    "EditionReasonForm",
    "EditionStepForm",
    "EditionWithdrawForm",
    "EscalationAnswerForm",
    "EscalationSendForm",
    "ExtractForm",
    "GuestForm",
    "InterestForm",
    "ItemCarryForm",
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
    "SectionWriteForm",
    "StandingItemForm",
    "SupplementIssueForm",
    "YearForm",
    "YearStageForm",
    "answers",
    "how_it_goes",
]
