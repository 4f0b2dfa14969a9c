"""What stands in a backup file, and how a row is written into it and read back.

A zip: `manifest.json`, and for each table `tables/NAME.jsonl` with one JSON list a row, in the order of the manifest's
columns. The same file fits SQLite and PostgreSQL. It holds people's names, addresses, password hashes and words, and
never the secret key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.db import models

from wellserved.actions.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
ELSEWHERE = "Use another backup file; nothing was changed."
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    rows: int
    digest: str  # sha256 of the table's lines


@dataclass(frozen=True, slots=True)
class Manifest:
    format: int
    version: str  # of Wellserved
    made_at: str
    migrations: tuple[str, ...]
    schemes: tuple[str, ...]  # digests of the mark schemes in it
    log_problems: tuple[str, ...]  # what `verify_log` said when the backup was made
    tables: tuple[Table, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def stored_models() -> tuple[type[models.Model], ...]:
    """Every table of the records, each after those that it points at."""
    waiting = list(apps.get_app_config("records").get_models(include_auto_created=True))
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not _points_at(model) & set(waiting) - {model}]
        if not ready:
            raise RuntimeError(f"tables point at each other in a circle: {[model.__name__ for model in waiting]}")
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return tuple(ordered)


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """The table's rows as they stand in the file, by primary key."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=1_000):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def objects_from(model: type[models.Model], lines: Iterable[bytes]) -> Iterator[models.Model]:
    """The rows again. Their `save` is not called: they are stored as they are."""
    fields = model._meta.concrete_fields
    for line in lines:
        values = json.loads(line)
        yield model(**{field.attname: field.to_python(value) for field, value in zip(fields, values, strict=True)})


def read_manifest(archive: ZipFile) -> Manifest:
    """Raises Refused (`file`)."""
    try:
        found = json.loads(archive.read(MANIFEST))
        tables = tuple(Table(**{**table, "columns": tuple(table["columns"])}) for table in found.pop("tables"))
        lists: dict[str, Any] = {name: tuple(found.pop(name)) for name in ("migrations", "schemes", "log_problems")}
        manifest = Manifest(**found, **lists, tables=tables)
    except (KeyError, TypeError, ValueError, BadZipFile, OSError, EOFError) as error:
        raise Refused("file", f"This is no backup of Wellserved ({type(error).__name__})", ELSEWHERE) from None
    if manifest.format != FORMAT:
        raise Refused("file", f"It has format {manifest.format}, and this version reads {FORMAT}", ELSEWHERE)
    return manifest


def check_tables(archive: ZipFile, manifest: Manifest) -> None:
    """Every table is there, whole and unchanged; raises Refused (`file`)."""
    for table in manifest.tables:
        sha, rows = hashlib.sha256(), 0
        try:
            with archive.open(entry_of(table.name)) as lines:
                for line in lines:
                    sha.update(line)
                    rows += 1
        except Exception as error:  # a damaged zip fails in many ways
            raise Refused("file", f"{table.name} cannot be read ({type(error).__name__})", ELSEWHERE) from None
        if (rows, sha.hexdigest()) != (table.rows, table.digest):
            raise Refused("file", f"{table.name} is not as it was when the backup was made", ELSEWHERE)


def entry_of(table: str) -> str:
    return f"tables/{table}.jsonl"


def _points_at(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.remote_field.model
        for field in model._meta.concrete_fields
        if field.remote_field is not None and isinstance(field.remote_field.model, type)
    }


def _plain(value: Any) -> Any:
    """To the microsecond: the log seals its times, and JSON encoders are known to shorten them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
