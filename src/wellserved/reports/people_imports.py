"""Which files of people were imported here, and what came of them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from wellserved.records.models import Centre, PeopleImport


@dataclass(frozen=True, slots=True)
class ImportLine:
    id: int
    by: str
    at: datetime
    people: int
    new: int
    undone_at: datetime | None
    undone_by: str


def people_imports(centre: Centre) -> tuple[ImportLine, ...]:
    """The newest first."""
    rows = (
        PeopleImport.objects.filter(centre=centre)
        .select_related("by", "undone_by")
        .annotate(count=Count("people"), new=Count("people", filter=Q(people__is_new=True)))
    )
    return tuple(
        ImportLine(
            row.pk,
            row.by.full_name,
            row.at,
            row.count,
            row.new,
            row.undone_at,
            row.undone_by.full_name if row.undone_by else "",
        )
        for row in rows
    )
