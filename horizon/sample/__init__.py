"""The sample partnership's horizon scanning, lived through day by day with the real actions."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bcsp.people.models import Organisation, Post
from bcsp.people.sample import acting
from bcsp.records.clock import pretend, today
from bcsp.scales.models import Term
from governance.sample import goes_on, last_pdg, published_on, this_pdg
from horizon import actions
from horizon.models import Assessment, Referral, Trend
from horizon.sample import meetings
from horizon.sample.carried import carry_out
from horizon.sample.referrals import REFERRALS, Told
from horizon.sample.stories import STORIES, Story, Version
from memory.sample.rounds import write_rounds

SIZE = ("impact", "proximity", "direction", "yardstick", "confidence")
CLEARED_AFTER = 2  # days
WORDS = (
    "judgement",
    "confidence_reason",
    "mitigate",
    "why",
    "help",
    "ask",
    "recommendation",
    "cost",
    "gaps",
    "alternatives",
)
Event = tuple[date, Callable[[], object]]


def write_sample() -> None:
    """Every event of the strand in the order of its day, each as if it were that day."""
    Sample().run()


def live(events: Iterable[Event]) -> None:
    for day, happens in events:
        with pretend(day):
            happens()


class Sample:
    """Keeps what was written so far, by its slug, while the days pass."""

    def __init__(self) -> None:
        self.now = today()
        self.referrals: dict[str, Referral] = {}
        self.trends: dict[str, Trend] = {}

    def run(self) -> None:
        last = last_pdg()
        events: list[Event] = []
        for told in REFERRALS:
            events += self.of_referral(told)
        for story in STORIES:
            events += self.of_story(story)
        events.append((published_on(last), lambda: meetings.publish(last)))
        events.append((last.day, lambda: meetings.live(last, self.trends)))
        events.append((last.day + meetings.PACKS_BROUGHT, meetings.finish))
        events.append((last.day + meetings.PACKS_BROUGHT, lambda: carry_out(last)))
        events.append((self.now, lambda: meetings.publish(this_pdg())))
        events.sort(key=lambda event: event[0])
        live(event for event in events if event[0] <= last.day)
        goes_on()
        live(event for event in events if event[0] > last.day)
        write_rounds()  # they wait for a meeting of the Board that was arranged in between

    def ago(self, days: int) -> date:
        return self.now - timedelta(days=days)

    def of_referral(self, told: Told) -> list[Event]:
        events: list[Event] = [(self.ago(told.days), lambda: self.refer(told))]
        if told.answer:
            events.append((self.ago(told.days - 1), lambda: self.answer(told)))
        return events

    def of_story(self, story: Story) -> list[Event]:
        events: list[Event] = [(self.ago(story.days), lambda: self.log(story))]
        for version in story.versions:
            events.append((self.ago(version.days), lambda v=version: self.assess(story, v)))
            if version.until == "cleared":
                events.append((self.ago(version.days - CLEARED_AFTER), lambda: self.clear(story)))
        if story.closed:
            days, outcome = story.closed
            events.append((self.ago(days), lambda: self.close(story, outcome)))
        return events

    def refer(self, told: Told) -> None:
        by = acting(told.by)
        change = told.change and {
            **told.change,
            "subject": Organisation.objects.get(slug=told.change["subject"]),
            "effective_on": date(self.now.year + 1, 4, 1),
        }
        self.referrals[told.slug] = actions.refer(
            by=by,
            kind=told.kind,
            organisation=Organisation.objects.filter(pk__in=by.bodies).first(),
            tension=told.tension,
            change=change,
            screened=True,
            **{name: getattr(told, name) for name in ("title", "what", "place", "happened", "done", "urgency")},
            **{name: getattr(told, name) for name in ("source_type", "provenance", "corroborated")},
        )

    def answer(self, told: Told) -> None:
        how, why, feedback = told.answer
        referral, by = self.referrals[told.slug], acting("analyst")
        given = {"referral": referral, "version": referral.version, "feedback": feedback, "by": by}
        if how == "discard":
            actions.discard_referral(reason=why, **given)
        else:
            actions.hand_over_referral(route=why, **given)

    def log(self, story: Story) -> None:
        named = bool(story.named)
        self.trends[story.slug] = actions.log_trend(
            by=acting("analyst"),
            audience="named" if named else "partners",
            bodies=Organisation.objects.filter(slug="pdg") if named else (),
            roles=story.named,
            referral=self.referrals.get(story.referral),
            theme=Term.objects.get(pk=f"theme.{story.theme}"),
            since=self.ago(story.since).replace(day=1),
            screened=True,
            **{
                name: getattr(story, name)
                for name in ("title", "what", "new", "kind", "place", "source_type", "public_line")
            },
        )

    def assess(self, story: Story, version: Version) -> None:
        by, trend = acting("analyst"), self.trends[story.slug]
        words = {name: getattr(version, name) for name in WORDS}
        sizes = {name: Term.objects.get(pk=f"{name}.{code}") for name, code in zip(SIZE, version.size, strict=True)}
        row = actions.start_assessment(trend=trend, by=by)
        row = actions.save_assessment(
            assessment=row,
            version=row.version,
            by=by,
            task_whom=_post(version),
            ring=Term.objects.get(pk=f"ring.{version.ring}") if version.ring else None,
            review_on=today() + timedelta(days=version.review_in),
            note=version.note,
            **words,
            **sizes,
        )
        if version.until != "draft":
            actions.mark_ready(assessment=row, version=row.version, by=by)

    def clear(self, story: Story) -> None:
        row = Assessment.objects.get(trend=self.trends[story.slug], state="ready")
        actions.clear_assessment(assessment=row, version=row.version, by=acting("coordinator"))

    def close(self, story: Story, outcome: str) -> None:
        trend = self.trends[story.slug]
        actions.close_trend(trend=trend, version=trend.version, outcome=outcome, by=acting("analyst"))


def _post(version: Version) -> Post | None:
    if version.task_whom is None:
        return None
    slug, label = version.task_whom
    return Post.objects.get(organisation__slug=slug, label=label)
