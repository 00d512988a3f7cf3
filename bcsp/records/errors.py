"""Refusals whose text a tired person can act on. Views show them; actions raise them; nothing was changed."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """A rule of the house stands against it. The message says which, where, and what to do."""


class NotAllowed(PermissionDenied):
    """This viewer may not do that; the message says who may."""


class Stale(Refused):
    """Somebody saved this row since the viewer opened it. Carries the row as it is now."""

    def __init__(self, current):
        super().__init__(
            "Somebody else saved this while you were writing. Nothing of yours is lost: "
            "compare both texts below, then save again."
        )
        self.current = current
