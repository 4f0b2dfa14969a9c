import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0001_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80)),
                ('statement', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('slug', models.SlugField(max_length=80, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=300)),
                ('level', models.CharField(max_length=40)),
                ('awarding_organisation', models.CharField(blank=True, max_length=200)),
                ('framework', models.CharField(blank=True, max_length=80)),
                ('size', models.CharField(blank=True, max_length=40)),
                ('number', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ('title',),
            },
        ),
        migrations.CreateModel(
            name='SchemeVersion',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-loaded_at',),
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80)),
                ('verb', models.CharField(max_length=20)),
                ('statement', models.TextField()),
                ('simulation_allowed', models.BooleanField(default=False)),
                ('official_code', models.CharField(blank=True, max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='records.learningoutcome')),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('slug', models.SlugField(max_length=80, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=300)),
                ('level', models.CharField(max_length=40)),
                ('qualification', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='records.qualification')),
            ],
            options={
                'ordering': ('title',),
            },
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scheme_versions', to='records.unit'),
        ),
        migrations.AddField(
            model_name='learningoutcome',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='records.unit'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('outcome', 'slug'), name='criterion_once_per_outcome'),
        ),
        migrations.AddConstraint(
            model_name='learningoutcome',
            constraint=models.UniqueConstraint(fields=('unit', 'slug'), name='outcome_once_per_unit'),
        ),
    ]
