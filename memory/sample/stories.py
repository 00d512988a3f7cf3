"""What the sample partnership tried, invented: texts and days alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """An intervention that began and ended so many days ago; `uses` are (provider's slug, for what, pounds)."""

    title: str
    priority: str
    place: str
    who: str
    cost: int
    begins: int
    ends: int | None
    result: str = ""
    found: str = ""
    lesson: str = ""
    groups: tuple[str, ...] = ()
    uses: tuple[tuple[str, str, int], ...] = ()
    use_when: str = ""  # with `avoid_when`: the lesson stands as one of its own
    avoid_when: str = ""
    measures: tuple[tuple[str, str, str, str], ...] = ()
    detail: tuple[tuple[str, str], ...] = ()
    named: bool = False


PLANS = (("Sample community safety plan, the one before", 6, 3), ("Sample community safety plan", 3, 0))
PRIORITIES = (  # plan (0: the one before), title, why, evidence, dissent
    (
        0,
        "Young people in public places",
        "Calls about young people in parks rose in two summers, and so did young people’s own reports of harm.",
        "Calls to the council by month; a survey in four schools; two youth services’ records.",
        "",
    ),
    (
        0,
        "Doorstep crime against older people",
        "Few report it, and those who are called on once are called on again.",
        "Trading standards’ visits over three years; the carers’ groups’ own lists.",
        "",
    ),
    (
        1,
        "Feeling safe in public places",
        "People of every age said the same places felt unsafe after dark, whatever the figures said.",
        "The yearly survey; walks with residents in three local groups’ areas.",
        "One partner held that lighting alone would do, and asked that it be recorded.",
    ),
    (
        1,
        "Doorstep crime and fraud",
        "The same callers moved to the telephone. One priority holds both, since the same people are hurt.",
        "Trading standards’ visits; the bank’s figures that partners were shown.",
        "",
    ),
    (
        1,
        "Disputes between neighbours",
        "Half of all repeat calls to housing come from disputes that nobody settled early.",
        "Housing’s calls over two years, counted by address and then taken apart.",
        "",
    ),
)
LINEAGE = (  # before, after, how, why
    (0, 2, "renamed", "Widened from young people to everyone: residents named places, not ages."),
    (1, 3, "merged", "Merged with fraud by telephone, which the same callers had taken up."),
)
STORIES = (
    Story(
        "Football in one park",
        "Young people in public places",
        "A park in the north of the city",
        "Second Whistle Sports Trust",
        3200,
        1300,
        1215,
        "not_evaluated",
        "Who came was counted; what came of it was not.",
        "Decide before the first evening what is to be counted afterwards.",
        ("ldg-north",),
        (("second-whistle-sports-trust", "Football on Fridays, the first summer", 3200),),
    ),
    Story(
        "Towpath Lights and Marshals",
        "Feeling safe in public places",
        "The towpath between two locks",
        "Tallowgate Night Marshals CIC with the council’s street lighting team",
        18400,
        700,
        420,
        "promising",
        "Reports fell by a third beside the lights and on the next stretch too. Lights and marshals came together.",
        "Lighting stayed, marshals did not; we cannot tell which mattered.",
        ("ldg-south",),
        (("tallowgate-night-marshals", "Marshals on Friday and Saturday nights", 12000),),
        "Two measures can be begun one after the other, so that each is seen alone.",
        "Someone is hurt now, and waiting to learn would cost more than not knowing.",
        (("Reports a month", "12", "6", "8"),),
    ),
    Story(
        "Late Whistle football",
        "Feeling safe in public places",
        "Three pitches in the north of the city",
        "Second Whistle Sports Trust",
        9600,
        640,
        460,
        "no_detectable_effect",
        "Calls were the same before and after. The figures before were of a school holiday.",
        "Baseline was a school holiday. Count a school term first.",
        ("ldg-north",),
        (("second-whistle-sports-trust", "Football on Friday evenings", 9600),),
        "Something for young people is to be judged by calls or reports.",
        "The work begins within a term; then count something that holidays do not change.",
    ),
    Story(
        "Doorstoppers no-cold-calling packs",
        "Doorstep crime and fraud",
        "Four streets, beside four streets like them",
        "Elmcroft Carers’ Circle with trading standards",
        4150,
        560,
        380,
        "worked",
        "No repeat calls in the four streets in six months; seven in the four beside them.",
        "Volunteers, not post: packs that were handed over were used.",
        ("ldg-east",),
        (("elmcroft-carers-circle", "Volunteers’ visits and packs", 4150),),
        "Older people are called on at their doors, and a group that they know can visit.",
        "Packs would go by post: few are opened.",
        (("Repeat calls in six months", "9", "3", "0"),),
        (
            ("objective", "That nobody who was called on once is called on again."),
            ("scanning", "Callers come back to doors that were opened to them."),
            ("mechanism", "A neighbour’s visit makes a sign on the door a promise that others keep."),
            ("response", "A pack, handed over in a talk of ten minutes, with a sign and a number to ring."),
            ("assessment", "Calls in four streets against four like them, six months before and after."),
            ("maryland", "maryland.3"),
            ("whom", "Over-75s who live alone. It was not tried in flats."),
            ("hard", "Finding volunteers in the weeks before Christmas."),
        ),
    ),
    Story(
        "Battery Swap Day",
        "Feeling safe in public places",
        "A car park in the south of the city",
        "Cogwheel Bike Kitchen",
        350,
        330,
        270,
        "not_delivered",
        "It never took place: the insurer refused that batteries be stored overnight.",
        "Insurer refused storage; ask the fire service before the call.",
        ("ldg-south",),
        (("cogwheel-bike-kitchen", "Making ready for a collection of batteries", 350),),
        "Something that burns is to be collected or stored.",
        "Collection is by a firm that is insured for it already.",
    ),
    Story(
        "Tallowgate Night Marshals",
        "Feeling safe in public places",
        "Tallowgate, an invented quarter",
        "Tallowgate Night Marshals CIC",
        22000,
        300,
        90,
        "promising",
        "Fewer calls on Sunday mornings, no change on Saturday nights.",
        "Sunday mornings, not Saturday nights.",
        ("ldg-west-central",),
        (("tallowgate-night-marshals", "Marshals at weekends", 22000),),
    ),
    Story(
        "Warning letters to every household",
        "Doorstep crime and fraud",
        "Two wards",
        "The council’s communications team",
        1200,
        820,
        790,
        "backfired",
        "More people said that they were afraid to open the door; visits by carers were turned away.",
        "Fear rose; use visits.",
        ("ldg-east",),
        (),
        "A warning is needed today by everyone in a street, whoever they are.",
        "Those who are warned live alone. Visit them.",
    ),
    Story(
        "Library Safe Rooms",
        "Feeling safe in public places",
        "Five libraries",
        "The library service",
        7500,
        500,
        200,
        "not_evaluated",
        "Nobody counted: the lead left and no one took it over.",
        "Lead left; no handover.",
        ("ldg-north", "ldg-west-central"),
    ),
    Story(
        "Copperwell Mediation",
        "Disputes between neighbours",
        "Across the city",
        "Copperwell Restorative CIC",
        11300,
        450,
        100,
        "worked",
        "31 of 40 disputes were closed and stayed closed at six months; before, about half.",
        "Come before the second complaint; after the fifth nobody wants to talk.",
        (),
        (("copperwell-restorative", "Mediation, 40 disputes", 11300),),
        "Two households have complained of each other no more than twice.",
        "There is violence or the threat of it.",
        (("Disputes that stay closed at six months", "20 of 40", "28 of 40", "31 of 40"),),
    ),
    Story(
        "Ninefold Welfare Visits",
        "Disputes between neighbours",
        "Ninefold, an invented estate",
        "Ninefold Housing Co-operative",
        14000,
        380,
        60,
        "promising",
        "Tenants who were visited asked for help earlier. Detail is for named readers.",
        "Visit in the first month of a tenancy.",
        ("ldg-north",),
        (("ninefold-housing", "Visits to new tenants", 14000),),
        named=True,
    ),
    Story(
        "School Gate Patrols",
        "Feeling safe in public places",
        "Six schools",
        "Wardens of two wards",
        16800,
        900,
        250,
        "no_detectable_effect",
        "Calls at the six gates moved as those at six others did.",
        "Ended with three months’ notice, its impact on equality recorded: end things so.",
        ("ldg-south", "ldg-east"),
    ),
)
