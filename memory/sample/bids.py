"""The applications of the sample partnership, invented: texts, sums and days alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bid:
    """An application that came so many days ago; decided so many days after it came, None while it waits."""

    who: str
    title: str
    asked: int
    days: int
    outcome: str = ""
    reasons: tuple[str, ...] = ()
    after: int = 28
    awarded: int | None = None
    how: str = "delegated"
    by: str = "The coordinator"
    note: str = ""
    conditions: str = ""
    would_change: str = ""
    told: str = ""
    internal: str = ""
    direction: str = "in"
    also_called: str = ""
    interest: tuple[str, str] | None = None  # sign-in of who declared it, and what it is
    later: tuple[int, int] | None = None  # from the reserve list: so many days later, pounds


BIDS = (
    Bid(
        "Elmcroft Carers' Circle",
        "Doorstoppers Two",
        5200,
        88,
        "accepted",
        ("proven_method", "clear_need"),
        awarded=5200,
        told="It worked in four streets. Take it to six more.",
    ),
    Bid(
        "Second Whistle Sports Trust",
        "Late Whistle again",
        12000,
        160,
        "not_funded",
        ("weak_need",),
        note="The figures before were of a school holiday, as the first time.",
        would_change="A school-term baseline would have changed it.",
        told="We could not tell whether the first season changed anything. Count one school term, and ask again.",
        internal="A good club. Help them to count.",
    ),
    Bid(
        "Cogwheel Bike Kitchen",
        "Battery collection",
        6500,
        150,
        "conditions",
        ("clear_need", "fits_priority"),
        awarded=6500,
        conditions="Storage is agreed with the fire service before the first collection.",
        also_called="Greenhand Recyclers",
    ),
    Bid(
        "The Sawdust Collective",
        "Friday Workshop",
        8900,
        140,
        "in_part",
        ("proven_method", "clear_need"),
        awarded=6000,
        note="Two terms, not three: the third is paid for by a school.",
    ),
    Bid(
        "Quillmoor Neighbourhood Forum",
        "Cameras in two streets",
        15000,
        130,
        "not_funded",
        ("outside_priority",),
        told="This fund does not pay for cameras. Your ward’s fund may: ask your councillors.",
    ),
    Bid(
        "Lantern Row Support",
        "Court companions",
        19500,
        120,
        "accepted",
        ("clear_need", "sound_delivery"),
        awarded=19500,
        interest=("analyst2", "trustee"),
    ),
    Bid(
        "Open Gate Resettlement",
        "First-week kits",
        3000,
        110,
        "accepted",
        ("good_value",),
        after=6,
        awarded=3000,
        note="Out of round: people leave prison every week.",
    ),
    Bid(
        "Larkhurst Friends of All Faiths",
        "Listening evenings",
        2400,
        100,
        "not_funded",
        ("late",),
        after=7,
        note="Late by two days.",
        told="Your application came two days after the call closed. You are invited to the next call.",
    ),
    Bid(
        "Brindle Lock Youth Works",
        "Mentoring",
        24000,
        95,
        "reserve",
        ("budget_exhausted",),
        would_change="More money in the round.",
        later=(40, 12000),
    ),
    Bid("Copperwell Restorative CIC", "Mediation for another year", 11800, 12),
    Bid(
        "Safer Evenings Fund",
        "Evenings in three quarters of the city",
        60000,
        200,
        "not_funded",
        ("weak_delivery",),
        after=60,
        by="The fund’s panel",
        note="Need shown, partners’ match not.",
        would_change="Letters from partners who would match the money.",
        direction="out",
    ),
)
