"""Who is told when something is done to a meeting or a matter of a body."""

from bcsp.notices.actions import notify
from bcsp.records.viewer import Viewer
from governance.members import members_of


def tell_members(body_id: int, text: str, url: str, by: Viewer) -> None:
    """Tell the members of a body, but for whoever acts. Call inside an action."""
    notify(set(members_of(body_id)) - {by.person_id}, text, url)
