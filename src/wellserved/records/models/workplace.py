"""What a learner keeps on their own workplace, to write from."""

from __future__ import annotations

from django.db import models

from wellserved.records.models.people import Person


class Workplace(models.Model):
    """A learner's own notes, for them alone: no report for another person reads this table.

    `revision` grows with every save, so that two screens cannot overwrite each other.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="workplace")
    job = models.TextField(blank=True)
    organisation = models.TextField(blank=True)
    deciders = models.TextField(blank=True)  # who decides what, by role
    procedures = models.TextField(blank=True)
    customers = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"workplace of {self.person_id}, revision {self.revision}"
