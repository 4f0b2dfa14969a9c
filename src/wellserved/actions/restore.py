"""Puts a backup back: all of it, checked, or nothing at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from wellserved.actions.back_up import applied_migrations
from wellserved.actions.backup_file import (
    ELSEWHERE,
    Manifest,
    check_tables,
    columns_of,
    entry_of,
    lines_of,
    objects_from,
    read_manifest,
    stored_models,
)
from wellserved.actions.errors import Refused
from wellserved.actions.verify_log import verify_log
from wellserved.records import append_only
from wellserved.records.models import Centre, Person

AT_ONCE = 500  # rows


def restore(path: Path, *, replace: bool) -> Manifest:
    """Raises Refused (`file`, or `target` where people or centres are and `replace` is not said).

    Everything happens in one transaction: whatever goes wrong, the records stay as they were. Everybody has to sign
    in again.
    """
    try:
        archive = ZipFile(path)
    except (OSError, BadZipFile) as error:
        raise Refused("file", f"{path} cannot be read ({type(error).__name__})", ELSEWHERE) from None
    with archive:
        manifest = read_manifest(archive)
        _check_fits(manifest)
        check_tables(archive, manifest)
        if not replace and (Person.objects.exists() or Centre.objects.exists()):
            raise Refused(
                "target", "There are people or centres here already", "Say --replace to put it in their place."
            )
        try:
            _put_back(archive, manifest)
        except (DatabaseError, ValueError, TypeError) as error:
            raise Refused("file", f"Its rows do not fit ({type(error).__name__})", ELSEWHERE) from None
    return manifest


def _check_fits(manifest: Manifest) -> None:
    if manifest.migrations != applied_migrations():
        raise Refused(
            "file",
            f"It was made by version {manifest.version} with other tables than this installation has",
            f"Restore it with version {manifest.version}; starting this version then brings it up to date.",
        )
    wanted = [(model._meta.db_table, columns_of(model)) for model in stored_models()]
    if [(table.name, table.columns) for table in manifest.tables] != wanted:
        raise Refused("file", "Its tables are not those of this installation", ELSEWHERE)


@transaction.atomic
def _put_back(archive: ZipFile, manifest: Manifest) -> None:
    """The one place where append-only rows make way: the whole history is exchanged for another whole history."""
    _empty()
    for model in stored_models():
        with archive.open(entry_of(model._meta.db_table)) as lines:
            for some in _some(objects_from(model, lines)):
                model._base_manager.bulk_create(some)
    _go_on_counting()
    append_only.install(connection)
    _check_same(manifest)


def _empty() -> None:
    append_only.remove(connection)
    Session.objects.all().delete()
    with connection.cursor() as cursor:
        for model in reversed(stored_models()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _some(rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _go_on_counting() -> None:
    """PostgreSQL counts rows beside the table: the next number follows the restored ones."""
    records = list(apps.get_app_config("records").get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), records):
            cursor.execute(statement)


def _check_same(manifest: Manifest) -> None:
    """Every row reads back as the backup has it, and the log holds as it did then; raises Refused (`file`)."""
    connection.check_constraints()
    for model, table in zip(stored_models(), manifest.tables, strict=True):
        sha = hashlib.sha256()
        for line in lines_of(model):
            sha.update(line)
        if sha.hexdigest() != table.digest:
            raise Refused("file", f"{table.name} did not come back as it was", ELSEWHERE)
    if tuple(verify_log()) != manifest.log_problems:
        raise Refused("file", "The log does not hold as it did when the backup was made", ELSEWHERE)
