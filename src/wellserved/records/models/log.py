"""Who did what and when, one chain per centre. Each row seals the one before it. No learner words."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from django.db import models
from django.db.models import Q

from wellserved.records.append_only import AppendOnlyModel
from wellserved.records.models.people import Centre, Person

HOUSE = "house"  # the chain of events that belong to no centre, such as loading content


class Event(AppendOnlyModel):
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="events", null=True)
    chain = models.CharField(max_length=40)  # the centre's id, or HOUSE
    sequence = models.PositiveBigIntegerField()  # 1, 2, 3 ... per chain, without a gap
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events", null=True)  # null: system
    role = models.CharField(max_length=10, blank=True)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)  # digest of the row before; "" for the first
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("chain", "sequence"), name="event_sequence_once"),
            models.CheckConstraint(
                condition=Q(sequence=1, previous="") | (Q(sequence__gt=1) & ~Q(previous="")),
                name="event_seals_the_one_before",
            ),
        )
        indexes = (models.Index(fields=("subject_kind", "subject_id"), name="event_by_subject"),)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.verb}"

    def sealed(self) -> str:
        """sha256 over every field of this row and the digest of the row before."""
        fields = [
            self.chain,
            self.sequence,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            str(self.actor_id or ""),
            self.role,
            self.verb,
            self.subject_kind,
            self.subject_id,
            self.data,
            self.previous,
        ]
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
