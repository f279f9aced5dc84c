"""What the database itself keeps: events stay as they came, and each change of them is answered."""

from django.db import migrations

from core.sql import append_only


KEPT = """
CREATE FUNCTION custody_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason'];
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'custody events are never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'custody event % is never changed, only withdrawn', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.withdrawn_at IS NOT NULL AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
        RAISE EXCEPTION 'custody event % is withdrawn already', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER custody_event_is_kept BEFORE UPDATE OR DELETE ON custody_custodyevent
    FOR EACH ROW EXECUTE FUNCTION custody_event_is_kept();
"""
NOT_KEPT = """
DROP TRIGGER custody_event_is_kept ON custody_custodyevent;
DROP FUNCTION custody_event_is_kept();
"""

# By commit the journal knows of the event in each case that it concerns, and a change of the suspect's liberty
# or of what holds him has opened a reassessment with an owner (a duty cannot be without one).
ANSWERED = """
CREATE FUNCTION custody_change_is_answered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    happened text := (SELECT kind FROM custody_custodyevent WHERE id = NEW.event_id);
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM core_entry WHERE subject_id = NEW.event_id AND case_id = NEW.case_id)
    THEN
        RAISE EXCEPTION 'case % does not know of custody event %', NEW.case_id, NEW.event_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF happened IN ('BAIL_GRANTED', 'BAIL_VARIED', 'BAIL_ENDED', 'RELEASED', 'RELEASED_UNDER_INVESTIGATION',
                    'NO_FURTHER_ACTION', 'REMANDED', 'RECALLED', 'BREACHED', 'ORDER_VARIED',
                    'ORDER_REFUSED', 'ORDER_ENDED')
       AND NOT EXISTS (
        SELECT 1 FROM core_duty WHERE subject_id = NEW.event_id AND case_id = NEW.case_id AND code LIKE 'REASSESS%')
    THEN
        RAISE EXCEPTION 'nobody owes a reassessment of case % after custody event %', NEW.case_id, NEW.event_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER custody_change_is_answered AFTER INSERT ON custody_eventcase
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION custody_change_is_answered();
"""
NOT_ANSWERED = """
DROP TRIGGER custody_change_is_answered ON custody_eventcase;
DROP FUNCTION custody_change_is_answered();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("custody", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(ANSWERED, NOT_ANSWERED),
        append_only(
            "custody_eventcase",
            "custody_notice",
            "custody_contactowner",
            "custody_historicalcustodyevent",
            "custody_historicalfeed",
            "custody_historicalmatterquestion",
            "custody_historicalrefusedmessage",
        ),
    ]
