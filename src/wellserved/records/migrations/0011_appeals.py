import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0010_review_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='records.attempt')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='records.review')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='appeal_has_reason')],
            },
        ),
    ]
