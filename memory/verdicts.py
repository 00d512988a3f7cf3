"""What an outcome asks for, whoever decides: one place for the forms; the database holds the same (domain.md §6.11)."""

from collections.abc import Collection
from decimal import Decimal

from memory.choices import ACCEPTING, AGAINST, FOR, Outcome, Reason


def faults(
    outcome: str, *, reasons: Collection[str], awarded: Decimal | None, conditions: str, asked: Decimal | None
) -> dict[str, str]:
    """What is missing or doesn't fit, a sentence each, by what it is about: reasons, awarded, conditions."""
    accepted = outcome in ACCEPTING
    found = {"reasons": _reasons(accepted, {Reason(reason) for reason in reasons})}
    found["awarded"] = _awarded(outcome, accepted, awarded, asked)
    if outcome == Outcome.CONDITIONS and not conditions.strip():
        found["conditions"] = "Say on which conditions it was accepted"
    return {name: fault for name, fault in found.items() if fault}


def _reasons(accepted: bool, chosen: set[Reason]) -> str:
    if not chosen:
        return "Choose at least one reason"
    fitting = FOR if accepted else AGAINST
    if chosen & set(fitting):
        return ""
    kind = "for accepting it" if accepted else "against it"
    return f"Choose at least one reason {kind}: {', '.join(reason.label for reason in fitting)}"


def _awarded(outcome: str, accepted: bool, awarded: Decimal | None, asked: Decimal | None) -> str:
    if accepted and awarded is None:
        return "Enter how much was awarded"
    if awarded is not None and not accepted:
        return "Nothing is awarded where an application is not accepted. Take the sum out"
    if outcome == Outcome.IN_PART and asked is not None and awarded is not None and awarded >= asked:
        return f"What is accepted in part gets less than it asked for, which is £{asked:,.2f}"
    return ""
