"""The sample partnership's memory, lived through in the order of its days with the real actions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bcsp.people.models import Organisation, Person, Post
from bcsp.people.sample import acting
from bcsp.records.clock import pretend, today
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from bcsp.scales.models import Term
from memory import actions
from memory.models import QUESTIONS, Applicant, Application, Intervention, Plan, Priority
from memory.sample.bids import BIDS, Bid
from memory.sample.reviews import write_reviews
from memory.sample.stories import LINEAGE, PLANS, PRIORITIES, STORIES, Story
from memory.sample.years import ANSWERS, LEADS
from memory.years import latest_ended, ran_in

AFTER = timedelta(days=14)  # after its end an intervention is recorded
YEAR = 365
COUNTED = ("what", "baseline", "target", "actual")


def write_sample() -> None:
    """Plans and priorities, then each intervention when it ended, with its lesson."""
    by = acting("coordinator")  # as they are today: in the years before, nobody had a sign-in
    plans = [_plan(title, begins, ends) for title, begins, ends in PLANS]
    named: dict[str, Priority] = {}
    rows = []
    for place, title, why, evidence, dissent in PRIORITIES:
        row = actions.record_priority(
            plan=plans[place], title=title, why=why, evidence=evidence, dissent=dissent, by=by
        )
        rows.append(row)
        named[title] = row
    for before, after, how, why in LINEAGE:
        step = {"before": rows[before], "after": rows[after], "how": how, "why": why}
        actions.record_succession(**step, day=plans[1].first_day, by=by)
    for story in sorted(STORIES, key=_recorded):
        with pretend(_recorded(story)):
            _lived(story, named[story.priority], by)
    write_reviews(by)
    for bid in sorted(BIDS, key=lambda bid: -bid.days):
        _asked(bid, by, acting(bid.interest[0]) if bid.interest else None)


def _plan(title: str, begins: int, ends: int) -> Plan:
    """A plan of whole business years, so many years ago; the last one goes on."""
    year = today().year
    plan = actions.record_plan(
        title=title,
        first_day=date(year - begins + 1, 4, 1),
        last_day=date(year - ends + 1, 3, 31),
        source="Invented for the sample",
        by=acting("coordinator"),
    )
    Plan.objects.filter(pk=plan.pk).update(is_sample=True)
    return plan


def _recorded(story: Story) -> date:
    return today() - timedelta(days=story.ends or story.begins) + (AFTER if story.ends else timedelta())


def _lived(story: Story, priority: Priority, by: Viewer) -> None:
    now = _now(story)
    begins = now - timedelta(days=story.begins)
    row = actions.log_intervention(
        title=story.title,
        priority=priority,
        place=story.place,
        who=story.who,
        cost=Decimal(story.cost),
        begins=begins,
        ends=now - timedelta(days=story.ends) if story.ends else None,
        result=story.result,
        found=story.found,
        lesson=story.lesson,
        lead=_lead(story),
        screened=True,
        local_groups=Organisation.objects.filter(slug__in=story.groups),
        uses=[_use(slug, what, amount, begins) for slug, what, amount in story.uses],
        audience=Audience.NAMED if story.named else Audience.PARTNERS,
        by=by,
    )
    if story.detail or story.measures:
        _detail(row, story, by)
    if story.use_when:
        _lesson(row, story, by)
    if story.title in ANSWERS:
        _year_end(row, story)


def _now(story: Story) -> date:
    """The day on which the sample is written, while the clock pretends that it is when the story was recorded."""
    return today() + timedelta(days=story.ends or story.begins) - (AFTER if story.ends else timedelta())


def _use(slug: str, what: str, amount: int, begins: date) -> dict:
    year = begins.year if begins.month >= 4 else begins.year - 1
    return {"provider": Organisation.objects.get(slug=slug), "what": what, "amount": Decimal(amount), "year": year}


def _detail(row: Intervention, story: Story, by: Viewer) -> None:
    words = dict(story.detail)
    if key := words.pop("maryland", ""):
        words["maryland"] = Term.objects.get(pk=key)
    measures = [dict(zip(COUNTED, counted, strict=True)) for counted in story.measures]
    actions.add_detail(intervention=row, version=row.version, measures=measures, **words, by=by)


def _lead(story: Story) -> Post | None:
    group = LEADS.get(story.title)
    return Post.objects.get(organisation__slug=group, label="Local lead") if group else None


def _year_end(row: Intervention, story: Story) -> None:
    """The five answers about the latest year that is over, in the April after it or when the story was recorded."""
    now, recorded = _now(story), today()
    year = latest_ended(now)
    if not ran_in(year, row.begins, row.ends):
        return
    login, *said = ANSWERS[story.title]
    with pretend(min(now, max(recorded, date(year + 1, 4, 15)))):
        words = dict(zip(QUESTIONS, said, strict=True))
        actions.answer_year(intervention=row, year=year, by=acting(login), screened=True, **words)


def _lesson(row: Intervention, story: Story, by: Viewer) -> None:
    actions.record_lesson(
        intervention=row,
        claim=story.lesson,
        use_when=story.use_when,
        avoid_when=story.avoid_when,
        evidence=story.found,
        owner=Post.objects.get(organisation__slug="bcsp", label="Coordinator"),
        review_on=today() + timedelta(days=2 * YEAR),
        screened=True,
        by=by,
    )


def _asked(bid: Bid, by: Viewer, interested: Viewer | None) -> None:
    """The application on the day it came; an interest in it; and its decision on the day of that."""
    came = today() - timedelta(days=bid.days)
    with pretend(came):
        row = actions.log_application(
            who=bid.also_called or bid.who,
            title=bid.title,
            asked=Decimal(bid.asked),
            received_on=came,
            direction=bid.direction,
            by=by,
        )
        if bid.also_called:
            _renamed(row.applicant, bid.who, by)
        if interested:
            person = Person.objects.get(pk=interested.person_id)
            actions.declare_interest(application=row, person=person, what=bid.interest[1], by=by)
    if not bid.outcome:
        return
    said = {"reasons_note": bid.note, "conditions": bid.conditions, "would_change": bid.would_change}
    said |= {"told": bid.told, "internal": bid.internal}
    awarded = Decimal(bid.awarded) if bid.awarded else None
    _decided(row, came + timedelta(days=bid.after), bid, by, outcome=bid.outcome, awarded=awarded, **said)
    if bid.later:
        days, pounds = bid.later
        row.refresh_from_db()
        again = {"outcome": "in_part", "awarded": Decimal(pounds)}
        _decided(row, came + timedelta(days=bid.after + days), bid, by, reasons=("clear_need",), **again)


def _renamed(row: Applicant, name: str, by: Viewer) -> None:
    """What asked under the name that it had is called otherwise now."""
    known = {"identifier": row.organisation.identifier, "organisation": row.organisation}
    actions.change_applicant(applicant=row, version=row.version, name=name, also_called="", **known, by=by)


def _decided(row: Application, day: date, bid: Bid, by: Viewer, **words: Any) -> None:
    given = {"reasons": bid.reasons, "decided_how": bid.how, "decided_by": bid.by, **words}
    with pretend(day):
        actions.decide_application(application=row, version=row.version, decided_on=day, by=by, **given)
