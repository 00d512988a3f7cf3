from django.core.management.base import BaseCommand, CommandError

from governance.sealing import head, verify


class Command(BaseCommand):
    help = "Check every seal of the decision register. Exits with 1 and the first broken seal where it doesn't hold."

    def handle(self, *args, **options) -> None:
        register = head()
        fault = verify(register)
        if fault:
            raise CommandError(str(fault))
        self.stdout.write(f"The register holds: {register.sequence} seals, head {register.hash}.")
