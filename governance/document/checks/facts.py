"""What an edition does not say: empty sections, blocks with nothing to show, rules and duties that nobody has set."""

from collections.abc import Iterator

from bcsp.people.models import Organisation, Post
from bcsp.strands import Fact
from governance.document.bodies import NOT_SET
from governance.document.checks.finding import Finding
from governance.document.contents import Document

MEASURED = (Organisation.Tier.BOARD, Organisation.Tier.PDG)


def missing(found: Document) -> Iterator[Finding]:
    yield from _bare(found)
    facts = {fact.key: fact for held in found.facts.values() for fact in held if fact.value == NOT_SET}
    bodies = list(Organisation.objects.filter(tier__in=MEASURED))
    for body in bodies:
        yield from _not_set(body, facts)
    yield from _duties(bodies, facts)


def _bare(found: Document) -> Iterator[Finding]:
    for chapter in found.chapters:
        if chapter.is_bare:
            says = f"Section “{chapter.title}” is empty. Write it, or fill in what it shows."
            yield Finding(chapter.key, says)
            continue
        for block in chapter.blocks:
            if not block.html:
                says = (
                    f"“{block.title}” has nothing to show in section “{chapter.title}”: there is no record of it yet."
                )
                yield Finding(chapter.key, says, is_fault=False)


def _not_set(body: Organisation, facts: dict[str, Fact]) -> Iterator[Finding]:
    labels = [fact.label for key, fact in facts.items() if key.startswith(f"organisation:{body.slug}.")]
    if labels:
        says = f"“Not set” is what everyone would read of: {'; '.join(labels)}. Set it under “Meetings”, or say so."
        yield Finding("", says, is_fault=False)


def _duties(bodies: list[Organisation], facts: dict[str, Fact]) -> Iterator[Finding]:
    posts = Post.objects.filter(organisation__in=bodies).select_related("organisation")
    bare = [str(post) for post in posts.order_by("organisation__name", "label") if f"post:{post.pk}.duties" in facts]
    if bare:
        yield Finding("", f"No duties are written down for: {'; '.join(bare)}.", is_fault=False)
