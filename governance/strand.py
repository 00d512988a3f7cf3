"""What governance offers to the house."""

from datetime import date

from bcsp.people.models import Organisation
from bcsp.records.dated import since
from bcsp.strands import Kind, Strand
from governance.choices import EMERGING_TRENDS
from governance.models import Action, AgendaItem, Decision, ItemKind, Meeting, StandingRule

PLAN_BEGAN = date(2016, 1, 1)  # the plan's rules hold from its first year


class Governance(Strand):
    app = "governance"
    title = "Governance"
    order = 10
    kinds = (
        Kind(Meeting, "Meeting", day="day"),
        Kind(AgendaItem, "Agenda item", day="day"),
        Kind(Decision, "Decision", day="decided_on"),
        Kind(Action, "Action"),
    )

    def reference(self) -> None:
        """Emerging Trends as a permanent item of PDG's agendas (plan output CSD2a)."""
        kind, _ = ItemKind.objects.update_or_create(
            code=EMERGING_TRENDS,
            defaults={
                "name": "Emerging trends",
                "nil_sentence": "No emerging trends were put forward; the item was considered.",
            },
        )
        pdg = Organisation.objects.get(tier=Organisation.Tier.PDG)
        if not StandingRule.objects.filter(body=pdg, kind=kind).exists():
            StandingRule.objects.create(
                body=pdg,
                kind=kind,
                protected=True,
                source="Strategic plan, Developing the partnership, output CSD2a",
                during=since(PLAN_BEGAN),
            )


STRAND = Governance()
