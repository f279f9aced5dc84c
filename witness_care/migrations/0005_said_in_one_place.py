from django.db import migrations, models


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
        migrations.RemoveField(
            model_name='needsassessment',
            name='safe_how',
        ),
        migrations.RemoveField(
            model_name='needsassessment',
            name='said',
        ),
        migrations.RemoveField(
            model_name='preparation',
            name='safe_how',
        ),
        migrations.RemoveField(
            model_name='preparation',
            name='said',
        ),
        migrations.RemoveField(
            model_name='righttold',
            name='exception_reason',
        ),
        migrations.RemoveField(
            model_name='righttold',
            name='method',
        ),
        migrations.RemoveField(
            model_name='righttold',
            name='safe_how',
        ),
        migrations.RemoveField(
            model_name='specialmeasure',
            name='told_how',
        ),
        migrations.RemoveField(
            model_name='statementoffer',
            name='safe_how',
        ),
        migrations.AddConstraint(
            model_name='decisionreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('decided_at__isnull', False), ('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='decision_review_told_whole'),
        ),
        migrations.AddConstraint(
            model_name='specialmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='special_measure_told_whole'),
        ),
    ]
