"""The invented referrals of the sample partnership, and how they were answered."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Told:
    """A referral made `days` ago by the demo sign-in `by`. Without an answer here it waits, or a trend is its answer.

    `answer` is ("discard", reason, feedback) or ("hand_over", route, feedback), the day after.
    """

    slug: str
    days: int
    by: str
    kind: str
    title: str
    what: str
    source_type: str
    provenance: str = "first_hand"
    corroborated: str = "no"
    urgency: str = "soon"
    place: str = ""
    happened: str = ""
    done: str = ""
    tension: dict[str, Any] | None = None
    change: dict[str, Any] | None = None  # `subject` is an organisation's slug
    answer: tuple[str, str, str] | None = field(default=None)


REFERRALS = (
    Told(
        slug="batteries",
        days=150,
        by="partner",
        kind="trend",
        title="Batteries burn in the hallways of shared houses",
        what="Two hallways burnt within a month. Riders charge their bikes there at night, and it is the only way out.",
        source_type="third_sector",
        corroborated="yes",
        place="Shared houses in Quillmoor",
        happened="The last two months",
        done="The forum told the landlords",
    ),
    Told(
        slug="parking",
        days=60,
        by="ldg.north",
        kind="trend",
        title="Cars park on the pavement outside a school",
        what="At the start and end of the school day cars stand on the pavement.",
        source_type="school",
        urgency="routine",
        answer=(
            "discard",
            "outside_remit",
            "This is for the council's parking team: we gave you their page. We look at it again if somebody is hurt.",
        ),
    ),
    Told(
        slug="threats",
        days=45,
        by="partner",
        kind="trend",
        title="Threats at a market stall",
        what="A stall was threatened twice for money.",
        source_type="business",
        provenance="passed_on",
        urgency="now",
        answer=("hand_over", "crime", "The police have it and will ring the stall. Nothing more is needed from you."),
    ),
    Told(
        slug="hostel",
        days=9,
        by="partner",
        kind="tension",
        title="A rumour about a hostel",
        what="A flyer says that a hostel opens on Copperwell Road and calls a meeting.",
        source_type="resident",
        corroborated="yes",
        place="Copperwell Road, Quillmoor",
        tension={
            "parts": ["experienced", "potential"],
            "theme": "resources",
            "communities": "Residents of Quillmoor; people seeking asylum",
            "characteristics": ["race"],
            "interpretation": "People are worried, not angry. Nobody has told them what the building is for.",
        },
    ),
    Told(
        slug="lighting",
        days=6,
        by="ldg.east",
        kind="trend",
        title="Bus stops without light after dark",
        what="Four stops on one route have had no light since the clocks changed. Passengers walk on to the next one.",
        source_type="resident",
        corroborated="yes",
        place="A bus route through Larkhurst",
        happened="Since the clocks changed",
        done="The group told the operator",
    ),
    Told(
        slug="footprint",
        days=1,
        by="ldg.south",
        kind="change",
        title="A housing partner's area grows from April",
        what="The co-operative takes over homes in two more neighbourhoods, and its officers attend two local groups.",
        source_type="housing",
        corroborated="yes",
        urgency="routine",
        change={"changing": "boundary", "subject": "ninefold-housing"},
    ),
    Told(
        slug="mood",
        days=1,
        by="partner",
        kind="tension",
        title="Cold looks at the Sunday market",
        what="Stallholders of two communities no longer set up beside each other.",
        source_type="faith",
        urgency="routine",
        place="The market in Tallowgate",
        tension={
            "parts": ["experienced"],
            "theme": "neighbourhood",
            "communities": "Stallholders of two communities",
            "interpretation": "It began with a quarrel about pitches.",
        },
    ),
)
