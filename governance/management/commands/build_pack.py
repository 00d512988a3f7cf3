import re
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from bcsp.documents.packs import build
from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin
from bcsp.records.models import Audience
from governance.models import Meeting
from governance.packs import NoSuchRendition, pack_of


class Command(BaseCommand):
    help = "Build a meeting's pack for one audience into a PDF file. MEETING is its number, or BODY:YYYY-MM-DD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("meeting", metavar="MEETING", help="such as 12 or pdg:2026-05-14")
        parser.add_argument("--audience", choices=Audience.values, required=True)
        parser.add_argument("--chair", action="store_true", help="the chair's copy, with notes and times")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    def handle(self, *args, meeting: str, audience: str, chair: bool, out: Path, **options) -> None:
        found = find(meeting)
        try:
            pdf = build(pack_of(found, Audience.NAMED if chair else audience, chair=chair))
            out.write_bytes(pdf)
        except (NoSuchRendition, UnfitPage, CannotJoin) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"The pack could not be written to {out}: {fault.strerror}.") from fault
        self.stdout.write(f"{found}, {Audience(audience).label}: {len(pdf):,} bytes written to {out}.")


def find(words: str) -> Meeting:
    """The meeting by its number, or by its body's short name and day. Raises CommandError."""
    meetings = Meeting.objects.select_related("body")
    if words.isdecimal():
        found = meetings.filter(pk=int(words)).first()
    elif match := re.fullmatch(r"([a-z0-9-]+):(\d{4}-\d\d-\d\d)", words):
        try:
            day = date.fromisoformat(match[2])
        except ValueError as fault:
            raise CommandError(f"{match[2]} is not a day of the calendar.") from fault
        found = meetings.filter(body__slug=match[1], starts_at__date=day).first()
    else:
        raise CommandError("Name the meeting by its number, or by body and day, such as pdg:2026-05-14.")
    if found is None:
        raise CommandError(f"There is no meeting {words}. The list of meetings shows bodies and days.")
    return found
