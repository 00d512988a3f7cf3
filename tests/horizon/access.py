"""Who gets what at horizon scanning's addresses. Each object is made for partners unless its maker says otherwise."""

from typing import Any

from tests.access import Page, public
from tests.horizon import make

TEAM_ONLY = {"members": 403, "statuses": {"analyst": 200, "analyst2": 200, "coordinator": 200}}
# A referral is known to its referrer (the partner here), the analysts and the coordinator.
OWN = {"members": 404, "statuses": {"partner": 200, "analyst": 200, "analyst2": 200, "coordinator": 200}}
ANSWERING = {"members": 404, "statuses": {"partner": 403, "analyst": 200, "analyst2": 200, "coordinator": 200}}
# A draft assessment is known to those who make and clear it.
MAKING = {"members": 404, "statuses": {"analyst": 200, "analyst2": 200, "coordinator": 403}}
CLEARING = {"members": 404, "statuses": {"analyst": 403, "analyst2": 403, "coordinator": 200}}


def trend() -> dict[str, Any]:
    return {"reference": make.released().reference}


def referral() -> dict[str, Any]:
    return {"reference": make.referral().reference}


def change() -> dict[str, Any]:
    return {"reference": make.change().reference}


def one(row) -> dict[str, Any]:
    return {"reference": row.trend.reference, "number": row.number}


def cleared() -> dict[str, Any]:
    return one(make.cleared())


def kind() -> dict[str, Any]:
    return {"kind": "tension"}


ACCESS = [
    public("horizon_public:how_we_assess"),
    Page("horizon:index", members=302),
    Page("horizon:trend_list"),
    Page("horizon:trend_log", **TEAM_ONLY),
    Page("horizon:trend_detail", trend),
    Page("horizon:trend_change", trend, **TEAM_ONLY),
    Page("horizon:trend_readers", trend, **TEAM_ONLY),
    Page("horizon:trend_close", trend, **TEAM_ONLY),
    Page("horizon:assessment_start", trend, 403, {"analyst": 302, "analyst2": 302}, method="post"),
    Page("horizon:assessment_detail", cleared),
    Page("horizon:assessment_download", cleared),
    Page("horizon:assessment_edit", lambda: one(make.draft()), **MAKING),
    Page("horizon:assessment_ready", lambda: one(make.draft()), **MAKING),
    Page("horizon:assessment_take_back", lambda: one(make.ready()), **MAKING),
    Page("horizon:assessment_clear", lambda: one(make.ready()), **CLEARING),
    Page("horizon:assessment_send_back", lambda: one(make.ready()), **CLEARING),
    Page("horizon:referral_start"),
    Page("horizon:referral_write", kind),
    Page("horizon:referral_check", kind, members=302),  # nothing is written yet
    Page("horizon:referral_queue", **TEAM_ONLY),
    Page("horizon:referral_mine"),
    Page("horizon:referral_detail", referral, **OWN),
    Page("horizon:referral_sent", referral, members=404, statuses={"partner": 200}),
    Page("horizon:referral_log", referral, **ANSWERING),
    Page("horizon:referral_link", referral, **ANSWERING),
    Page("horizon:referral_note", change, **ANSWERING),
    Page("horizon:referral_discard", referral, **ANSWERING),
    Page("horizon:referral_hand_over", referral, **ANSWERING),
]
