"""Who came to the sample's meetings and what was minuted of them: three lines an item, as the clerk writes them."""

from datetime import timedelta

from bcsp.people.sample import acting
from bcsp.records.clock import pretend
from governance import actions
from governance.actions import Filling
from governance.attending import seats_of
from governance.choices import TOOK_PLACE, Presence
from governance.models import Meeting, Minutes

AFTER = timedelta(days=6)  # from a meeting to the day on which its minutes go round
NOTHING_NEW = "Nothing was put forward. The group kept the item and went on."
HEARD = "The item was introduced. Members asked what it would need, and from whom."
SAID = {
    "Emerging trends": "The analyst took the group through the summaries. Members added what they knew of their areas.",
    "Minutes of the last meeting": "Read and agreed.",
    "Open actions": "The group went through what is open. Nobody asked for more time.",
    "How often to receive a community tension report": "Members weighed the hours against how fast tension moves.",
    "Off-road bikes on the canal path": "Members heard what LDG North asks, and agreed to try gates at two entrances.",
    "Community tension report: a second look": "PDG's case for a monthly report was heard. Cost was the only doubt.",
}
AWAY = ("Member for Probation Service", "Member for West Midlands Police and Crime Commissioner")
BY_SUBSTITUTE = {"Member for West Midlands Fire Service": "Station Cdr Juno Marchbank"}


def attended(meeting: Meeting) -> Meeting:
    """Every seat that somebody held: one with apologies, one by a substitute, the others by their holders."""
    clerk = acting("clerk")
    held = [seat.post for seat in seats_of(meeting, clerk) if not seat.is_vacant]
    fillings = [Filling(post, _how(post.label), name=BY_SUBSTITUTE.get(post.label, "")) for post in held]
    return actions.record_attendance(meeting=meeting, fillings=fillings, by=clerk)


def _how(label: str) -> str:
    if label in AWAY:
        return Presence.APOLOGIES
    return Presence.SUBSTITUTE if label in BY_SUBSTITUTE else Presence.PRESENT


def minuted(meeting: Meeting) -> Minutes:
    """Minutes written and sent round some days after the meeting. It agreed those before it, if any waited."""
    clerk = acting("clerk")
    with pretend(meeting.day + AFTER):
        before = Minutes.objects.filter(meeting__body=meeting.body_id, meeting__starts_at__lt=meeting.starts_at)
        for minutes in before.filter(agreed_at__isnull=True, circulated_at__isnull=False):
            actions.agree_minutes(minutes=minutes, at=meeting, by=clerk)
        for item in meeting.items.order_by("position"):
            nothing = item.kind_id and not item.papers.exists()
            actions.write_minute(item=item, text=NOTHING_NEW if nothing else SAID.get(item.title, HEARD), by=clerk)
        meeting = Meeting.objects.get(pk=meeting.pk, state__in=TOOK_PLACE)
        return actions.circulate_minutes(meeting=meeting, by=clerk)
