from .assessments import clear_assessment, mark_ready, save_assessment, send_back, start_assessment, take_back
from .referrals import discard_referral, hand_over_referral, link_referral, refer, tell_of_decision
from .trends import change_readers, change_trend, close_trend, log_trend

__all__ = [
    "change_readers",
    "change_trend",
    "clear_assessment",
    "close_trend",
    "discard_referral",
    "hand_over_referral",
    "link_referral",
    "log_trend",
    "mark_ready",
    "refer",
    "save_assessment",
    "send_back",
    "start_assessment",
    "take_back",
    "tell_of_decision",
]
