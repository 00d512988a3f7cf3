"""What governance offers to the house."""

from datetime import date

from django.db.models import Q

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Paper
from bcsp.people.models import Organisation
from bcsp.records.dated import since
from bcsp.records.viewer import Viewer
from bcsp.strands import Evidence, Kind, NavigationLink, PublicAddress, PublicLink, Search, Strand, Waiting
from governance import house_items, house_papers, public, rules
from governance.agendas import places_on_agendas
from governance.attention import waiting
from governance.choices import EMERGING_TRENDS
from governance.document.blocks import BLOCKS
from governance.document.contents import TITLE
from governance.document.sections import write_sections
from governance.document.standing import in_force
from governance.document.strategic_year import write_year
from governance.models import (
    Action,
    AgendaItem,
    ComingDecision,
    Decision,
    Escalation,
    ItemKind,
    ItemPaper,
    Meeting,
    Minute,
    Report,
    StandingRule,
)
from governance.packs import pack_behind
from governance.queries import standing_count
from governance.sample import sample, sample_waiting

# Papers alone, not the packs that hold them; of one that was withdrawn nothing is found, not even by its title.
ON_AN_AGENDA = Q(pk__in=ItemPaper.objects.values("paper"), file__withdrawn_at__isnull=True)
PLAN_BEGAN = date(2016, 1, 1)  # the plan's rules hold from its first year


class Governance(Strand):
    app = "governance"
    title = "Governance"
    order = 10
    blocks = BLOCKS
    navigation = (
        NavigationLink("Meetings", "/governance/meetings/"),
        NavigationLink("Decisions", "/governance/decisions/"),
        NavigationLink("Coming decisions", "/governance/coming/"),
        NavigationLink("Actions", "/governance/actions/"),
    )
    public_links = (
        PublicLink(
            "How the partnership works",
            "/public/document/",
            "Who does what in the three tiers, when, and by what rules.",
        ),
        PublicLink(
            "Bodies and posts",
            "/public/bodies/",
            "What each body is for, its rules and its posts: today, or as they were on an earlier day.",
        ),
        PublicLink(
            "Meetings and agendas",
            "/public/meetings/",
            "When the bodies meet next, what they discuss, and public papers.",
            feeds=(
                NavigationLink("Meetings, for your calendar (iCalendar)", "/public/meetings.ics"),
                NavigationLink("Published agendas (Atom)", "/public/meetings/feed.atom"),
            ),
        ),
        PublicLink(
            "Register of decisions",
            "/public/decisions/",
            "What was decided, why, and under what authority.",
            feeds=(NavigationLink("Decisions (Atom)", "/public/decisions/feed.atom"),),
        ),
        PublicLink(
            "Coming decisions",
            "/public/coming-decisions/",
            "What the bodies are going to decide, before they do.",
            feeds=(NavigationLink("Coming decisions (Atom)", "/public/coming-decisions/feed.atom"),),
        ),
    )
    searches = (
        Search("Meetings", Meeting),
        Search("Agenda items", AgendaItem, around=True),
        Search("Papers", StoredPaper, where=ON_AN_AGENDA, without=("html",), around=True),
        Search("Decisions", Decision),
        Search("Minutes", Minute, around=True),
    )
    kinds = (
        Kind(Meeting, "Meeting", day="day"),
        Kind(AgendaItem, "Agenda item", day="day", gathers=True),
        Kind(Decision, "Decision", day="decided_on", answers=True),
        Kind(Action, "Action"),
        Kind(Report, "Paper", day="day"),
        Kind(ComingDecision, "Coming decision"),
        Kind(Escalation, "Question to the tier above", day="day"),
    )

    def reference(self) -> None:
        """Emerging Trends as a permanent item of PDG's agendas (plan output CSD2a); the house's own standing items; the
        sections of the public document; the steps of the strategic year."""
        house_items.write_kinds()
        write_sections()
        write_year()
        kind, _ = ItemKind.objects.update_or_create(
            code=EMERGING_TRENDS,
            defaults={
                "name": "Emerging trends",
                "nil_sentence": "No emerging trends were put forward",
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

    def sample(self) -> None:
        sample()
        sample_waiting()

    def attention(self, viewer: Viewer) -> list[Waiting]:
        return waiting(viewer)

    def papers(self, kind: str, body_id: int, day: date) -> list[Paper]:
        return house_papers.papers(kind, body_id, day)

    def stands(self, paper: StoredPaper, viewer: Viewer) -> list[NavigationLink]:
        pack = pack_behind(paper)
        of_it = [(f"The agenda of {pack.meeting}", pack.get_absolute_url())] if pack else []
        return [NavigationLink(words, url) for words, url in of_it or places_on_agendas(paper, viewer)]

    def replaced(self, paper: StoredPaper, viewer: Viewer) -> NavigationLink | None:
        """A pack is built again when its meeting is moved or a paper is withdrawn: the later copy."""
        pack = pack_behind(paper)
        later = pack and StoredPaper.objects.visible_to(viewer).filter(pk=pack.stored_id, pk__gt=paper.pk).first()
        return NavigationLink("A later copy of this pack", later.get_absolute_url()) if later else None

    def public_addresses(self) -> list[PublicAddress]:
        return public.addresses()

    def starting_points(self, viewer: Viewer) -> list[NavigationLink]:
        writes = viewer.may(rules.WRITE_DOCUMENT)
        return [NavigationLink("Public document", "/governance/document/")] if writes else []

    def outputs(self, viewer: Viewer) -> dict[str, list[Evidence]]:
        """How often Emerging Trends really stood on PDG's agendas; which edition of the public document is in force."""
        found, (stood, of) = {}, standing_count(EMERGING_TRENDS, Organisation.Tier.PDG)
        if of:
            words = f"Emerging Trends stood on {stood} of {of} PDG agendas; nobody can remove it."
            found["CSD2a"] = [Evidence(words, "/governance/meetings/?body=pdg")]
        edition = in_force()
        if edition:
            words = f"{edition} of “{TITLE}” is in force since {edition.effective_from:%-d %B %Y}."
            found["CSD3a"] = [Evidence(words, edition.public_url)]
        return found


STRAND = Governance()
