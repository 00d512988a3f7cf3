from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up: an administrator invites."""

    def is_open_for_signup(self, request) -> bool:
        return False
