"""Where else an edition's words stand: whoever withdraws it for them has to look there too."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from governance.choices import EditionState
from governance.models import Edition, EditionSection

MOST_NAMED = 3  # sections


@dataclass(frozen=True)
class Repeated:
    """Another edition, and the headings of those of its sections that have the same words."""

    edition: Edition
    sections: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return len(self.sections) > MOST_NAMED

    @property
    def where(self) -> str:
        """Such as "“Structure” and “Duties”"; many are counted."""
        if self.is_long:
            return f"{len(self.sections)} sections"
        quoted = [f"“{title}”" for title in self.sections]
        return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def repeated(edition: Edition) -> list[Repeated]:
    """The other editions with words of this one, published ones and the one being prepared, the latest first. One
    query; a section without words repeats nothing."""
    mine = EditionSection.objects.filter(edition=edition, section=OuterRef("section"), text=OuterRef("text"))
    rows = EditionSection.objects.filter(Exists(mine)).exclude(edition=edition).exclude(text="")
    rows = rows.exclude(edition__state=EditionState.WITHDRAWN).select_related("edition")
    rows = rows.defer("edition__html", "edition__facts").order_by("-edition__number", "section__position")
    found: dict[int, list[EditionSection]] = {}
    for row in rows:
        found.setdefault(row.edition_id, []).append(row)
    return [Repeated(held[0].edition, tuple(row.title for row in held)) for held in found.values()]
