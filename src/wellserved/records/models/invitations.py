"""Links by which a person sets a password. The database holds the sha256 of each link's token, never the token."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from wellserved.records.models.people import Centre, Person


class Invitation(models.Model):
    """One link for one person. It works once, until it expires or a later one takes its place."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations_made")
    made_at = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(used_at=None, revoked_at=None), name="invitation_open_once"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_later"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(revoked_at=None), name="invitation_used_or_revoked"),
        )

    def __str__(self) -> str:
        return f"invitation of {self.person_id}, until {self.expires_at:%Y-%m-%d}"
