"""The invented trends of the sample partnership: texts and days alone. Tension stands only in invented places."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    """An assessment: made `days` ago, cleared two days later unless `until` stops it at `draft` or `ready`.

    `size` is impact, proximity, direction, yardstick and confidence, by the codes of their words.
    """

    days: int
    size: tuple[str, str, str, str, str]
    judgement: str
    confidence_reason: str
    mitigate: str
    why: str
    help: str
    ask: str
    recommendation: str
    task_whom: tuple[str, str] | None = None  # organisation's slug and the post's label
    ring: str = ""
    cost: str = ""
    gaps: str = ""
    alternatives: str = ""
    note: str = ""
    review_in: int = 56
    until: str = "cleared"


@dataclass(frozen=True)
class Story:
    """A trend, logged `days` ago; `referral` names the one that it was logged from."""

    slug: str
    days: int
    title: str
    what: str
    new: str
    kind: str
    theme: str
    place: str
    since: int  # days ago
    source_type: str
    versions: tuple[Version, ...] = ()
    referral: str = ""
    public_line: str = ""
    named: tuple[str, ...] = ()  # further roles among the named readers, with PDG's members
    closed: tuple[int, str] | None = None


BATTERIES = Story(
    slug="batteries",
    days=148,
    title="E-bike batteries charged in shared-house hallways catch fire",
    what="Delivery riders charge batteries overnight in the hallways of shared houses. Three fires in a "
    "quarter blocked the only way out.",
    new="None was recorded in the two years before. Two of the three batteries were home-made.",
    kind="trend",
    theme="technological",
    place="Shared houses in Quillmoor and Tallowgate",
    since=240,
    source_type="fire",
    referral="batteries",
    public_line="Fires from e-bike batteries that are charged in shared houses",
    versions=(
        Version(
            days=142,
            size=("severe", "now", "rising", "realistic_possibility", "low"),
            judgement="Fires in shared houses will go on through the year.",
            confidence_reason="Three fires only, all counted by one service.",
            mitigate="Leaflets to riders through the delivery firms.",
            why="Riders need two charges a day and have no other place to charge.",
            help="Ask licensing and the fire service what a licence can demand.",
            ask="decide",
            recommendation="Ask licensing for a condition on charging in hallways",
            ring="prepare",
            cost="None",
            review_in=125,
        ),
        Version(
            days=12,
            size=("severe", "now", "rising", "likely", "moderate"),
            judgement="Fires from e-bike batteries in shared houses will rise by winter.",
            confidence_reason="Fire and licensing count alike; delivery firms have not answered.",
            mitigate="Fire officers visit the 40 licensed houses with most riders, and hand out charger timers.",
            why="Cheap conversions without an automatic stop, rooms too small to charge in, and night shifts.",
            help="Licensing, the fire service and the delivery firms agree safe places to charge, paid by the firms.",
            ask="decide",
            recommendation="Agree a battery swap day and a licence condition on charging",
            ring="act",
            cost="£6,000 from the community safety fund",
            gaps="How many riders charge at home: no firm has said.",
            alternatives="Better recording after the first fire; the fire service ruled it out.",
            note="The insurer must agree storage before any call for a swap day.",
        ),
    ),
)

ROOFS = Story(
    slug="roofs",
    days=139,
    title="“Free roof check” callers target people over 75",
    what="Callers offer a free roof check, find damage that is not there, and ask for cash the same day.",
    new="They now come in pairs, with a tablet that shows pictures of another roof.",
    kind="trend",
    theme="economic",
    place="Semi-detached streets in Larkhurst and Ninefold",
    since=210,
    source_type="third_sector",
    public_line="Doorstep fraud: free roof checks",
    versions=(
        Version(
            days=130,
            size=("serious", "now", "rising", "likely", "moderate"),
            judgement="The callers will work through the summer in streets they know.",
            confidence_reason="Nine reports from two sources that do not share their records.",
            mitigate="No-cold-calling packs in the two streets with most reports.",
            why="Older owners alone at home, and no quick way to check a trader.",
            help="Trading standards and carers' groups agree one number to ring.",
            ask="decide",
            recommendation="Fund no-cold-calling packs in two streets",
            ring="act",
            cost="£4,150",
            review_in=115,
        ),
        Version(
            days=11,
            size=("serious", "near", "steady", "highly_likely", "moderate"),
            judgement="The callers will return in spring.",
            confidence_reason="They came back in each of the last three springs.",
            mitigate="Volunteers take packs to the 140 homes next to last year's streets before March.",
            why="Storm damage gives a pretext, and the packs cover only some streets.",
            help="Carers' groups bring packs by hand: in the last round volunteers worked, post did not.",
            ask="decide",
            recommendation="Repeat the no-cold-calling packs in four streets",
            ring="act",
            cost="£5,200",
            alternatives="Honest traders canvassing after storms: none was registered.",
        ),
    ),
)

BIKES = Story(
    slug="bikes",
    days=136,
    title="Off-road bikes on towpaths after 9 pm",
    what="Riders on unregistered off-road bikes use the towpath as a road after dark. Walkers have stopped using it.",
    new="It moved from the park to the towpath when the park gates were locked.",
    kind="trend",
    theme="social",
    place="The towpath at Brindle Lock",
    since=300,
    source_type="resident",
    public_line="Off-road bikes on towpaths",
    versions=(
        Version(
            days=128,
            size=("moderate", "now", "falling", "unlikely", "moderate"),
            judgement="Riding on the towpath will reach last year's level again.",
            confidence_reason="Two counts by the same wardens, a season apart.",
            mitigate="Keep the new lights on until midnight.",
            why="A place without gates, lights or neighbours, and bikes that are cheap to hire.",
            help="Ask who pays for marshals after March; offer the riders a site of their own.",
            ask="task",
            recommendation="Task LDG North to find a site and report in a quarter",
            task_whom=("ldg-north", "Local lead"),
            ring="watch",
            review_in=131,
        ),
    ),
)

VAPES = Story(
    slug="vapes",
    days=34,
    title="Vapes sold near schools are suspected of synthetic drugs",
    what="Pupils at three schools felt faint after using vapes bought nearby. Staff suspect synthetic drugs in them.",
    new="Until this term the vapes were bought online.",
    kind="weak_signal",
    theme="social",
    place="Shops near three schools, LDG East",
    since=70,
    source_type="school",
    public_line="Vapes sold near schools",
    versions=(
        Version(
            days=17,
            size=("serious", "near", "rising", "realistic_possibility", "low"),
            judgement="Some vapes sold near the three schools hold synthetic drugs.",
            confidence_reason="No sample has been tested.",
            mitigate="Schools keep what they confiscate, sealed, for testing.",
            why="A high profit on a product that is easy to refill.",
            help="Trading standards and public health agree who tests, who pays and who tells parents.",
            ask="task",
            recommendation="Task the council to have ten samples tested within a month",
            task_whom=("pdg", "Member for Birmingham City Council"),
            ring="prepare",
            gaps="No test results: nobody has a budget for them.",
        ),
    ),
)

SHOPS = Story(
    slug="shops",
    days=30,
    title="Pairs stealing from small shops threaten staff",
    what="Pairs take goods openly; one talks to the staff, or threatens them, while the other loads a bag.",
    new="Threats to staff. Before, thefts were hidden.",
    kind="trend",
    theme="economic",
    place="Small shops in Ninefold, LDG South",
    since=90,
    source_type="business",
    public_line="Theft from small shops",
    versions=(
        Version(
            days=14,
            size=("moderate", "now", "rising", "likely", "moderate"),
            judgement="Shops report fewer than half of these thefts.",
            confidence_reason="Eleven shopkeepers said so; the recorded figure fell.",
            mitigate="One warden's round at the hours that shops name.",
            why="Reporting takes an hour and brings no answer.",
            help="A short report form that shops trust, and an answer to each report.",
            ask="task",
            recommendation="Task LDG South to try a two-minute report form with six shops",
            task_whom=("ldg-south", "Local lead"),
            ring="act",
            alternatives="Fewer thefts: the stock counts of four shops say otherwise.",
        ),
    ),
)

FLATS = Story(
    slug="flats",
    days=26,
    title="Tenants' flats are taken over by drug sellers",
    what="Sellers move into the flats of tenants who live alone and need support. The tenants leave or stay in fear.",
    new="Two blocks in one month; before, single flats.",
    kind="trend",
    theme="social",
    place="Two blocks in Tallowgate",
    since=60,
    source_type="housing",
    named=("chair",),
    public_line="One item in private.",
    versions=(
        Version(
            days=16,
            size=("severe", "now", "rising", "highly_likely", "moderate"),
            judgement="More flats in the two blocks will be taken over within three months.",
            confidence_reason="Housing and support workers agree; neighbours are afraid to speak.",
            mitigate="A visit a week to each tenant who lives alone, by a worker the tenant knows.",
            why="Support was cut to one visit a month, and the locks of the blocks fail.",
            help="Housing, adult social care and police agree who visits, and mend the locks.",
            ask="decide",
            recommendation="Agree weekly visits to 22 tenants for three months",
            ring="act",
            cost="£14,000",
        ),
    ),
)

VOICES = Story(
    slug="voices",
    days=24,
    title="Cloned-voice calls to grandparents ask for money",
    what="A caller with the voice of a grandchild asks for money at once. Two grandparents paid.",
    new="The voice: earlier calls of this kind were text messages.",
    kind="weak_signal",
    theme="technological",
    place="Across the city",
    since=50,
    source_type="third_sector",
    public_line="Telephone fraud with copied voices",
    versions=(
        Version(
            days=10,
            size=("moderate", "near", "rising", "realistic_possibility", "low"),
            judgement="The number of such calls will grow within a year.",
            confidence_reason="Two reports only, both passed on.",
            mitigate="Carers' groups suggest that families agree a word known to them alone.",
            why="Software that copies a voice is free and needs seconds of sound.",
            help="Banks and carers' groups share one warning.",
            ask="note",
            recommendation="Note it; we look again in eight weeks",
            ring="watch",
        ),
    ),
)

HOSTEL = Story(
    slug="hostel",
    days=8,
    title="Rumour about a hostel on Copperwell Road",
    what="People say that a hostel for asylum seekers opens on Copperwell Road. No application was made.",
    new="A flyer and a date for a meeting.",
    kind="event",
    theme="political",
    place="Copperwell Road, Quillmoor",
    since=15,
    source_type="network",
    referral="hostel",
    versions=(
        Version(
            days=2,
            size=("moderate", "now", "rising", "unlikely", "moderate"),
            judgement="The rumour leads to disorder at the meeting.",
            confidence_reason="Three groups that do not share sources say the mood is worried, not angry.",
            mitigate="A ward briefing before the meeting, and a page that answers the rumour.",
            why="Nobody said what the empty building is for.",
            help="The council says early what it plans for empty buildings.",
            ask="note",
            recommendation="Note the ward briefing and the page",
            ring="watch",
            until="ready",
        ),
    ),
)

MEETS = Story(
    slug="meets",
    days=260,
    title="Car meets are called at two hours' notice",
    what="Drivers meet on retail car parks at two hours' notice, called on open social media.",
    new="The short notice: meets used to be called a week before.",
    kind="trend",
    theme="social",
    place="Retail car parks across the city",
    since=330,
    source_type="social",
    public_line="Car meets at short notice",
    versions=(
        Version(
            days=250,
            size=("serious", "now", "rising", "likely", "moderate"),
            judgement="Meets will go on through the summer.",
            confidence_reason="Two landlords and the council count alike.",
            mitigate="Landlords close car parks at ten.",
            why="Large lit spaces that nobody looks after at night.",
            help="One contact for landlords, and barriers where they help.",
            ask="note",
            recommendation="Note the landlords' agreement",
            ring="act",
            review_in=90,
        ),
    ),
    closed=(
        150,
        "Stepped down after two quiet reviews: car parks close at ten, and no meet was called for four months.",
    ),
)

FIREWORKS = Story(
    slug="fireworks",
    days=320,
    title="Fireworks are thrown at buses",
    what="Fireworks are thrown at buses on two routes in the weeks around 5 November.",
    new="Two routes were cut short.",
    kind="event",
    theme="social",
    place="Two bus routes through Larkhurst",
    since=340,
    source_type="business",
    closed=(280, "The season plan worked; lesson 4."),
)

STORIES = (FIREWORKS, MEETS, BATTERIES, ROOFS, BIKES, VAPES, SHOPS, FLATS, VOICES, HOSTEL)
