from django.db import models


class Sending(models.Model):
    """One pressing of a form's button, by the token that its page held: pressed twice, it is done once.

    `where` is the address that the first led to. Rows are dropped after a day.
    """

    token = models.UUIDField()
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    where = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "token"],
                name="records_sending_once",
                violation_error_message="This was sent already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.token)
