"""Who is who: centres, people with several roles, cohorts and enrolments."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from wellserved.records.models.qualifications import Unit


class Centre(models.Model):
    class DraftShown(models.TextChoices):
        BEFORE = "before", "before the assessor decides"
        AFTER = "after", "after the assessor has decided"

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    draft_shown = models.CharField(max_length=6, choices=DraftShown, default=DraftShown.BEFORE)
    blind_share = models.PositiveSmallIntegerField(default=10)  # percent of assessment attempts decided blind
    marking_standard_days = models.PositiveSmallIntegerField(default=10)  # days in which a person should decide
    safeguarding_contact = models.TextField(blank=True)  # whom learners turn to when somebody is in danger

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(blind_share__gte=0, blind_share__lte=100), name="centre_blind_share_percent"
            ),
            models.CheckConstraint(condition=Q(draft_shown__in=("before", "after")), name="centre_draft_shown_known"),
        )

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, email: str, full_name: str, password: str | None = None) -> Person:
        """A person who signs in with `password`; None means that no password will do."""
        person = self.model(email=email, full_name=full_name)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    class TextSize(models.TextChoices):
        NORMAL = "normal", "as on your device"
        LARGE = "large", "large"
        LARGER = "larger", "larger"
        LARGEST = "largest", "largest"

    class Spacing(models.TextChoices):
        NORMAL = "normal", "normal"
        WIDE = "wide", "wide"

    class Language(models.TextChoices):
        ENGLISH = "en-gb", "English"
        WELSH = "cy", "Cymraeg"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)  # kept in lower case: one address, one person
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    # How this person wants pages shown; "" while they have not chosen. Nobody else sees or uses it.
    text_size = models.CharField(max_length=8, choices=TextSize, blank=True, default="")
    spacing = models.CharField(max_length=8, choices=Spacing, blank=True, default="")
    language = models.CharField(max_length=8, choices=Language, blank=True, default="")
    closed_because = models.TextField(blank=True)  # why the account is closed; "" while it is open

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ("full_name", "email")
        verbose_name_plural = "people"
        constraints = (
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="person_email_lower_case"),
            models.CheckConstraint(condition=~Q(full_name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(text_size__in=("", "normal", "large", "larger", "largest")), name="person_text_size_known"
            ),
            models.CheckConstraint(condition=Q(spacing__in=("", "normal", "wide")), name="person_spacing_known"),
            models.CheckConstraint(condition=Q(language__in=("", "en-gb", "cy")), name="person_language_known"),
        )

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]


class RoleHeld(models.Model):
    """A role that a person holds at a centre, from `since` until it ends. An ended role stays on record."""

    class Role(models.TextChoices):
        LEARNER = "learner", "learner"
        ASSESSOR = "assessor", "assessor"
        IQA = "iqa", "IQA"
        TUTOR = "tutor", "tutor"
        ADMIN = "admin", "centre admin"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles_held")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=10, choices=Role)
    since: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "centre", "role"), condition=Q(until=None), name="role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=("learner", "assessor", "iqa", "tutor", "admin")), name="role_known"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="role_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.person} as {self.role} at {self.centre}"


class Cohort(models.Model):
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ("starts", "name")
        constraints = (
            models.UniqueConstraint(fields=("centre", "name"), name="cohort_name_once_per_centre"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="cohort_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A learner's place on a unit at a centre. One open place per person and unit."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments", null=True, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enrolments")  # unit_id is the slug
    enrolled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ("enrolled_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "unit"), condition=Q(withdrawn_at=None), name="enrolment_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} on {self.unit_id}"


class UnitOffered(models.Model):
    """A unit that a centre offers, from `since` until it stops. A centre without any row offers every unit."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="units_offered")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="offered_by")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("unit_id",)
        constraints = (
            models.UniqueConstraint(fields=("centre", "unit"), condition=Q(until=None), name="unit_offered_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} at {self.centre}"

    @classmethod
    def ids_at(cls, centre: Centre) -> frozenset[str]:
        """The units on which the centre can enrol now."""
        rows = list(cls.objects.filter(centre=centre).values_list("unit_id", "until"))
        if not rows:
            return frozenset(Unit.objects.values_list("slug", flat=True))
        return frozenset(unit for unit, until in rows if until is None)
