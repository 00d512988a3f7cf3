"""Last quarter's PDG, lived through: an agenda with three trends, decisions with reasons, and their actions."""

from dataclasses import dataclass
from datetime import timedelta

from bcsp.people.models import Post
from bcsp.people.sample import acting
from bcsp.records.clock import pretend
from bcsp.records.models import Audience
from governance import actions
from governance.choices import EMERGING_TRENDS, Nature
from governance.models import Action, Meeting
from governance.sample import attended, minuted
from horizon.models import Trend

PACKS_BROUGHT = timedelta(days=30)


@dataclass(frozen=True)
class Outcome:
    """What PDG decided on a trend: words, reasons, and actions (text, organisation's slug, post, days, nature)."""

    trend: str
    wording: str
    reasons: str
    departs: str = ""
    todo: tuple[tuple[str, str, str, int, str], ...] = ()


OUTCOMES = (
    Outcome(
        "batteries",
        "PDG asks licensing for a condition on charging in hallways, and the fire service for a safety visit to the "
        "forty licensed houses with most riders.",
        "Three fires in a quarter blocked the only way out. A condition reaches landlords; a visit reaches riders now.",
        todo=(
            ("Visit forty shared houses and hand out charger timers", "pdg", "fire", 60, Nature.IMMEDIATE),
            ("Draft a licence condition on charging in hallways", "pdg", "council", 100, Nature.ROOT_CAUSE),
        ),
    ),
    Outcome(
        "roofs",
        "PDG funds no-cold-calling packs in two streets, brought by volunteers and not by post.",
        "Packs worked in two similar areas. Volunteers are trusted, and cost less than post.",
        departs="The recommendation left open how packs are sent; PDG wants them brought by hand.",
        todo=(("Bring packs to 140 homes", "bcsp", "Coordinator", 45, Nature.IMMEDIATE),),
    ),
    Outcome(
        "bikes",
        "PDG tasks LDG North to find a site for the riders and to report in a quarter.",
        "The lights work, but riding only moves on while there is no place for it.",
        todo=(("Find a site for off-road riding and report to PDG", "ldg-north", "Local lead", 90, Nature.ROOT_CAUSE),),
    ),
)
SEATS = {
    "fire": "Member for West Midlands Fire Service",
    "council": "Member for Birmingham City Council",
}


def publish(meeting: Meeting) -> None:
    actions.publish_agenda(meeting=meeting, audience=Audience.PUBLIC, by=acting("clerk"))


def live(meeting: Meeting, trends: dict[str, Trend]) -> None:
    """Hold the meeting, record and agree what it decided, and give out the actions: all in the evening of its day."""
    with pretend(meeting.day, hour=17):
        _live(meeting, trends)


def _live(meeting: Meeting, trends: dict[str, Trend]) -> None:
    clerk = acting("clerk")
    attended(actions.hold_meeting(meeting=meeting, by=clerk))
    item = meeting.items.get(kind=EMERGING_TRENDS)
    for outcome in OUTCOMES:
        subject = trends[outcome.trend].assessments.filter(state="cleared").order_by("-number").first()
        decision = actions.record_decision(
            item=item,
            subject=subject,
            wording=outcome.wording,
            reasons=outcome.reasons,
            departs=outcome.departs,
            authority_detail="The Partnership Delivery Group, at its meeting",
            audience="public",
            by=clerk,
        )
        decision = actions.agree_decision(decision=decision, by=clerk)
        for text, slug, post, days, nature in outcome.todo:
            owner = Post.objects.get(organisation__slug=slug, label=SEATS.get(post, post))
            due = meeting.day + timedelta(days=days)
            actions.add_action(title=text, due=due, owner_post=owner, nature=nature, decision=decision, by=clerk)
    minuted(meeting)


def finish() -> None:
    """The packs are brought: the first action of that meeting that is done."""
    todo = Action.objects.get(title=OUTCOMES[1].todo[0][0])
    done = "140 packs brought by volunteers; no repeat calls on the two target streets."
    actions.finish_action(todo=todo, version=todo.version, progress=done, by=acting("coordinator"))
