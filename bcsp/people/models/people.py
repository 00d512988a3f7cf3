from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bcsp.people.roles import Role
from bcsp.records.dated import Dated, no_overlap
from bcsp.records.history import remembered

from .organisations import Organisation, Post


@remembered()
class Person(models.Model):
    """Somebody who holds or held a place in the partnership; outlives the sign-in."""

    name = models.CharField(max_length=150)
    named_in_public = models.BooleanField("may be named in public", default=False)  # said by themselves alone
    is_sample = models.BooleanField("invented", default=False)

    class Meta:
        ordering = [Lower("name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager):
    def create_user(self, email: str, person: Person, password: str | None = None) -> "User":
        """A sign-in for `person`; without a password, by codes from e-mail alone."""
        user = self.model(email=self.normalize_email(email).lower(), person=person)
        user.set_password(password) if password else user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
        return user


# Not remembered: a history of password hashes would be one more thing to lose; sign-ins are in Django's own columns.
class User(AbstractBaseUser):
    """A sign-in. What it may do comes from the person's memberships today, and from nothing here."""

    email = models.EmailField("e-mail address", unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="people_user_email_lower",
                violation_error_message="Write the e-mail address in small letters.",
            )
        ]

    def __str__(self) -> str:
        return self.email


@remembered()
class Membership(Dated):
    """A person's place in an organisation for a span of days, with a role and perhaps a post (Popolo: Membership)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="holdings")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(
                "person",
                "organisation",
                "role",
                name="people_membership_once_a_day",
                message="This person already has that role there on some of these days.",
            ),
            no_overlap(
                "post",
                condition=Q(post__isnull=False),
                name="people_membership_one_holder",
                message="Somebody else holds this post on some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.organisation}"
