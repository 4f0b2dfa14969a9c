import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_enrolments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('point', models.SlugField(max_length=80)),
                ('kind', models.CharField(choices=[('practice', 'practice'), ('assessment', 'for assessment')], max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('handed_in_at', models.DateTimeField()),
                ('key', models.CharField(max_length=64)),
                ('words', models.PositiveIntegerField()),
                ('text_digest', models.CharField(max_length=64)),
                ('declaration', models.TextField(blank=True)),
                ('declared_at', models.DateTimeField(blank=True, null=True)),
                ('blind', models.BooleanField(default=False)),
                ('simulated', models.BooleanField(default=False)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='records.attempt')),
            ],
            options={
                'ordering': ('handed_in_at', 'number'),
            },
        ),
        migrations.CreateModel(
            name='AttemptText',
            fields=[
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='attempt_text', serialize=False, to='records.attempt')),
                ('text', models.TextField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attempt',
            name='enrolment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='records.enrolment'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='records.schemeversion'),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.SlugField(max_length=80)),
                ('text', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='records.unit')),
            ],
        ),
        migrations.AddField(
            model_name='attempt',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='records.unit'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('person', 'unit', 'point'), name='draft_once_per_point'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['learner', 'handed_in_at'], name='attempt_by_learner'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['kind', 'handed_in_at'], name='attempt_by_age'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('learner', 'key'), name='attempt_key_once_per_learner'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('learner', 'unit', 'point', 'kind', 'number'), name='attempt_number_once'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('blind', False), ('declaration', ''), ('declared_at', None), ('kind', 'practice')), models.Q(('declared_at__isnull', False), ('kind', 'assessment'), models.Q(('declaration', ''), _negated=True)), _connector='OR'), name='attempt_declared_when_for_assessment'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='attempt_number_from_one'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='attempt_has_key'),
        ),
    ]
