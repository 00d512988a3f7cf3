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
from .reading import AnswerForm, ChairNoteForm, GuestForm, NoteForm, QuestionForm

__all__ = [
    "ActionAddForm",
    "ActionProgressForm",
    "AnswerForm",
    "BodyRulesForm",
    "ChairNoteForm",
    "DecisionAgreeForm",
    "DecisionForm",
    "DecisionSupersedeForm",
    "DecisionUrgentForm",
    "GuestForm",
    "ItemForm",
    "ItemRemoveForm",
    "MeetingArrangeForm",
    "MeetingCancelForm",
    "MeetingChangeForm",
    "MeetingHoldForm",
    "MeetingMoveForm",
    "MeetingPublishForm",
    "NoteForm",
    "PaperWithdrawForm",
    "QuestionForm",
    "StandingItemForm",
    "YearForm",
    "answers",
]
