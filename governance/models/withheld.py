"""Why something is kept from the public: the same columns on a private item and on a private paper."""

from typing import Any

from django.db import models
from django.db.models import Q

from governance.choices import Paragraph

# The columns of the reasons, each with what stands there where nothing is withheld.
WITHHELD = {"paragraph": None, "withheld_why": "", "withheld_by": "", "withheld_review": None}


class Withheld(models.Model):
    """The paragraph of Schedule 12A used as a guide, the reasoning, who decided, and when it is looked at again."""

    paragraph = models.PositiveSmallIntegerField(
        "paragraph of Schedule 12A, as our guide", choices=Paragraph.choices, null=True, blank=True
    )
    withheld_why = models.CharField("why keeping it private serves the public better", max_length=600, blank=True)
    withheld_by = models.CharField("who decided that it is private", max_length=150, blank=True)
    withheld_review = models.DateField("when this is looked at again", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def reasons(self) -> dict[str, Any]:
        """The columns of its reasons, to be kept with something else that is as private."""
        return {name: getattr(self, name) for name in WITHHELD}

    @property
    def says_paragraph(self) -> str:
        """As the public agenda says it; empty where none is stated."""
        return f"using Schedule 12A paragraph {self.paragraph} as our guide" if self.paragraph else ""


def says_why_private(model: str) -> models.CheckConstraint:
    """What is for named readers says why; what is not has no reason to give."""
    return models.CheckConstraint(
        condition=(Q(audience="named") & ~Q(withheld_why=""))
        | (~Q(audience="named") & Q(paragraph__isnull=True, withheld_why="", withheld_by="")),
        name=f"{model}_says_why_private",
        violation_error_message="Say why this is private, and under which paragraph.",
    )
