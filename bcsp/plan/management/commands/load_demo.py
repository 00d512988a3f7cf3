from django.core.management.base import BaseCommand, CommandError

from bcsp.plan.sample import load_demo
from bcsp.records.errors import Refused


class Command(BaseCommand):
    help = "Write the invented sample partnership, once. Refuses where DEBUG is off."

    def handle(self, **options):
        try:
            written = load_demo()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("The sample partnership is in place." if written else "It is there already: nothing changed.")
