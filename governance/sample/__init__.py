"""Governance's part of the invented partnership: meetings, minutes, decisions, and what waits for an agenda."""

from .document import sample_document
from .meetings import board_goes_on, last_pdg, published_on, sample, this_pdg
from .minutes import attended, minuted
from .waiting import announced_decisions, sample_waiting


def goes_on() -> None:
    """What governance has after PDG's last meeting. Whoever lived through that meeting calls it then."""
    board_goes_on()
    announced_decisions()
    sample_document()


__all__ = ["attended", "goes_on", "last_pdg", "minuted", "published_on", "sample", "sample_waiting", "this_pdg"]
