"""Who may do what in corporate memory."""

from bcsp.people.roles import Role, may
from memory.models.providers import TEAM

RECORD = may("memory.record", "record priorities, interventions and lessons", *sorted(TEAM))
READ_APPLICATIONS = may("memory.read_applications", "read applications", *sorted(TEAM))
LOG_APPLICATION = may("memory.log_application", "log an application", *sorted(TEAM))
DECIDE = may("memory.decide", "record how an application was decided", Role.COORDINATOR, Role.CLERK)
DECLARE = may("memory.declare_interest", "record an interest in an application", *sorted(TEAM))
COMMISSION = may("memory.commission", "prepare and publish a funding round", Role.COORDINATOR, Role.CLERK)
