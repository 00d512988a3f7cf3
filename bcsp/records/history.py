"""History by triggers: every insert, update and delete of a remembered model writes an event row, append-only."""

import pghistory


def remembered(*, exclude: tuple[str, ...] = ()):
    """Class decorator for models whose changes are kept. `exclude` names columns not to keep (generated ones)."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
        append_only=True,
    )
