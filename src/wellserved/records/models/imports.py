"""What each file of people brought in, so that an import can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from wellserved.records.models.people import Centre, Enrolment, Person, RoleHeld


class PeopleImport(models.Model):
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="people_imports")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="people_imports")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)  # sha256 of the file's text; the file itself is not kept
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="people_imports_undone", null=True)
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"import of people, {self.at:%Y-%m-%d}"


class ImportedPerson(models.Model):
    """One person of one import. Without a `person` the account was removed again when the import was undone."""

    people_import = models.ForeignKey(PeopleImport, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="imports", null=True)
    is_new = models.BooleanField()  # the account was made by this import
    role = models.ForeignKey(
        RoleHeld, on_delete=models.SET_NULL, related_name="imports", null=True
    )  # null: held before
    enrolments = models.ManyToManyField(Enrolment, related_name="imports")  # made by this import

    def __str__(self) -> str:
        return f"{self.person_id} by import {self.people_import_id}"
