from bcsp.people.roles import Role, may

INVITE = may("people.invite", "invite people and give them their places", Role.ADMINISTRATOR)
