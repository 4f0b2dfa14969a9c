import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0009_evidence_judgements"),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(blank=True, max_length=7)),
                ('reason', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('missing', models.TextField(blank=True)),
                ('evidence', models.JSONField(default=dict)),
                ('together', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_drafts', to='records.attempt')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'attempt'), name='review_draft_once')],
            },
        ),
    ]
