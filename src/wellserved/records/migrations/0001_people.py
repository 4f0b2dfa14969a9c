import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('full_name', models.CharField(max_length=200)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ('full_name', 'email'),
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='person_email_lower_case'), models.CheckConstraint(condition=models.Q(('full_name', ''), _negated=True), name='person_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('draft_shown', models.CharField(choices=[('before', 'before the assessor decides'), ('after', 'after the assessor has decided')], default='before', max_length=6)),
                ('blind_share', models.PositiveSmallIntegerField(default=10)),
                ('marking_standard_days', models.PositiveSmallIntegerField(default=10)),
            ],
            options={
                'ordering': ('name',),
                'constraints': [models.CheckConstraint(condition=models.Q(('blind_share__gte', 0), ('blind_share__lte', 100)), name='centre_blind_share_percent'), models.CheckConstraint(condition=models.Q(('draft_shown__in', ('before', 'after'))), name='centre_draft_shown_known')],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='records.centre')),
            ],
            options={
                'ordering': ('starts', 'name'),
            },
        ),
        migrations.CreateModel(
            name='RoleHeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('learner', 'learner'), ('assessor', 'assessor'), ('iqa', 'IQA'), ('tutor', 'tutor'), ('admin', 'centre admin')], max_length=10)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles_held', to='records.centre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles_held', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('centre', 'name'), name='cohort_name_once_per_centre'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='cohort_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='roleheld',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person', 'centre', 'role'), name='role_held_once'),
        ),
        migrations.AddConstraint(
            model_name='roleheld',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ('learner', 'assessor', 'iqa', 'tutor', 'admin'))), name='role_known'),
        ),
        migrations.AddConstraint(
            model_name='roleheld',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='role_ends_after_start'),
        ),
    ]
