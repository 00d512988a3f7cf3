"""Editions of the public document for tests, brought as far as they are wanted through the house's own actions."""

from datetime import date, timedelta

from bcsp.records.clock import today
from governance import actions
from governance.document.checks import findings
from governance.document.contents import document
from governance.models import Edition
from governance.tasks import print_edition
from tests.make import body, viewer


def edition(upto: str = "published", first: date | None = None, *, prints: bool = False, **words) -> Edition:
    """An edition of the public document brought as far as `upto`: draft, review, approved, published or withdrawn; in
    force from `first` (default: today). `prints` it too, which takes seconds. `words` are texts of
    sections, by their key."""
    by = viewer("clerk")
    found = actions.start_edition(by=by)
    for key, text in words.items():
        section = found.sections.get(section=key)
        actions.write_section(section=section, version=section.version, title=section.title, text=text, by=by)
    if upto == "draft":
        return found
    found = actions.ask_review(edition=found, version=found.version, by=by)
    if upto == "review":
        return found
    found = actions.approve_edition(edition=found, version=found.version, body=body("board"), day=today(), by=by)
    if upto == "approved":
        return found
    found = publish_edition(found, first, prints=prints)
    if upto == "published":
        return found
    return withdraw(found)


def withdraw(found: Edition, reason: str = "It names a person.") -> Edition:
    """Withdraw a published edition, without keeping its words."""
    by = viewer("clerk")
    return actions.withdraw_edition(edition=found, version=found.version, reason=reason, keep_words=False, by=by)


def publish_edition(found: Edition, first: date | None = None, *, prints: bool = False) -> Edition:
    """Publish an approved edition, whatever there is to look at, and print it."""
    first, by = first or today(), viewer("clerk")
    shown = document(found.sections.select_related("section"), first)
    found = actions.publish_edition(
        edition=found,
        version=found.version,
        effective_from=first,
        review_due=first + timedelta(days=365),
        change_note="The first edition.",
        looked_at=[each.says for each in findings(found, shown)],
        by=by,
    )
    if prints:  # seconds
        print_edition(found.pk)
    return Edition.objects.get(pk=found.pk)
