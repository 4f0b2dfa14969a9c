"""What is learnt: qualification, unit, learning outcome, criterion; and each mark scheme as it once was."""

from __future__ import annotations

from django.db import models

from wellserved.records.append_only import AppendOnlyModel


class Qualification(models.Model):
    slug = models.SlugField(max_length=80, primary_key=True)
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=40)
    awarding_organisation = models.CharField(max_length=200, blank=True)
    framework = models.CharField(max_length=80, blank=True)
    size = models.CharField(max_length=40, blank=True)  # award, certificate or diploma
    number = models.CharField(max_length=40, blank=True)  # official number, blank until known

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Unit(models.Model):
    slug = models.SlugField(max_length=80, primary_key=True)
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=40)
    qualification = models.ForeignKey(
        Qualification, on_delete=models.PROTECT, related_name="units", null=True, blank=True
    )

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class SchemeVersion(AppendOnlyModel):
    """A unit's mark scheme exactly as it was. Attempts and decisions keep the one they were made under."""

    digest = models.CharField(max_length=64, primary_key=True)  # MarkScheme.digest
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scheme_versions")
    text = models.TextField()  # canonical JSON: read it back with curriculum.units.scheme_from_json
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ("-loaded_at",)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.digest[:12]}"


class LearningOutcome(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outcomes")
    slug = models.SlugField(max_length=80)
    statement = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "slug"), name="outcome_once_per_unit"),)

    def __str__(self) -> str:
        return self.slug


class Criterion(models.Model):
    """Until official numbering is imported each marking point is its own assessment criterion."""

    outcome = models.ForeignKey(LearningOutcome, on_delete=models.PROTECT, related_name="criteria")
    slug = models.SlugField(max_length=80)  # the marking point's id
    verb = models.CharField(max_length=20)
    statement = models.TextField()
    simulation_allowed = models.BooleanField(default=False)
    official_code = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)  # the order in which the scheme lists it

    class Meta:
        ordering = ("position",)
        verbose_name_plural = "criteria"
        constraints = (models.UniqueConstraint(fields=("outcome", "slug"), name="criterion_once_per_outcome"),)

    def __str__(self) -> str:
        return self.slug
