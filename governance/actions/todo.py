"""Actions in the everyday sense: who does what by when. Given out under a decision, an item, or on their own."""

from datetime import date

from procrastinate.contrib.django import app

from bcsp.notices.actions import notify
from bcsp.people.models import Organisation, Person, Post
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from bcsp.records.links import connect
from bcsp.records.models import Audience, Link, next_reference
from bcsp.records.viewer import Viewer
from governance import rules
from governance.actions.decisions import NOTICE_JOB
from governance.choices import ISSUED, OPEN_ACTIONS, ActionState, DecisionState, Nature
from governance.house_items import put_on_next_agenda
from governance.members import employers, officers, owners_of, people_for, posts_for
from governance.models import Action, AgendaItem, Decision
from governance.reminders import reminder_is_due


@action
def add_action(
    *,
    title: str,
    due: date,
    by: Viewer,
    owner_post: Post | None = None,
    owner_person: Person | None = None,
    organisation: Organisation | None = None,
    nature: str = Nature.IMMEDIATE,
    decision: Decision | None = None,
    item: AgendaItem | None = None,
) -> Action:
    """Give out an action. Its readers are those of the decision or item that it follows from.

    The organisation is the post's where it isn't given; a person needs one (the body by whose seat they act). Raises
    Refused for a person who is no officer, an owner who may not read the source, and a day that has gone.
    """
    source = decision or item
    demand(rules.TASK, by, source)
    if decision and decision.state != DecisionState.AGREED:
        raise Refused("Agree the decision first; then give out the actions that follow from it.")
    if item and not decision and item.meeting.state not in ISSUED:
        raise Refused("Publish the agenda first: an action follows from an item that its members could read.")
    organisation = _acts_for(organisation, owner_post, owner_person)
    _must_read(source, owner_post, owner_person)
    if due < today():
        raise Refused("The day on which the action is due has gone. Give today or a later day.")
    todo = Action(
        reference=next_reference("ACT"),
        title=title,
        owner_post=owner_post,
        owner_person=owner_person,
        organisation=organisation,
        due=due,
        nature=nature,
        decision=decision,
        item=item or (decision.item if decision else None),
        audience=_audience(decision, item),
        reader_bodies=source.reader_bodies if source else [],
        reader_roles=source.reader_roles if source else [],
        created_by_id=by.person_id,
    )
    save(todo)
    if source:
        connect(todo, Link.Relation.ACTS_ON, source)
        put_on_next_agenda(rules.body_of(source), OPEN_ACTIONS, by)
    if decision:
        app.configure_task(NOTICE_JOB, queue="packs").defer(decision_id=decision.pk)
    notify(owners_of(todo) - {by.person_id}, "An action was given to you", todo.get_absolute_url())
    return todo


def _audience(decision: Decision | None, item: AgendaItem | None) -> str:
    """Whose a new action is to read. A public agenda makes no action public: only a public decision does."""
    if decision:
        return decision.audience
    return Audience.NAMED if item and item.is_named else Audience.PARTNERS


def _acts_for(organisation: Organisation | None, post: Post | None, person: Person | None) -> Organisation:
    """For which organisation an owner acts: the post's where none is given. Refused for who can't be tasked."""
    organisation = organisation or (post.organisation if post else None)
    if organisation is None:
        raise Refused("Say for which organisation this person acts.")
    if not employers().filter(pk=organisation.pk).exists():
        raise Refused(f"{organisation.name} is an area of work. Say for which organisation this person acts.")
    if person and not officers().filter(pk=person.pk).exists():
        raise Refused("Only an officer can be tasked: never a referrer or a community contact.")
    return organisation


def _must_read(source: Decision | AgendaItem | Action | None, post: Post | None, person: Person | None) -> None:
    """Refuse an owner who could never open the action: it has the readers of what it follows from."""
    reads = (post is None or posts_for(source).filter(pk=post.pk).exists()) and (
        person is None or people_for(source).filter(pk=person.pk).exists()
    )
    if not reads:
        what = source._meta.verbose_name
        raise Refused(
            f"{post or person} can't read this {what}, which is for named readers. Give the action to somebody who can."
        )


@action
def progress_action(*, todo: Action, version: int, progress: str, by: Viewer) -> Action:
    """A line on how an open action goes. Raises Stale, Refused."""
    demand(rules.PROGRESS, by, todo)
    todo = _open(take(todo, version))
    todo.progress = progress
    return save(todo)


@action
def finish_action(*, todo: Action, version: int, progress: str, by: Viewer, evidence: str = "") -> Action:
    """Say that an action is done, with a line on what came of it, and what shows it."""
    demand(rules.PROGRESS, by, todo)
    todo = _open(take(todo, version))
    todo.progress, todo.evidence, todo.state = progress, evidence, ActionState.DONE
    todo.done_at, todo.done_by_id = now(), by.person_id
    return save(todo)


@action
def reassign_action(
    *,
    todo: Action,
    version: int,
    why: str,
    by: Viewer,
    owner_post: Post | None = None,
    owner_person: Person | None = None,
    organisation: Organisation | None = None,
) -> Action:
    """Give an open action to another owner, for whom the same holds as in `add_action`; both are told.

    `why` stands in its history. A leaver is told no more; a post without a holder has nobody to tell.
    """
    demand(rules.REASSIGN, by, todo)
    before = owners_of(todo)
    todo = _open(take(todo, version))
    if not why.strip():
        raise Refused("Say why the action goes to another owner.")
    if (todo.owner_post, todo.owner_person) == (owner_post, owner_person):
        raise Refused(f"This action is with {todo.owner} already.")
    todo.organisation = _acts_for(organisation, owner_post, owner_person)
    _must_read(todo, owner_post, owner_person)
    todo.owner_post, todo.owner_person, todo.reminded_on = owner_post, owner_person, None
    save(todo)
    if todo.decision_id:
        app.configure_task(NOTICE_JOB, queue="packs").defer(decision_id=todo.decision_id)
    url, after = todo.get_absolute_url(), owners_of(todo)
    notify(before - after - {by.person_id}, "An action of yours was given to somebody else", url)
    notify(after - before - {by.person_id}, "An action was given to you", url)
    return todo


@action
def remind(*, todo: Action, by: None) -> bool:
    """Remind whoever owns an open action, where a reminder is due and nobody was reminded since. Says whether it did.

    Done by the house itself. The notice names no content; a vacant post and a leaver have nobody to remind.
    """
    todo = Action.objects.select_for_update(of=("self",)).get(pk=todo.pk)
    day, owners = today(), owners_of(todo)
    if not owners or not reminder_is_due(todo, day):
        return False
    verb = "was" if todo.due < day else "is"
    Action.objects.filter(pk=todo.pk).update(reminded_on=day)
    notify(owners, f"An action of yours {verb} due on {todo.due:%-d %B}", todo.get_absolute_url())
    return True


def _open(todo: Action) -> Action:
    if todo.state != ActionState.OPEN:
        raise Refused("This action is done already.")
    return todo
