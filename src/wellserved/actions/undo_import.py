"""A centre admin takes an import back, as far as nobody has begun to use what it made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.records.models import (
    Attempt,
    Centre,
    Draft,
    Enrolment,
    Event,
    ImportedPerson,
    PeopleImport,
    Person,
    Review,
    RoleHeld,
)

BECAUSE = "The import that brought it was undone."


@dataclass(frozen=True, slots=True)
class Undone:
    removed: int  # accounts that nobody had used
    ended: int  # roles and places of accounts that stay
    kept: tuple[str, ...]  # who stays as imported, and why, in words


@transaction.atomic
def undo_import(person: Person, centre: Centre, people_import: int, *, now: datetime) -> Undone:
    """Accounts that nobody used are removed; roles and places of the others end and stay on record.

    People who have signed in or done work since stay as they are, and `Undone.kept` says why. Raises NotFound,
    NotAllowed and Refused (`import`: undone already, or nobody can be taken back).
    """
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    found = import_of(centre, people_import)
    if found.undone_at is not None:
        raise Refused("import", "This import is undone already", "There is nothing left to do.")
    rows = list(found.people.select_related("person", "role").prefetch_related("enrolments"))
    kept = {row.pk: why for row in rows if (why := why_kept(row))}
    if len(kept) == len(rows):
        raise Refused("import", "Everybody in it has signed in or done work", "End single roles and places instead.")
    removed = ended = 0
    for row in rows:
        if row.pk in kept or row.person is None:
            continue
        if row.is_new and _is_untouched(row.person, row):
            _remove(row)
            removed += 1
        else:
            ended += _end(row, now)
    found.undone_at, found.undone_by = now, person
    found.save(update_fields=["undone_at", "undone_by"])
    data = {"removed": removed, "ended": ended, "kept": len(kept)}
    add_event(
        Happening("undid_import", "import", str(found.pk), data), centre=centre, actor=person, role=Role.ADMIN, now=now
    )
    return Undone(removed, ended, tuple(kept.values()))


def import_of(centre: Centre, people_import: int) -> PeopleImport:
    found = PeopleImport.objects.filter(pk=people_import, centre=centre).first()
    if found is None:
        raise NotFound("no such import")
    return found


def why_kept(row: ImportedPerson) -> str:
    """Why this person's part of the import cannot be taken back; "" when it can."""
    who = row.person
    if who is None:
        return ""
    if row.is_new and who.last_login is not None:
        return f"{who.full_name} has signed in since."
    places = list(row.enrolments.all())
    if any(place.attempts.exists() for place in places):
        return f"{who.full_name} has handed in answers since."
    units = [place.unit_id for place in places]
    if Draft.objects.filter(person=who, unit_id__in=units).exclude(text="").exists():
        return f"{who.full_name} has begun to write since."
    if (
        row.role is not None
        and Review.objects.filter(by=who, at__gte=row.people_import.at, role=row.role.role).exists()
    ):
        return f"{who.full_name} has reviewed answers since."
    return ""


def _is_untouched(who: Person, row: ImportedPerson) -> bool:
    """The account holds nothing but what this import gave it."""
    return not (
        RoleHeld.objects.filter(person=who).exclude(imports=row).exists()
        or Enrolment.objects.filter(person=who).exclude(pk__in=row.enrolments.values("pk")).exists()
        or Attempt.objects.filter(learner=who).exists()
        or Event.objects.filter(actor=who).exists()
        or ImportedPerson.objects.filter(person=who).exclude(pk=row.pk).exists()
    )


def _remove(row: ImportedPerson) -> None:
    who, role, places = row.person, row.role, [place.pk for place in row.enrolments.all()]
    row.enrolments.clear()
    Enrolment.objects.filter(pk__in=places).delete()
    if role is not None:
        role.delete()
    if who is not None:
        Draft.objects.filter(person=who, text="").delete()
        who.delete()


def _end(row: ImportedPerson, now: datetime) -> int:
    places = Enrolment.objects.filter(pk__in=row.enrolments.values("pk"), withdrawn_at=None)
    ended = places.update(withdrawn_at=now, withdrawn_because=BECAUSE)
    if row.role is not None and row.role.until is None:
        row.role.until, row.role.ended_because = now, BECAUSE
        row.role.save(update_fields=["until", "ended_because"])
        ended += 1
    return ended
