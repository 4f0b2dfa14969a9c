"""Writes everything that the records hold into one file, as of one moment, while the server goes on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from wellserved.actions.backup_file import (
    FORMAT,
    MANIFEST,
    Manifest,
    Table,
    columns_of,
    entry_of,
    lines_of,
    stored_models,
)
from wellserved.actions.errors import Refused
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import SchemeVersion


def back_up(path: Path, now: datetime) -> Manifest:
    """The file appears when it is whole, readable by its owner alone. Raises Refused (`file`) where one is already."""
    if path.exists():
        raise Refused("file", f"{path} exists", "Name a file that does not: a backup is never overwritten.")
    if not path.parent.is_dir():
        raise Refused("file", f"There is no folder {path.parent}", "Make it first, or name another file.")
    partial = path.with_name(f"{path.name}.partial")
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file, _one_moment(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
            manifest = _write(archive, now)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def applied_migrations() -> tuple[str, ...]:
    return tuple(sorted(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "records"))


def _write(archive: ZipFile, now: datetime) -> Manifest:
    manifest = Manifest(
        format=FORMAT,
        version=version("wellserved"),
        made_at=now.isoformat(),
        migrations=applied_migrations(),
        schemes=tuple(SchemeVersion.objects.order_by("pk").values_list("pk", flat=True)),
        log_problems=tuple(verify_log()),
        tables=tuple(_write_table(archive, model) for model in stored_models()),
    )
    archive.writestr(MANIFEST, manifest.to_json())
    return manifest


def _write_table(archive: ZipFile, model: type[models.Model]) -> Table:
    sha, rows, name = hashlib.sha256(), 0, model._meta.db_table
    with archive.open(entry_of(name), "w", force_zip64=True) as entry:
        for line in lines_of(model):
            entry.write(line)
            sha.update(line)
            rows += 1
    return Table(name, columns_of(model), rows, sha.hexdigest())


@contextmanager
def _one_moment() -> Iterator[None]:
    """All reading sees the database as it is at the beginning, and keeps nobody from writing."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
