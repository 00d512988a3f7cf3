"""Triggers that keep a protected kind, such as Emerging Trends, on every agenda of its body.

A standing item, protected or not, is called what its kind is called, and is never a private one.

Immediate, so that the statement that would break the rule is the one refused. They raise with the code of a check
violation, so that Django sees an IntegrityError, and with a sentence for people.
"""

import pgtrigger

_RULES_OF_MEETING = """
    SELECT r.kind_id FROM governance_standingrule r
    WHERE r.protected AND r.body_id = {meeting}.body_id
      AND r.during @> ({meeting}.starts_at AT TIME ZONE 'Europe/London')::date
"""


protected_item_stays = pgtrigger.Trigger(
    name="protected_item_stays",
    operation=pgtrigger.Delete | pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("meeting", "governance_meeting%ROWTYPE")],
    func=f"""
        SELECT * INTO meeting FROM governance_meeting WHERE id = OLD.meeting_id;
        IF OLD.kind_id IN ({_RULES_OF_MEETING.format(meeting="meeting")}) THEN
            IF TG_OP = 'DELETE' THEN
                RAISE EXCEPTION 'This item stands on every agenda of this body by its own rule; it cannot be removed.'
                    USING ERRCODE = 'check_violation';
            ELSIF NEW.kind_id IS DISTINCT FROM OLD.kind_id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id THEN
                RAISE EXCEPTION 'This item stands on every agenda of this body; its kind and meeting cannot change.'
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)

standing_item_keeps_name = pgtrigger.Trigger(
    name="standing_item_keeps_name",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("NEW.kind_id IS NOT NULL"),
    declare=[("name_of_kind", "text")],
    func="""
        IF NEW.audience = 'named' THEN
            RAISE EXCEPTION 'A standing item is never private; its papers have readers of their own.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' THEN  -- a kind that is called otherwise since then leaves older agendas as they were
            IF NEW.kind_id IS NOT DISTINCT FROM OLD.kind_id AND NEW.title = OLD.title THEN RETURN NEW; END IF;
        END IF;
        SELECT name INTO name_of_kind FROM governance_itemkind WHERE code = NEW.kind_id;
        IF NEW.title IS DISTINCT FROM name_of_kind THEN
            RAISE EXCEPTION 'A standing item keeps the name of its kind.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

needs_protected_items = pgtrigger.Trigger(
    name="needs_protected_items",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("NEW.state IN ('published', 'held', 'minuted', 'closed')"),
    func=f"""
        IF EXISTS (
            {_RULES_OF_MEETING.format(meeting="NEW")}
            EXCEPT SELECT kind_id FROM governance_agendaitem WHERE meeting_id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A standing item that this body may not leave out is missing from the agenda.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

body_stays = pgtrigger.Trigger(
    name="body_stays",
    operation=pgtrigger.UpdateOf("body_id"),
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("NEW.body_id IS DISTINCT FROM OLD.body_id"),
    func="RAISE EXCEPTION 'A meeting stays with its body.' USING ERRCODE = 'check_violation';",
)

numbers_stay = pgtrigger.Trigger(
    name="numbers_stay",
    operation=pgtrigger.UpdateOf("numbering"),
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.numbering <> '{}' AND NEW.numbering IS DISTINCT FROM OLD.numbering"),
    func="RAISE EXCEPTION 'The page numbers of a pack never change: people refer to them.' "
    "USING ERRCODE = 'check_violation';",
)

first_published_stays = pgtrigger.Trigger(
    name="first_published_stays",
    operation=pgtrigger.UpdateOf("published_at"),
    when=pgtrigger.Before,
    condition=pgtrigger.Condition(
        "OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at"
    ),
    func="RAISE EXCEPTION 'The day on which a coming decision was first published never changes.' "
    "USING ERRCODE = 'check_violation';",
)
