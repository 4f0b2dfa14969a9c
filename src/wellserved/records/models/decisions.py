"""What named people decided. Each review is added beside the earlier ones; the last one stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from wellserved.assessment.evidence import QUALITIES
from wellserved.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from wellserved.records.models.markings import EngineMarking
from wellserved.records.models.people import Person
from wellserved.records.models.work import Attempt


class Review(AppendOnlyModel):
    """A named person decided an attempt, or referred it back. Without a person there is no row."""

    class Outcome(models.TextChoices):
        DECIDED = "decided", "decided"
        REFERRED_BACK = "referred_back", "referred back"

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="reviews")
    sequence = models.PositiveIntegerField()  # 1, 2, 3 ... per attempt; the highest stands
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews_made")
    role = models.CharField(max_length=10)  # the role that the person held when reviewing
    outcome = models.CharField(max_length=13, choices=Outcome)
    comment = models.TextField(blank=True)  # to the learner
    missing = models.TextField(blank=True)  # what is missing, when referred back
    draft_was_shown = models.BooleanField()  # did the person see an engine's draft before deciding?
    draft = models.ForeignKey(
        EngineMarking, on_delete=models.PROTECT, related_name="reviews", null=True, blank=True
    )  # the draft that was shown
    blind = models.BooleanField()  # first review of an attempt drawn for the blind share
    at = models.DateTimeField()

    class Meta:
        ordering = ("attempt", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("attempt", "sequence"), name="review_sequence_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="review_sequence_from_one"),
            models.CheckConstraint(
                condition=Q(outcome="decided", missing="") | (Q(outcome="referred_back") & ~Q(missing="")),
                name="review_says_what_is_missing",
            ),
            models.CheckConstraint(condition=Q(role__in=("assessor", "iqa")), name="review_role_may_decide"),
            models.CheckConstraint(
                condition=Q(draft_was_shown=True, draft__isnull=False) | Q(draft_was_shown=False, draft__isnull=True),
                name="review_names_the_draft_shown",
            ),
            models.CheckConstraint(
                condition=Q(blind=False) | Q(draft_was_shown=False), name="review_blind_saw_no_draft"
            ),
        )

    def __str__(self) -> str:
        return f"review {self.sequence}: {self.outcome}"


class PointDecision(AppendOnlyModel):
    """What the person decided on one point, beside what the draft that they saw said ("" for none)."""

    class Outcome(models.TextChoices):
        MET = "met", "met"
        NOT_MET = "not_met", "not met"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    point = models.SlugField(max_length=80)
    outcome = models.CharField(max_length=7, choices=Outcome)
    draft_outcome = models.CharField(max_length=7, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("review", "point"), name="point_decision_once"),
            models.CheckConstraint(condition=Q(outcome__in=("met", "not_met")), name="point_decision_outcome_known"),
            models.CheckConstraint(
                condition=Q(draft_outcome__in=("", "unsure"))
                | Q(draft_outcome__in=("met", "not_met"), outcome=F("draft_outcome"))
                | (Q(draft_outcome__in=("met", "not_met")) & ~Q(reason="")),
                name="point_decision_change_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} on {self.point}"


class EvidenceJudgement(AppendOnlyModel):
    """Whether the person found the evidence valid, authentic, current, sufficient or reliable: a row for each."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="judgements")
    quality = models.CharField(max_length=10, choices=[(quality, quality) for quality in QUALITIES])
    holds = models.BooleanField()
    reason = models.TextField(blank=True)  # why not
    together = models.BooleanField()  # said for all at once, with one key, and not one by one

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("review", "quality"), name="evidence_judgement_once"),
            models.CheckConstraint(condition=Q(quality__in=QUALITIES), name="evidence_judgement_quality_known"),
            models.CheckConstraint(
                condition=Q(holds=True) | (~Q(reason="") & Q(together=False)), name="evidence_judgement_no_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{'' if self.holds else 'not '}{self.quality}"


class ReviewDraft(models.Model):
    """What an assessor has typed and chosen for an attempt and not saved yet: theirs alone, gone once they review.

    `revision` grows with every save, so that two screens cannot overwrite each other.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_drafts")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="review_drafts")
    outcome = models.CharField(max_length=7, blank=True)
    reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    missing = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)  # {quality: {"answer": "yes", "no" or "", "reason": str}}
    together = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "attempt"), name="review_draft_once"),)

    def __str__(self) -> str:
        return f"unfinished review of {self.attempt_id} by {self.person_id}, revision {self.revision}"


class AppealQuerySet(AppendOnlyQuerySet["Appeal"]):
    def open(self) -> AppealQuerySet:
        """Appeals that nobody has answered: no review stands after the one that is queried."""
        later = Review.objects.filter(attempt=OuterRef("attempt"), sequence__gt=OuterRef("review__sequence"))
        return self.filter(~Exists(later))


class Appeal(AppendOnlyModel):
    """A learner queries a decision, with a reason: stage 1. The next review of the attempt, by somebody who has not
    reviewed it before, answers it. Once for an attempt."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="appeal")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="appeal")  # the one queried
    reason = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="appeal_has_reason"),)

    def __str__(self) -> str:
        return f"appeal against review {self.review_id}"
