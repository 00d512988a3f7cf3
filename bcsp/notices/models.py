from django.db import models

from bcsp.records.clock import now


class Notice(models.Model):
    """That something happened which a person should know. It names no content: the page behind its address does."""

    recipient = models.ForeignKey("people.Person", models.CASCADE, related_name="notices")
    text = models.CharField(max_length=200)  # "A referral you made has been answered"
    url = models.CharField(max_length=300)
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notices_unread")]

    def __str__(self) -> str:
        return self.text
