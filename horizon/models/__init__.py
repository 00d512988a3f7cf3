from .assessments import Assessment, PrivateNote
from .referrals import ChangeDetail, Referral, TensionDetail
from .trends import Trend, TrendWard

__all__ = ["Assessment", "ChangeDetail", "PrivateNote", "Referral", "TensionDetail", "Trend", "TrendWard"]
