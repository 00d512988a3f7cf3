"""What a measure gives, and how the measures are shown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measure: ours, a named peer's, and the limit that ours must keep; all in `unit`, less is better."""

    name: str
    ours: float
    peer: str
    beside: float
    limit: float
    unit: str = "s"

    @property
    def kept(self) -> bool:
        return self.ours <= self.limit


def table(rows: Sequence[Row]) -> str:
    """The rows as plain text in columns."""
    head = ("measure", "ours", "beside", "limit", "beside is")
    body = [
        (row.name, *(f"{number:.2f} {row.unit}" for number in (row.ours, row.beside, row.limit)), row.peer)
        for row in rows
    ]
    widths = [max(len(line[column]) for line in (head, *body)) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in (head, *body)
    )
