"""What horizon scanning offers to the house."""

from bcsp.strands import Strand


class Horizon(Strand):
    app = "horizon"
    title = "Horizon scanning"
    order = 40


STRAND = Horizon()
