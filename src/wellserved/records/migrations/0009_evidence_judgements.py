import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0008_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quality', models.CharField(choices=[('valid', 'valid'), ('authentic', 'authentic'), ('current', 'current'), ('sufficient', 'sufficient'), ('reliable', 'reliable')], max_length=10)),
                ('holds', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('together', models.BooleanField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='records.review')),
            ],
            options={
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('review', 'quality'), name='evidence_judgement_once'), models.CheckConstraint(condition=models.Q(('quality__in', ('valid', 'authentic', 'current', 'sufficient', 'reliable'))), name='evidence_judgement_quality_known'), models.CheckConstraint(condition=models.Q(('holds', True), models.Q(models.Q(('reason', ''), _negated=True), ('together', False)), _connector='OR'), name='evidence_judgement_no_has_reason')],
            },
        ),
    ]
