"""Governance's part of the invented partnership: meetings, minutes, decisions, and what waits for an agenda."""

from .meetings import last_pdg, published_on, sample, this_pdg
from .minutes import attended, minuted
from .waiting import sample_waiting

__all__ = ["attended", "last_pdg", "minuted", "published_on", "sample", "sample_waiting", "this_pdg"]
