from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from bcsp.documents.pdf import UnfitPage
from bcsp.documents.pdf.joining import CannotJoin
from governance.document.exporting import exported


class Command(BaseCommand):
    help = "Write the public document as a PDF: the edition in force or, before the first, a draft marked as one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    def handle(self, *args, out: Path, **options) -> None:
        try:
            what, pdf = exported()
            out.write_bytes(pdf)
        except (UnfitPage, CannotJoin) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"The document could not be written to {out}: {fault.strerror}.") from fault
        self.stdout.write(f"{what}: {len(pdf):,} bytes written to {out}.")
