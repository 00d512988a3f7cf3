"""What governance offers to the house."""

from bcsp.strands import Strand


class Governance(Strand):
    app = "governance"
    title = "Governance"
    order = 10


STRAND = Governance()
