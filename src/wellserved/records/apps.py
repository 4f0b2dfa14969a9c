from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "wellserved.records"
    label = "records"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(put_back_triggers, sender=self)


def put_back_triggers(using: str, **_: Any) -> None:
    """SQLite rebuilds a table to alter it and loses its triggers: put them back after every migrate."""
    from wellserved.records import append_only  # models are not ready when this module loads

    append_only.install(connections[using])
