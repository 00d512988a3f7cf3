"""Who may do what in horizon scanning. Assessing is the analyst's craft; clearing is for a second pair of eyes."""

from bcsp.people.roles import ANYONE_WITH_A_SEAT, Role, may

TEAM = (Role.ANALYST, Role.COORDINATOR)

REFER = may("horizon.refer", "refer something to the analysts", *ANYONE_WITH_A_SEAT)
TRIAGE = may("horizon.triage", "answer referrals", *TEAM)
LOG_TREND = may("horizon.log_trend", "log a trend", *TEAM)
CHANGE_TREND = may("horizon.change_trend", "change a trend, its readers or its state", *TEAM)
ASSESS = may("horizon.assess", "assess a trend", Role.ANALYST)
CLEAR = may("horizon.clear", "clear a summary for PDG", Role.COORDINATOR)
