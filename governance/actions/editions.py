"""An edition of the public document until it is approved: begun, written, reviewed, or dropped."""

from django.db.models import Max

from bcsp.documents.written.typed import as_typed, from_typed
from bcsp.notices.actions import notify
from bcsp.people.models import Organisation
from bcsp.records.actions import action, demand, save, take
from bcsp.records.clock import now, today
from bcsp.records.errors import Refused
from bcsp.records.viewer import Viewer
from governance import rules
from governance.choices import EditionState
from governance.document.checks import findings
from governance.document.contents import Document, document
from governance.document.drift import Change, drift, flags
from governance.members import members_of
from governance.models import Edition, EditionComment, EditionSection, Section

APPROVED = "This edition is approved: its words are what was approved. Take it back to a draft to change them."
PUBLISHED = "This edition is published: its words stay as they are. Start the next edition to change them."


@action
def start_edition(*, by: Viewer) -> Edition:
    """The next edition as a draft: the words of the last one published, or the default text before the first; what
    has changed since stands as a flag on each section concerned. Raises Refused where one is being prepared."""
    demand(rules.WRITE_DOCUMENT, by)
    if Edition.objects.open().exists():
        raise Refused("Another edition is being prepared. Go on with that one, or drop it first.")
    last = Edition.objects.with_words().order_by("-number").first()
    return begin(last, drift(last) if last else [], by)


def begin(last: Edition | None, found: list[Change], by: Viewer) -> Edition:
    """Write the draft that follows `last`. Call inside an action."""
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = save(Edition(number=number, created_by_id=by.person_id))
    words = {row.section_id: row for row in last.sections.all()} if last else {}
    rows = [_section(edition, section, words.get(section.key), by) for section in Section.objects.all()]
    flagged = flags(rows, found)
    for row in rows:
        row.flags = flagged[row.section_id]
        save(row)
    return edition


def _section(edition: Edition, section: Section, before: EditionSection | None, by: Viewer) -> EditionSection:
    title, text = (before.title, before.text) if before else (section.title, section.text)
    return EditionSection(edition=edition, section=section, title=title, text=text, created_by_id=by.person_id)


@action
def write_section(*, section: EditionSection, version: int, title: str, text: str, by: Viewer) -> EditionSection:
    """Other words for a section, typed or pasted; kept as Markdown, cleaned. What was flagged in it counts as looked
    at. Raises Stale, Refused."""
    section = _writable(section, version, by)
    section.title, section.text = title.strip(), as_typed(from_typed(text))
    return save(_looked(section, by))


@action
def look_at_section(*, section: EditionSection, version: int, by: Viewer) -> EditionSection:
    """Say that what has changed was looked at, and the words hold. Raises Stale, Refused."""
    section = _writable(section, version, by)
    if not section.to_look_at:
        raise Refused("Nothing is flagged in this section any more.")
    return save(_looked(section, by))


def _writable(section: EditionSection, version: int, by: Viewer) -> EditionSection:
    demand(rules.WRITE_DOCUMENT, by)
    edition = Edition.objects.select_for_update().get(pk=section.edition_id)
    if not edition.is_written:
        raise Refused(APPROVED if edition.is_open else PUBLISHED)
    return take(section, version)


def _looked(section: EditionSection, by: Viewer) -> EditionSection:
    if section.flags:
        section.looked_at, section.looked_by_id = now(), by.person_id
    return section


@action
def ask_review(*, edition: Edition, version: int, by: Viewer) -> Edition:
    """Let every member read the draft and comment on it; the members of the Board and of the Partnership Delivery Group
    are told. Raises Stale, and Refused with every fault that the checks find."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if edition.state != EditionState.DRAFT:
        raise Refused("Only a draft can be sent for review.")
    without_faults(edition, document(edition.sections.select_related("section").order_by("section__position"), today()))
    edition.state = EditionState.REVIEW
    _tell(edition, by)
    return save(edition)


def without_faults(edition: Edition, found: Document) -> None:
    """Raise Refused with every fault that the checks find: with one of them the edition could never be published."""
    wrong = [each.says for each in findings(edition, found) if each.is_fault]
    if wrong:
        raise Refused(" ".join(wrong))


def _tell(edition: Edition, by: Viewer) -> None:
    """Those who may be asked to approve it; whoever sits on both is told once."""
    bodies = Organisation.objects.filter(tier__in=[Organisation.Tier.BOARD, Organisation.Tier.PDG])
    people = {person for body in bodies for person in members_of(body.pk)} - {by.person_id}
    text = f"Edition {edition.number} of the public document is in review. Read it, and say what is not right."
    notify(people, text, edition.get_absolute_url())


@action
def take_back(*, edition: Edition, version: int, by: Viewer, why: str) -> Edition:
    """Back to a draft, from review or approval; an approval does not outlive it. Raises Stale, Refused."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if edition.state not in (EditionState.REVIEW, EditionState.APPROVED):
        raise Refused("Only an edition in review, or an approved one, can be taken back to a draft.")
    edition.state = EditionState.DRAFT
    edition.approved_at = edition.approved_by = edition.approval_body = None
    edition.approval_day = edition.approval_decision = None
    edition.facts = {}
    return save(edition)


@action
def drop_edition(*, edition: Edition, version: int, by: Viewer, why: str) -> int:
    """Throw away an edition that was never published; its number is free again. Gives the number."""
    demand(rules.WRITE_DOCUMENT, by)
    edition = take(edition, version)
    if not edition.is_open:
        raise Refused("A published edition is never thrown away. Withdraw it with a reason.")
    edition.delete()
    return edition.number


@action
def comment(*, edition: Edition, section: EditionSection | None, text: str, by: Viewer) -> EditionComment:
    """What a member says about the draft, or about one section of it. Raises Refused unless it is in review."""
    demand(rules.COMMENT_ON_DOCUMENT, by)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != EditionState.REVIEW:
        raise Refused("Comments are asked for while the edition is in review. Tell the clerk or the coordinator.")
    if section and section.edition_id != edition.pk:
        raise Refused("Choose a section of this edition.")
    return save(EditionComment(edition=edition, section=section, text=text.strip(), created_by_id=by.person_id))


@action
def settle_comment(*, comment: EditionComment, version: int, answer: str, by: Viewer) -> EditionComment:
    """Say what was made of a comment. Raises Stale, Refused."""
    demand(rules.WRITE_DOCUMENT, by)
    comment = take(comment, version)
    comment.answer, comment.settled_at, comment.settled_by_id = answer.strip(), now(), by.person_id
    return save(comment)
