"""The decision notice: one decision as anybody of its readers may read it, on the page and as a PDF.

Made from the locked columns, which never change, and from the actions that follow: each given out makes a new issue.
"""

from dataclasses import dataclass
from datetime import date

from bcsp.documents.papers import Paper, Readers
from bcsp.records.clock import day_of
from bcsp.records.models import Audience
from bcsp.records.working_days import working_days_since
from governance.choices import DecisionState
from governance.models import Decision
from governance.quorum import recorded_with
from governance.recommended import recommendation_shown

NOTICE_KEY = "governance.decision:"
NOTICE_DAYS = 2  # working days after the decision within which its notice is to be out


@dataclass(frozen=True)
class FollowUp:
    """An action as a notice lists it: with post or organisation, never a person's name."""

    title: str
    who: str
    due: date
    nature: str


@dataclass(frozen=True)
class NoticeData:
    """What a decision notice says."""

    reference: str
    body: str
    title: str
    wording: str
    reasons: str
    authority: str
    recommended: str
    departs: str
    decided_on: date
    agreed_on: date
    supersedes: str
    superseded_by: str
    sequence: int
    hash: str
    actions: tuple[FollowUp, ...] = ()
    options: str = ""
    dissent: str = ""
    review_on: date | None = None
    urgent_why: str = ""
    consulted: str = ""
    ends_funding: bool = False
    notice_on: date | None = None
    equality_impact: str = ""
    seats: str = ""


def notice_of(decision: Decision) -> Paper:
    """The notice of an agreed decision as a paper.

    Options and dissent are for members: a notice that everyone reads leaves both out (practice.md, rule 11: they may
    have to be disclosed, but they are not published).
    """
    to_all = decision.audience == Audience.PUBLIC
    data = NoticeData(
        reference=decision.reference,
        body=decision.body.name,
        title=decision.title,
        wording=decision.wording,
        reasons=decision.reasons,
        authority=decision.says_authority,
        recommended=recommendation_shown(decision),
        departs=decision.departs,
        decided_on=decision.decided_on,
        agreed_on=day_of(decision.agreed_at),
        supersedes=_known(decision.supersedes, to=decision),
        superseded_by=_known(_successor(decision), to=decision),
        sequence=decision.seal.sequence,
        hash=decision.seal.hash,
        actions=_follow_ups(decision),
        options="" if to_all else decision.options,
        dissent="" if to_all else decision.dissent,
        review_on=decision.review_on,
        urgent_why=decision.urgent_why,
        consulted=decision.consulted,
        ends_funding=decision.ends_funding,
        notice_on=decision.notice_on,
        equality_impact=decision.equality_impact,
        seats=recorded_with(decision),
    )
    return Paper(
        key=key_of(decision),
        title=f"Decision notice {decision.reference}",
        line=decision.title,
        readers=Readers(
            decision.audience, tuple(decision.reader_bodies), tuple(decision.reader_roles), decision.kept_from
        ),
        subject_kind="governance.decision",
        subject_id=decision.pk,
        template="governance/pdf/decision_notice.html",
        data=data,
    )


def _successor(decision: Decision) -> Decision | None:
    """The agreed decision that took the place of this one."""
    return Decision.objects.filter(supersedes=decision, state=DecisionState.AGREED).first()


def _known(other: Decision | None, *, to: Decision) -> str:
    """The reference of another decision, where every reader of this one may know of it."""
    if other is None:
        return ""
    if other.is_named:
        bodies, roles = set(other.reader_bodies), set(other.reader_roles)
        known = to.is_named and bodies >= set(to.reader_bodies) and roles >= set(to.reader_roles)
    else:
        known = other.audience == Audience.PUBLIC or to.audience != Audience.PUBLIC
    return other.reference if known else ""


def _follow_ups(decision: Decision) -> tuple[FollowUp, ...]:
    """The decision's actions, which have its readers, in the order in which they are due."""
    rows = decision.actions.select_related("owner_post__organisation", "organisation").order_by("due", "pk")
    return tuple(FollowUp(row.title, row.who, row.due, row.get_nature_display()) for row in rows)


def key_of(decision: Decision) -> str:
    """The name under which a decision's notice is kept."""
    return f"{NOTICE_KEY}{decision.pk}"


@dataclass(frozen=True)
class Punctual:
    """How soon a decision's notice was out, in words, and whether that was late."""

    words: str
    late: bool


def punctual(decision: Decision) -> Punctual:
    """How long after the decision its notice was out: it stands on the register from the moment of agreeing."""
    days = working_days_since(decision.decided_on, day_of(decision.agreed_at))
    after = "on the same day" if days == 0 else f"after {days} working day{'' if days == 1 else 's'}"
    return Punctual(f"Notice out {after}", days > NOTICE_DAYS)
