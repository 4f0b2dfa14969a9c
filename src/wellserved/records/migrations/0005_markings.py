import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_work'),
    ]

    operations = [
        migrations.CreateModel(
            name='EngineMarking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(max_length=80)),
                ('encoder', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('flags', models.JSONField(default=list)),
                ('misconceptions', models.JSONField(default=list)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engine_markings', to='records.attempt')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engine_markings', to='records.schemeversion')),
            ],
            options={
                'ordering': ('made_at', 'id'),
                'get_latest_by': ('made_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='EnginePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.SlugField(max_length=80)),
                ('decision', models.CharField(choices=[('met', 'met'), ('not_met', 'not_met'), ('unsure', 'unsure')], max_length=7)),
                ('probability', models.FloatField()),
                ('parts', models.JSONField(default=list)),
                ('missing', models.JSONField(default=list)),
                ('marking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='records.enginemarking')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='enginepoint',
            constraint=models.UniqueConstraint(fields=('marking', 'point'), name='engine_point_once'),
        ),
        migrations.AddConstraint(
            model_name='enginepoint',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ('met', 'not_met', 'unsure'))), name='engine_point_decision_known'),
        ),
        migrations.AddConstraint(
            model_name='enginepoint',
            constraint=models.CheckConstraint(condition=models.Q(('probability__gte', 0), ('probability__lte', 1)), name='engine_point_probability_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='enginemarking',
            constraint=models.UniqueConstraint(fields=('attempt', 'engine', 'encoder', 'scheme'), name='engine_marking_once'),
        ),
    ]
