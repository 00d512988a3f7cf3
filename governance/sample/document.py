"""Of the invented partnership: its public document. The first edition named a venue and was withdrawn; the second is in
force, and some facts have changed since."""

from datetime import date, timedelta

from bcsp.people.actions import change_duties
from bcsp.people.models import Organisation, Post
from bcsp.people.sample import acting
from bcsp.records.clock import pretend, today
from governance import actions
from governance.document.checks import findings
from governance.document.contents import document
from governance.models import Edition
from governance.sample.days import thursday

FIRST, SECOND = -150, -120  # days from today: each on the weekday on which the Board meets
READ = timedelta(days=6)  # until somebody saw the venue
CHANGED = 20  # days ago
A_YEAR = timedelta(days=365)


def sample_document() -> None:
    """Two editions, a day each; the second goes on with the words of the first."""
    day = thursday(FIRST)
    first = published(day, "The first edition: how the three tiers are built, meet and decide.")
    with pretend(day + READ):
        actions.withdraw_edition(
            edition=first,
            version=first.version,
            reason="It named the venue of a private meeting. The next edition leaves it out.",
            keep_words=False,
            by=acting("coordinator"),
        )
    published(thursday(SECOND), "In place of edition 1, which was withdrawn: the same text, without the venue.")
    _since_then()


def _since_then() -> None:
    """What makes the edition in force say what no longer holds."""
    group, day = Organisation.objects.get(slug="ldg-north"), today() - timedelta(days=CHANGED)
    post = Post.objects.get(organisation__slug="bcsp", label="Coordinator")
    with pretend(day):
        source = "Invented terms of reference, agreed by the group"
        actions.set_rules(body=group, first=day, quorum=3, source=source, by=acting("coordinator"))
        duties = f"{post.duties} Answers within two working days whoever asks about the public document."
        change_duties(post=post, duties=duties, version=post.version, by=acting("coordinator"))


def published(day: date, change_note: str) -> Edition:
    """An edition begun, reviewed, approved by the Board's chair and published, all on one day."""
    board, by = Organisation.objects.get(slug="board"), acting("clerk")
    with pretend(day):
        edition = actions.start_edition(by=by)
        edition = actions.ask_review(edition=edition, version=edition.version, by=by)
        edition = actions.approve_edition(edition=edition, version=edition.version, body=board, day=day, by=by)
        found = findings(edition, document(edition.sections.select_related("section"), day))
        return actions.publish_edition(
            edition=edition,
            version=edition.version,
            effective_from=day,
            review_due=day + A_YEAR,
            change_note=change_note,
            looked_at=[each.says for each in found],
            by=by,
        )
