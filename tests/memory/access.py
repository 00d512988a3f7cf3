"""Who gets what at corporate memory's addresses. Each object is made for partners unless its maker says otherwise."""

from typing import Any

from tests.access import Page, public
from tests.memory import make

TEAM = {"members": 404, "statuses": dict.fromkeys(("analyst", "analyst2", "coordinator", "clerk"), 200)}
RECORDERS = {**TEAM, "members": 403}

ROUND = {"members": 404, "statuses": {"coordinator": 200, "clerk": 200}}
COMMISSIONERS = {**ROUND, "members": 403}
DECIDERS = {"members": 404, "statuses": {"analyst": 403, "analyst2": 403, "coordinator": 200, "clerk": 200}}


def one(row) -> dict[str, Any]:
    return {"reference": row.reference}


def tried() -> dict[str, Any]:
    return one(make.ended())


def used() -> dict[str, Any]:
    use = make.use()
    return {**one(use.intervention), "key": use.pk}


def reviewed() -> dict[str, Any]:
    use = make.review().use
    return {**one(use.intervention), "key": use.pk}


def priority() -> dict[str, Any]:
    return {"key": make.priority().pk}


def lesson() -> dict[str, Any]:
    return one(make.lesson())


def application() -> dict[str, Any]:
    return one(make.application())


def applicant() -> dict[str, Any]:
    return {"key": make.application().applicant_id}


def decided() -> dict[str, Any]:
    return one(make.application(decided={"outcome": "not_funded"}))


def funding() -> dict[str, Any]:
    return one(make.round())


ACCESS = [
    public("memory_public:round_list"),
    public("memory_public:round_calendar"),
    Page("memory:index", members=302),
    Page("memory:intervention_list"),
    Page("memory:intervention_log", **RECORDERS),
    Page("memory:intervention_compare"),
    Page("memory:intervention_detail", tried),
    Page("memory:intervention_detail", lambda: one(make.named()), **TEAM),
    Page("memory:intervention_change", tried, **RECORDERS),
    Page("memory:intervention_add_detail", tried, **RECORDERS),
    Page("memory:lesson_record", tried, **RECORDERS),
    Page("memory:use_record", tried, **RECORDERS),
    Page("memory:use_change", used, **RECORDERS),
    Page("memory:use_remove", used, **RECORDERS),
    Page("memory:intervention_readers", tried, **RECORDERS),
    Page("memory:intervention_measures", tried, **RECORDERS),
    Page("memory:intervention_card", tried),
    Page("memory:intervention_card", lambda: one(make.named()), **TEAM),
    Page("memory:year_answer", lambda: {**tried(), "year": 2024}, **RECORDERS),
    Page("memory:learned_now"),
    Page("memory:learned", lambda: {"year": 2025}),
    Page("memory:learned_download", lambda: {"year": 2025}),
    Page("memory:review_record", used, **TEAM),
    Page("memory:review_show", reviewed, **TEAM),
    Page("memory:priority_list"),
    Page("memory:priority_record", **RECORDERS),
    Page("memory:priority_detail", priority),
    Page("memory:priority_change", priority, **RECORDERS),
    Page("memory:priority_measures", priority, **RECORDERS),
    Page("memory:succession_record", priority, **RECORDERS),
    Page("memory:lesson_list"),
    Page("memory:lesson_detail", lesson),
    Page("memory:lesson_change", lesson, **RECORDERS),
    Page("memory:lesson_retire", lesson, **RECORDERS),
    Page("memory:application_list", **RECORDERS),
    Page("memory:application_log", **RECORDERS),
    Page("memory:application_detail", application, **TEAM),
    Page("memory:application_decide", application, **DECIDERS),
    Page("memory:letter", decided, **TEAM),
    Page("memory:letter_download", decided, **TEAM),
    Page("memory:application_score", application, **TEAM),
    Page("memory:application_put_forward", application, **DECIDERS),
    Page("memory:interest_declare", application, **TEAM),
    Page("memory:applicant_detail", applicant, **TEAM),
    Page("memory:applicant_change", applicant, **TEAM),
    Page("memory:applicant_merge", applicant, **TEAM),
    Page("memory:round_list"),
    Page("memory:round_plan", **COMMISSIONERS),
    Page("memory:round_detail", funding, **ROUND),
    Page("memory:round_change", funding, **ROUND),
    Page("memory:round_publish", funding, **ROUND),
    Page("memory:advice_answer", lambda: {**funding(), "rule": "call"}, **ROUND),
    Page("memory:stage_record", lambda: {**funding(), "stage": "call"}, **ROUND),
    Page("memory:provider_list"),
    Page("memory:provider_export"),
    Page("memory:provider_detail", lambda: {"slug": make.use().provider.slug}),
]
