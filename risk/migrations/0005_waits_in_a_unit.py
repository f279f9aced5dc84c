"""What waits for sign-off stands in the unit of its case, so that a sergeant's list reads only rows of its own.

Nobody need think of it. What begins to wait is given the unit by a trigger; and the foreign key names the case together
with its unit, so that a unit which is not that of the case cannot be, and a case that moves takes along what waits in it.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Submitting waits for whoever moves the case at that moment, and then has the new unit. While it waits, only the foreign
# key moves it, and a row that was read before is refused; one that was just submitted does not know its unit yet.
WAITS = """
CREATE FUNCTION risk_waits_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'SUBMITTED' THEN
        NEW.waits_in_id := NULL;
    ELSIF TG_OP = 'INSERT' OR OLD.state <> 'SUBMITTED' THEN
        SELECT unit_id INTO NEW.waits_in_id FROM incidents_case WHERE id = NEW.case_id FOR KEY SHARE;
    ELSE
        NEW.waits_in_id := coalesce(NEW.waits_in_id, OLD.waits_in_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waits_in BEFORE INSERT OR UPDATE ON risk_assessment FOR EACH ROW
    WHEN (NEW.state = 'SUBMITTED' OR NEW.waits_in_id IS NOT NULL) EXECUTE FUNCTION risk_waits_in();
"""
WAITS_NOT = "DROP TRIGGER waits_in ON risk_assessment; DROP FUNCTION risk_waits_in();"
# A submitted assessment does not change, but for where it waits: the rest of the function stays as it is.
FROZEN = """
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('risk_assessment_frozen'::regproc), {before}, {after});
END $$;
"""
DECIDED, AND_WHERE = "$q$'needs_review'$q$", "$q$'needs_review', 'waits_in_id'$q$"
FILLED = """
UPDATE risk_assessment SET waits_in_id = incidents_case.unit_id FROM incidents_case
WHERE incidents_case.id = case_id AND risk_assessment.state = 'SUBMITTED';
"""
FOLLOWS = """
ALTER TABLE risk_assessment ADD CONSTRAINT assessment_waits_where_its_case_is
    FOREIGN KEY (case_id, waits_in_id) REFERENCES incidents_case (id, unit_id) ON UPDATE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("incidents", "0003_a_case_in_its_unit"),
        ("risk", "0004_levels"),
    ]

    operations = [
        migrations.AddField(
            "assessment",
            "waits_in",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
            ),
        ),
        migrations.RunSQL(
            FROZEN.format(before=DECIDED, after=AND_WHERE), FROZEN.format(before=AND_WHERE, after=DECIDED)
        ),
        migrations.RunSQL(FILLED, ""),
        migrations.RunSQL(WAITS, WAITS_NOT),
        migrations.RunSQL(
            FOLLOWS, "ALTER TABLE risk_assessment DROP CONSTRAINT assessment_waits_where_its_case_is;"
        ),
        migrations.RemoveIndex("assessment", "assessment_signing"),
        migrations.AddIndex(
            "assessment",
            models.Index(
                fields=["waits_in", "grade", "submitted_at", "id"],
                condition=Q(state="SUBMITTED"),
                name="assessment_signing",
            ),
        ),
        migrations.AddConstraint(
            "assessment",
            models.CheckConstraint(
                name="assessment_waits_in_a_unit",
                condition=Q(state="SUBMITTED", waits_in__isnull=False) | ~Q(state="SUBMITTED") & Q(waits_in=None),
            ),
        ),
    ]
