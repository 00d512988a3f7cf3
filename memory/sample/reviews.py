"""What the sample partnership's team wrote of its providers, invented: facts alone, and nobody by name."""

from dataclasses import dataclass
from datetime import timedelta

from bcsp.records.clock import pretend, today
from bcsp.records.viewer import Viewer
from memory import actions
from memory.models import ProviderUse


@dataclass(frozen=True)
class Said:
    """Of the use with this `what`: written so many days ago, shown to the provider so many days ago, or not yet."""

    what: str
    again: str
    agreed: str
    delivered: str
    written: int
    shown: int | None = None
    reply: str = ""


REVIEWS = (
    Said(
        "Marshals at weekends",
        "with_changes",
        "Two marshals from 9pm to 3am on 26 Fridays and Saturdays; a count of people helped, each month.",
        "51 of 52 nights. Counts came for four months of six.",
        80,
        70,
        "Two counts were late because the sheets were on paper. They are kept on a telephone now.",
    ),
    Said(
        "Football on Fridays, the first summer",
        "yes",
        "Twelve evenings in one park.",
        "Twelve evenings; about twenty young people each time.",
        1200,
        1190,
        "Nothing to add.",
    ),
    Said(
        "Volunteers’ visits and packs",
        "yes",
        "A pack handed over in each house of four streets.",
        "Packs in 212 of 230 houses. Eighteen did not open, twice.",
        45,
    ),
    Said(  # its next application waits for a decision, so nobody reads this until then
        "Mediation, 40 disputes",
        "yes",
        "Forty disputes begun, each looked at again after six months.",
        "Forty begun, thirty-eight looked at again.",
        90,
        85,
    ),
)


def write_reviews(by: Viewer) -> None:
    """Each on the day on which it was written, and shown on the day on which it was shown."""
    now = today()
    for said in sorted(REVIEWS, key=lambda said: -said.written):
        with pretend(now - timedelta(days=said.written)):
            words = {"again": said.again, "agreed": said.agreed, "delivered": said.delivered}
            review = actions.record_review(use=ProviderUse.objects.get(what=said.what), by=by, **words)
        if said.shown is None:
            continue
        day = now - timedelta(days=said.shown)
        with pretend(day):
            actions.show_review(review=review, version=review.version, shown_on=day, reply=said.reply, by=by)
