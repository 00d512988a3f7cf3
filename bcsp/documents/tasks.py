"""What the house lets go of at night."""

from datetime import timedelta

from procrastinate.contrib.django import app

from bcsp.documents.models import ReadyPart
from bcsp.records.clock import now

NEEDED = timedelta(days=90)  # longer than any agenda is prepared


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="forget_ready_parts")
def forget_ready_parts(timestamp: int) -> None:
    """Delete pages that were made ready long ago: what a paper said while it was drafted must not lie about for ever.

    Issued papers have their own; what a draft still needs is made again.
    """
    ReadyPart.objects.filter(made_at__lt=now() - NEEDED).delete()
