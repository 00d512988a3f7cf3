from django.core.management.base import BaseCommand

from bcsp.plan.loading import load_plan


class Command(BaseCommand):
    help = "Write the plan's bodies, boards, priorities, outputs, wards and scales. Twice changes nothing."

    def handle(self, **options):
        load_plan()
        self.stdout.write("The plan's rows are in place.")
