from collections import defaultdict
from dataclasses import dataclass

from bcsp.people.models import Organisation
from bcsp.plan.models import CrossCuttingPriority, Measure, NamedBoard, Output
from bcsp.strands import Evidence, Waiting, strands


@dataclass(frozen=True)
class OutputRow:
    output: Output
    posts: list[str]
    evidence: list[Evidence]


def outputs(viewer) -> list[OutputRow]:
    """The plan's outputs with who answers for each, and the strands' live evidence that this viewer may see."""
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for strand in strands():
        for code, rows in strand.outputs(viewer).items():
            evidence[code].extend(rows)
    found = Output.objects.prefetch_related("accountable__organisation")
    return [OutputRow(o, [str(post) for post in o.accountable.all()], evidence[o.code]) for o in found]


def measures():
    return Measure.objects.prefetch_related("outputs")


def attention(viewer) -> list[Waiting]:
    """What waits for this viewer in every strand; the late first."""
    rows = [waiting for strand in strands() for waiting in strand.attention(viewer)]
    return sorted(rows, key=lambda waiting: not waiting.late)


def named_boards():
    return NamedBoard.objects.select_related("organisation")


def priorities():
    return CrossCuttingPriority.objects.prefetch_related("relevant")


def tiers():
    """The partnership's own bodies, from the Board down."""
    order = {"board": 0, "pdg": 1, "ldg": 2}
    return sorted(Organisation.objects.exclude(tier=""), key=lambda body: (order[body.tier], body.name))
