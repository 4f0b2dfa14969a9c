import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_markings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('role', models.CharField(max_length=10)),
                ('outcome', models.CharField(choices=[('decided', 'decided'), ('referred_back', 'referred back')], max_length=13)),
                ('comment', models.TextField(blank=True)),
                ('missing', models.TextField(blank=True)),
                ('draft_was_shown', models.BooleanField()),
                ('blind', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='records.attempt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews_made', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='records.enginemarking')),
            ],
            options={
                'ordering': ('attempt', 'sequence'),
            },
        ),
        migrations.CreateModel(
            name='PointDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.SlugField(max_length=80)),
                ('outcome', models.CharField(choices=[('met', 'met'), ('not_met', 'not met')], max_length=7)),
                ('draft_outcome', models.CharField(blank=True, max_length=7)),
                ('reason', models.TextField(blank=True)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='records.review')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('attempt', 'sequence'), name='review_sequence_once'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='review_sequence_from_one'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('missing', ''), ('outcome', 'decided')), models.Q(('outcome', 'referred_back'), models.Q(('missing', ''), _negated=True)), _connector='OR'), name='review_says_what_is_missing'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ('assessor', 'iqa'))), name='review_role_may_decide'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('draft__isnull', False), ('draft_was_shown', True)), models.Q(('draft__isnull', True), ('draft_was_shown', False)), _connector='OR'), name='review_names_the_draft_shown'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('blind', False), ('draft_was_shown', False), _connector='OR'), name='review_blind_saw_no_draft'),
        ),
        migrations.AddConstraint(
            model_name='pointdecision',
            constraint=models.UniqueConstraint(fields=('review', 'point'), name='point_decision_once'),
        ),
        migrations.AddConstraint(
            model_name='pointdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ('met', 'not_met'))), name='point_decision_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='pointdecision',
            constraint=models.CheckConstraint(condition=models.Q(('draft_outcome__in', ('', 'unsure')), models.Q(('draft_outcome__in', ('met', 'not_met')), ('outcome', models.F('draft_outcome'))), models.Q(('draft_outcome__in', ('met', 'not_met')), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='point_decision_change_has_reason'),
        ),
    ]
