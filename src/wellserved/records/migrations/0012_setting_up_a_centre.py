import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0011_appeals"),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='withdrawn_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='person',
            name='closed_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='roleheld',
            name='ended_because',
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name='PeopleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people_imports', to=settings.AUTH_USER_MODEL)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people_imports', to='records.centre')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people_imports_undone', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='ImportedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_new', models.BooleanField()),
                ('enrolments', models.ManyToManyField(related_name='imports', to='records.enrolment')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='records.roleheld')),
                ('people_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='records.peopleimport')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='records.centre')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_made', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('made_at', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('used_at', None)), fields=('person',), name='invitation_open_once'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='invitation_expires_later'), models.CheckConstraint(condition=models.Q(('used_at', None), ('revoked_at', None), _connector='OR'), name='invitation_used_or_revoked')],
            },
        ),
        migrations.CreateModel(
            name='RetentionPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_class', models.CharField(choices=[('drafts', 'Drafts not handed in'), ('practice', 'Practice answers'), ('assessment', 'Answers for assessment and decisions on them'), ('markings', "The engine's draft markings"), ('log', 'The log of who did what'), ('accounts', 'Accounts, roles and places on units'), ('technical', 'Technical data: sessions, refused sign-ins, server log lines')], max_length=10)),
                ('months', models.PositiveSmallIntegerField()),
                ('basis', models.CharField(choices=[('contract', 'Contract with the learner'), ('legal_obligation', 'Legal obligation'), ('public_task', 'Public task'), ('legitimate_interests', 'Legitimate interests'), ('consent', 'Consent')], max_length=20)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retention_periods_set', to=settings.AUTH_USER_MODEL)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retention_periods', to='records.centre')),
            ],
            options={
                'ordering': ('at', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 600)), name='retention_months_1_to_600'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='SetUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('opened_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('centre', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_up', to='records.centre')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('finished_at', None), models.Q(('centre__isnull', False), ('code_digest', '')), _connector='OR'), name='set_up_finished_has_a_centre_and_no_code')],
            },
        ),
        migrations.CreateModel(
            name='UnitOffered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units_offered', to='records.centre')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offered_by', to='records.unit')),
            ],
            options={
                'ordering': ('unit_id',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('centre', 'unit'), name='unit_offered_once')],
            },
        ),
    ]
