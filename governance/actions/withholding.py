"""What is for members alone says by which paragraph, why, and who decided that; what is not has no reason to give."""

from bcsp.records.errors import Refused
from governance.models.withheld import WITHHELD, Withheld


def give_reasons(thing: Withheld, *, private: bool, what: str) -> None:
    """Raise Refused unless something private (`what`: an item, a paper) has every reason; take them out otherwise."""
    if not private:
        for column, nothing in WITHHELD.items():
            setattr(thing, column, nothing)
    elif not (thing.paragraph and thing.withheld_why and thing.withheld_by):
        raise Refused(f"A private {what} says which paragraph is its guide, why it is private, and who decided that.")
