"""What agreed minutes lock: their own text, what was asked of it, and who came with which interest."""

import pgtrigger

LOCKED = "These minutes are agreed and can''t change. Correct them at a later meeting."


REFUSE = """
    IF EXISTS (SELECT 1 FROM governance_minutes m WHERE [whose] = [key] AND m.state = 'agreed') THEN
        RAISE EXCEPTION '[locked]' USING ERRCODE = 'check_violation';
    END IF;
"""


def _locked(name: str, whose: str, key: str) -> pgtrigger.Trigger:
    """Refuse a row that belongs to agreed minutes, and one that is taken from them. `whose` is a column of m, `key` the
    SQL of what the row has for it, with {row} for the row."""

    def refuse(row: str) -> str:
        text = REFUSE
        for place, word in {"[whose]": whose, "[key]": key.format(row=row), "[locked]": LOCKED}.items():
            text = text.replace(place, word)
        return text

    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF TG_OP <> 'DELETE' THEN {refuse("NEW")} END IF;
            IF TG_OP <> 'INSERT' THEN {refuse("OLD")} END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


locked_with_its_minutes = _locked("locked_with_its_minutes", "m.id", "{row}.minutes_id")


def stands_in_minutes(meeting: str) -> pgtrigger.Trigger:
    """For rows that agreed minutes show; `meeting` is the SQL of their meeting's key, with {row} for the row."""
    return _locked("stands_in_minutes", "m.meeting_id", meeting)
