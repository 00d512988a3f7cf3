"""Who may do what in corporate memory."""

from bcsp.people.roles import Role, may

TEAM = (Role.COORDINATOR, Role.ANALYST, Role.CLERK)

RECORD = may("memory.record", "record priorities, interventions and lessons", *TEAM)
READ_APPLICATIONS = may("memory.read_applications", "read applications", *TEAM)
LOG_APPLICATION = may("memory.log_application", "log an application", *TEAM)
DECIDE = may("memory.decide", "record how an application was decided", Role.COORDINATOR, Role.CLERK)
COMMISSION = may("memory.commission", "prepare and publish a funding round", Role.COORDINATOR, Role.CLERK)
DECLARE = may("memory.declare_interest", "record an interest in an application", *TEAM)
