"""What a learner writes: drafts that change, and attempts that never do."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wellserved.records.append_only import AppendOnlyModel
from wellserved.records.models.people import Enrolment, Person
from wellserved.records.models.qualifications import SchemeVersion, Unit


class Draft(models.Model):
    """Words not handed in yet. `revision` grows with every save, so that two screens cannot overwrite
    each other.

    A hand-in empties the draft and keeps its row: a revision number is never used twice.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="drafts")
    point = models.SlugField(max_length=80)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "unit", "point"), name="draft_once_per_point"),)

    def __str__(self) -> str:
        return f"draft of {self.person_id} for {self.point}, revision {self.revision}"


class Attempt(AppendOnlyModel):
    """An answer handed in. Nothing in it changes; what happens to it later stands in rows of its own."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", "practice"
        ASSESSMENT = "assessment", "for assessment"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="attempts")
    point = models.SlugField(max_length=80)
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField()  # 1, 2, 3 ... per learner, unit, point and kind
    handed_in_at = models.DateTimeField()
    key = models.CharField(max_length=64)  # from the page: the same key twice is one attempt
    words = models.PositiveIntegerField()
    text_digest = models.CharField(max_length=64)  # sha256 of the text in UTF-8
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followed_by", null=True, blank=True)
    declaration = models.TextField(blank=True)  # the words that the learner agreed to
    declared_at = models.DateTimeField(null=True, blank=True)
    blind = models.BooleanField(default=False)  # to be decided without sight of the engine's draft
    simulated = models.BooleanField(default=False)  # evidence from the simulated service desk

    class Meta:
        ordering = ("handed_in_at", "number")
        constraints = (
            models.UniqueConstraint(fields=("learner", "key"), name="attempt_key_once_per_learner"),
            models.UniqueConstraint(fields=("learner", "unit", "point", "kind", "number"), name="attempt_number_once"),
            models.CheckConstraint(
                condition=Q(kind="practice", declared_at=None, declaration="", blind=False)
                | (Q(kind="assessment", declared_at__isnull=False) & ~Q(declaration="")),
                name="attempt_declared_when_for_assessment",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempt_number_from_one"),
            models.CheckConstraint(condition=~Q(key=""), name="attempt_has_key"),
        )
        indexes = (
            models.Index(fields=("learner", "handed_in_at"), name="attempt_by_learner"),
            models.Index(fields=("kind", "handed_in_at"), name="attempt_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.kind} attempt {self.number} at {self.point}"


class AttemptText(AppendOnlyModel):
    """The learner's words, exactly as sent. No other table holds words handed in: markings hold offsets."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, primary_key=True, related_name="attempt_text")
    text = models.TextField()

    def __str__(self) -> str:
        return f"text of {self.attempt_id}"
