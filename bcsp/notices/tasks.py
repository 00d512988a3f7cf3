"""Jobs of the house: mail that says only "sign in to read", and the retry of jobs whose worker died."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bcsp.notices.models import Notice
from bcsp.records.clock import now


@app.task(queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def mail_notice(notice_id: int) -> None:
    """Send one notice by mail, once: the row is locked while it goes out, and marked when it has."""
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(of=("self",))
            .select_related("recipient__user")
            .filter(pk=notice_id)
            .first()
        )
        user = getattr(notice.recipient, "user", None) if notice else None
        if user is None or notice.mailed_at or not user.is_active:
            return
        send_mail(
            subject=notice.text,
            message=f"{notice.text}.\n\nSign in to read: {settings.SITE_URL}{notice.url}\n\n"
            "This message carries no details, so that it is safe in any mailbox.\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )
        notice.mailed_at = now()
        notice.save(update_fields=["mailed_at"])


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp: int) -> None:
    """Give jobs of a worker that died back to the queue. Every task of ours is idempotent."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
