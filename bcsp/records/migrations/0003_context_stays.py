from django.db import migrations

# pghistory writes a context again with every event that has it, so a write that changes nothing passes.
TRIGGER = """
CREATE FUNCTION records_context_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.metadata IS DISTINCT FROM OLD.metadata THEN
        RAISE EXCEPTION 'Who did what, and why, stays as it was written.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER records_context_stays BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION records_context_stays();
"""
BACK = "DROP TRIGGER records_context_stays ON pghistory_context; DROP FUNCTION records_context_stays();"


class Migration(migrations.Migration):
    """The history's who, what and why are append-only like its events."""

    dependencies = [("records", "0002_initial"), ("pghistory", "0007_auto_20250421_0444")]
    operations = [migrations.RunSQL(TRIGGER, BACK)]
