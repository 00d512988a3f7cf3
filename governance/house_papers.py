"""What governance itself puts before a body's meeting: its open actions, and what its chair decided meanwhile."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from bcsp.documents.papers import Paper, Readers
from bcsp.people.models import Organisation
from bcsp.records.clock import day_of, today
from bcsp.records.models import Audience
from governance.choices import MINUTES, OPEN_ACTIONS, TOOK_PLACE, URGENT_DECISIONS, ActionState
from governance.house_items import actions_of, open_actions, urgent_decisions
from governance.minutes_paper import minutes_papers
from governance.models import Action, Meeting
from governance.notices import notice_of

ACTIONS_TEMPLATE = "governance/pdf/open_actions.html"


@dataclass(frozen=True)
class ActionRow:
    """An action as a paper lists it: with post or organisation, never a person's name."""

    reference: str
    title: str
    who: str
    due: date
    late: bool
    nature: str
    progress: str


@dataclass(frozen=True)
class ActionList:
    """What the paper of open actions shows; `since` is the day of the body's last meeting, None before the first."""

    body: str
    open: tuple[ActionRow, ...]
    done: tuple[ActionRow, ...]
    since: date | None


def papers(kind: str, body_id: int, day: date) -> list[Paper]:
    """The papers of a house item for the body's meeting on that day."""
    offer = OFFERS.get(kind)
    return offer(body_id, day) if offer else []


def open_actions_papers(body_id: int, day: date) -> list[Paper]:
    """One paper with the actions that all partners may read, and one for the body with those for named readers.

    What not all members of the body may read stands in neither. Both come back each time.
    """
    body, since = Organisation.objects.get(pk=body_id), _last_met(body_id, day)
    done = _done_since(body_id, since)
    named = Q(audience=Audience.NAMED)
    offered = [
        (Readers(Audience.PARTNERS), "", ~named),
        (Readers(Audience.NAMED, bodies=(body_id,)), f" for {body.brief} alone", named),
    ]
    found = []
    for readers, suffix, which in offered:
        data = ActionList(body.name, _rows(open_actions(body_id).filter(which)), _rows(done.filter(which)), since)
        if data.open:
            found.append(_actions_paper(body, day, data, readers, suffix))
    return found


def _actions_paper(body: Organisation, day: date, data: ActionList, readers: Readers, suffix: str) -> Paper:
    """The day in the key keeps the lists of two meetings apart: each is another paper."""
    return Paper(
        key=f"governance.open_actions:{body.pk}:{day:%Y%m%d}:{readers.audience}",
        title=f"Open actions{suffix}",
        line=_line(data.open),
        readers=readers,
        subject_kind="people.organisation",
        subject_id=body.pk,
        template=ACTIONS_TEMPLATE,
        data=data,
        returns=True,
    )


def _line(rows: tuple[ActionRow, ...]) -> str:
    late = sum(row.late for row in rows)
    count = "1 action is open" if len(rows) == 1 else f"{len(rows)} actions are open"
    return f"{count}, {late} of them overdue" if late else count


def _last_met(body_id: int, day: date) -> date | None:
    """The day of the body's last meeting before `day` that took place."""
    met = Meeting.objects.filter(body_id=body_id, state__in=TOOK_PLACE, starts_at__date__lt=day)
    last = met.order_by("-starts_at").first()
    return last.day if last else None


def _done_since(body_id: int, since: date | None) -> QuerySet[Action]:
    found = actions_of(body_id).filter(state=ActionState.DONE)
    found = found.filter(~Q(audience=Audience.NAMED) | Q(reader_bodies__contains=[body_id]))
    return found.filter(done_at__date__gte=since) if since else found


def _rows(todos: Iterable[Action]) -> tuple[ActionRow, ...]:
    todos = todos.select_related("owner_post__organisation", "organisation").order_by("due", "pk")
    return tuple(
        ActionRow(
            reference=todo.reference,
            title=todo.title,
            who=todo.who,
            due=day_of(todo.done_at) if todo.done_at else todo.due,
            late=todo.state == ActionState.OPEN and todo.due < today(),
            nature=todo.get_nature_display(),
            progress=todo.progress,
        )
        for todo in todos
    )


def urgent_papers(body_id: int, day: date) -> list[Paper]:
    """The notice of each urgent decision that was not reported yet, with the decision's own readers."""
    rows = urgent_decisions(body_id).select_related("body", "seal", "supersedes").order_by("decided_on", "pk")
    return [
        replace(notice_of(row), key=f"governance.urgent:{row.pk}", title=f"{row.reference} {row.title}", ask="Note it")
        for row in rows
    ]


OFFERS: dict[str, Callable[[int, date], list[Paper]]] = {
    MINUTES: minutes_papers,
    OPEN_ACTIONS: open_actions_papers,
    URGENT_DECISIONS: urgent_papers,
}
