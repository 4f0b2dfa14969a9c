from typing import Any

from django.db import connections, migrations

from wellserved.records import append_only


def install(apps: Any, schema_editor: Any) -> None:
    append_only.install(connections[schema_editor.connection.alias])


def remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(connections[schema_editor.connection.alias])


class Migration(migrations.Migration):
    dependencies = [
        ('records', '0007_log'),
    ]

    operations = [migrations.RunPython(install, remove)]
