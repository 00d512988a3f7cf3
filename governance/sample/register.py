"""Of the invented partnership: what PDG's chair had to decide between meetings, and the action of somebody who left."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from bcsp.people.models import Membership, Organisation, Person
from bcsp.people.sample import acting
from bcsp.records.clock import pretend, today
from bcsp.records.models import Audience
from governance import actions
from governance.choices import Nature
from governance.models import Decision

DECIDED, LEFT = 12, 20  # days ago


def urgent_decision() -> Decision:
    """It goes to PDG's coming meeting by itself."""
    day = today() - timedelta(days=DECIDED)
    with pretend(day, hour=16):
        draft = actions.record_urgent(
            body=Organisation.objects.get(slug="pdg"),
            title="Night marshals at Copperwell Station",
            wording="Two invented night marshals stand at Copperwell Station on Fridays and Saturdays until PDG meets.",
            reasons="Three robberies in one week, all after the last tram, all between the platform and the taxi rank.",
            authority_detail="The chair of PDG",
            urgent_why="PDG meets in four weeks only; three more weekends would pass.",
            consulted="The Board's chair, the local lead of LDG West & Central, the tram operator",
            options="Ask for more patrols at once; close the side entrance after 11pm.",
            review_on=today() + timedelta(days=40),
            audience=Audience.PUBLIC,
            by=acting("chair"),
        )
        return actions.agree_decision(decision=draft, by=acting("chair"))


def leavers_action(decision: Decision) -> None:
    """Given to somebody of LDG East who has no place any more."""
    body = Organisation.objects.get(slug="ldg-east")
    person = Person.objects.create(name="Corin Wetherlam", is_sample=True)
    first, last = today() - timedelta(days=300), today() - timedelta(days=LEFT)
    Membership.objects.create(person=person, organisation=body, during=DateRange(first, last))
    with pretend(decision.decided_on + timedelta(days=1)):
        actions.add_action(
            title="List who in the east of the city hears of tension first",
            owner_person=person,
            organisation=body,
            due=today() + timedelta(days=60),
            nature=Nature.ROOT_CAUSE,
            decision=decision,
            by=acting("coordinator"),
        )
