"""How far the first run has come. One row in an installation that was set up by its pages, none in the demo."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from wellserved.records.models.people import Centre


class SetUp(models.Model):
    """`code_digest` is the sha256 of the code that the server printed last; "" once the first admin exists."""

    centre = models.OneToOneField(Centre, on_delete=models.PROTECT, related_name="set_up", null=True)
    code_digest = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()
    finished_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(centre__isnull=False, code_digest=""),
                name="set_up_finished_has_a_centre_and_no_code",
            ),
        )

    def __str__(self) -> str:
        return "set-up, finished" if self.finished_at else "set-up, open"
