"""Minutes as papers: one that every partner may read, and one of the private items for the body alone."""

from dataclasses import replace
from datetime import date

from bcsp.documents.papers import Paper, Readers
from bcsp.records.models import Audience
from bcsp.records.viewer import Viewer
from governance.house_items import minutes_to_agree
from governance.minutes import ItemMinutes, MinutesText, minutes_text
from governance.models import Minutes

TEMPLATE = "governance/pdf/minutes.html"


def papers_of(minutes: Minutes) -> list[Paper]:
    """The partners' text; where there is more that only the body may read, a second paper with that alone."""
    meeting = minutes.meeting
    open_text = minutes_text(meeting, Viewer.partners(), minutes)
    private = _private(minutes_text(meeting, Viewer.body(meeting.body), minutes), open_text)
    papers = [_paper(minutes, open_text, Readers(Audience.PARTNERS))]
    if private.items:
        papers.append(_paper(minutes, private, Readers(Audience.NAMED, bodies=(meeting.body_id,))))
    return papers


def minutes_papers(body_id: int, day: date) -> list[Paper]:
    """What stands under the item "minutes" of the body's meeting on that day, the earliest minutes first."""
    waiting = minutes_to_agree(body_id, day).select_related("meeting__body").order_by("meeting__starts_at")
    return [paper for minutes in waiting for paper in papers_of(minutes)]


def key_of(minutes: Minutes, audience: str = Audience.PARTNERS) -> str:
    """The name under which minutes are kept."""
    return f"governance.minutes:{minutes.pk}" + (":private" if audience == Audience.NAMED else "")


def _paper(minutes: Minutes, text: MinutesText, readers: Readers) -> Paper:
    meeting, named = minutes.meeting, readers.audience == Audience.NAMED
    day = f"{meeting.body.brief}, {meeting.day:%-d %B %Y}"
    return Paper(
        key=key_of(minutes, readers.audience),
        title=f"Private minutes of {day}" if named else f"Minutes of {day}",
        line=f"{'Private minutes' if named else 'Minutes'} of {day}",
        readers=readers,
        subject_kind="governance.minutes",
        subject_id=minutes.pk,
        template=TEMPLATE,
        data=text,
        ask="Agree these minutes as a true record, or say what is to be corrected.",
        returns=True,  # until they are agreed: a meeting may put them off
    )


def _private(whole: MinutesText, open_text: MinutesText) -> MinutesText:
    """What the body reads beyond the partners' text."""
    known = {item.pk: item for item in open_text.items}
    more = (_more(item, known.get(item.pk)) for item in whole.items)
    return replace(whole, items=tuple(item for item in more if item), private_only=True)


def _more(item: ItemMinutes, known: ItemMinutes | None) -> ItemMinutes | None:
    """An item less what is known of it; None where nothing is left."""
    if known is None:
        return item
    left = {
        name: tuple(each for each in getattr(item, name) if each not in getattr(known, name))
        for name in ("decisions", "actions", "interests", "guests")
    }
    return replace(item, text="", **left) if any(left.values()) else None
