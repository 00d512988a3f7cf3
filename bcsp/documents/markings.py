"""What stands at the head and foot of every page of a paper or pack."""

from bcsp.people.queries import sample_data
from bcsp.records.models import Audience


def marking_of(audience: str, *, named: str = "", draft: bool = False) -> str:
    """Who may read it, in words; whether it is a draft; where the sample is loaded, that all is invented.

    `named` says who the named readers are.
    """
    words = Audience(audience).label
    if audience == Audience.NAMED and named:
        words = f"{words}: {named}"
    return f"{'Draft. ' if draft else ''}{words}{' · Sample data: invented' if sample_data() else ''}"
