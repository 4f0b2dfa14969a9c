"""How long a centre keeps each class of record, and why. A later period is added; the newest stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wellserved.records.append_only import AppendOnlyModel
from wellserved.records.models.people import Centre, Person


class RetentionPeriod(AppendOnlyModel):
    class RecordClass(models.TextChoices):
        DRAFTS = "drafts", "Drafts not handed in"
        PRACTICE = "practice", "Practice answers"
        ASSESSMENT = "assessment", "Answers for assessment and decisions on them"
        MARKINGS = "markings", "The engine's draft markings"
        LOG = "log", "The log of who did what"
        ACCOUNTS = "accounts", "Accounts, roles and places on units"
        TECHNICAL = "technical", "Technical data: sessions, refused sign-ins, server log lines"

    class Basis(models.TextChoices):
        """Article 6(1) of the UK GDPR."""

        CONTRACT = "contract", "Contract with the learner"
        LEGAL_OBLIGATION = "legal_obligation", "Legal obligation"
        PUBLIC_TASK = "public_task", "Public task"
        LEGITIMATE_INTERESTS = "legitimate_interests", "Legitimate interests"
        CONSENT = "consent", "Consent"

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="retention_periods")
    record_class = models.CharField(max_length=10, choices=RecordClass)
    months = models.PositiveSmallIntegerField()  # kept this long after the record was last in use
    basis = models.CharField(max_length=20, choices=Basis)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="retention_periods_set")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=600), name="retention_months_1_to_600"),
            models.CheckConstraint(condition=~Q(reason=""), name="retention_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.record_class}: {self.months} months"

    @classmethod
    def standing(cls, centre: Centre) -> dict[str, RetentionPeriod]:
        """The newest period of each class that has one."""
        rows = cls.objects.filter(centre=centre).select_related("by").order_by("at", "id")
        return {row.record_class: row for row in rows}
