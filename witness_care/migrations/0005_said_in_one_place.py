"""What was said stands with the conversation alone. The way back gives each row its words again, and no word is lost.

Where the old row has no place of its own for what was said, or for why she was spoken with all the same, it stands
below how it was safe. Only rights had a way of their own.
"""

from django.db import migrations, models

# As 0004 wrote it where nothing had been asked for.
SAID = "'Not written down at the time.'"
HOW = "'Not written down apart: see what was said.'"
SAFE = r"concat_ws(E'\n\n', safe_how, nullif(exception_reason, ''))"
SAFE_AND_SAID = rf"concat_ws(E'\n\n', safe_how, nullif(said, {SAID}){{reason}})"
TOLD = rf"concat_ws(E'\n\n', said, nullif(safe_how, {HOW}), nullif(exception_reason, ''))"
# (table, kind of conversation, {column: its words}); the last three may have been told again since.
WORDS = (
    ("needsassessment", "NEEDS", {"said": "said", "safe_how": SAFE}),
    ("preparation", "HEARING", {"said": "said", "safe_how": SAFE}),
    ("statementoffer", "STATEMENT", {"safe_how": SAFE_AND_SAID.format(reason=", nullif(exception_reason, '')")}),
    (
        "righttold",
        "RIGHT",
        {"method": "method", "safe_how": SAFE_AND_SAID.format(reason=""), "exception_reason": "exception_reason"},
    ),
    ("specialmeasure", "MEASURE", {"told_how": TOLD}),
    ("historicalspecialmeasure", "MEASURE", {"told_how": TOLD}),
    ("decisionreview", "REVIEW", {"told_how": TOLD}),
    ("historicaldecisionreview", "REVIEW", {"told_how": TOLD}),
)
APPEND_ONLY = ("needsassessment", "preparation", "statementoffer", "righttold", "historicalspecialmeasure")
APPEND_ONLY += ("historicaldecisionreview",)


def given_back(table, kind, columns):
    """Return the statements that give the rows of a table their words back."""
    again = "AND t.told_at = r.told_at" if "told_how" in columns else ""
    words = ", ".join(
        f"{name} = (SELECT coalesce(string_agg({said}, E'\n\n' ORDER BY recorded_at, t.id), '') "
        f"FROM witness_care_telling t WHERE t.of = r.id AND t.kind = '{kind}' {again})"
        for name, said in columns.items()
    )
    guard = f"ALTER TABLE witness_care_{table} %s TRIGGER append_only"
    update = [f"UPDATE witness_care_{table} r SET {words}"]
    return [guard % "DISABLE", *update, guard % "ENABLE"] if table in APPEND_ONLY else update


def without(model, name):
    """Return the operations that take out a column of words, and back let it be empty until its words are there."""
    return (
        migrations.AlterField(model, name, models.TextField(blank=True, default="")),
        migrations.RemoveField(model, name),
    )


class Migration(migrations.Migration):
    dependencies = [("witness_care", "0004_telling")]

    operations = [
        migrations.RemoveConstraint(
            model_name='decisionreview',
            name='decision_review_told_whole',
        ),
        migrations.RemoveConstraint(
            model_name='needsassessment',
            name='witness_needs_in_her_words',
        ),
        migrations.RemoveConstraint(
            model_name='preparation',
            name='preparation_says_what',
        ),
        migrations.RemoveConstraint(
            model_name='righttold',
            name='right_told_safely',
        ),
        migrations.RemoveConstraint(
            model_name='specialmeasure',
            name='special_measure_told_whole',
        ),
        migrations.RemoveConstraint(
            model_name='statementoffer',
            name='statement_offered_safely',
        ),
        migrations.RunSQL(
            migrations.RunSQL.noop, [line for table in WORDS for line in given_back(*table)]
        ),
        migrations.RemoveField(
            model_name='decisionreview',
            name='told_how',
        ),
        migrations.RemoveField(
            model_name='historicaldecisionreview',
            name='told_how',
        ),
        migrations.RemoveField(
            model_name='historicalspecialmeasure',
            name='told_how',
        ),
        *without("needsassessment", "safe_how"),
        *without("needsassessment", "said"),
        *without("preparation", "safe_how"),
        *without("preparation", "said"),
        migrations.RemoveField(
            model_name='righttold',
            name='exception_reason',
        ),
        migrations.AlterField("righttold", "method", models.CharField(blank=True, default="", max_length=20)),
        migrations.RemoveField(
            model_name='righttold',
            name='method',
        ),
        *without("righttold", "safe_how"),
        migrations.RemoveField(
            model_name='specialmeasure',
            name='told_how',
        ),
        *without("statementoffer", "safe_how"),
        migrations.AddConstraint(
            model_name='decisionreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('decided_at__isnull', False), ('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='decision_review_told_whole'),
        ),
        migrations.AddConstraint(
            model_name='specialmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='special_measure_told_whole'),
        ),
    ]
