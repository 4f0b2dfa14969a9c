"""The tables, split by subject. `docs/records.md` draws them."""

from wellserved.records.models.decisions import Appeal, EvidenceJudgement, PointDecision, Review, ReviewDraft
from wellserved.records.models.log import Event
from wellserved.records.models.markings import EngineMarking, EnginePoint
from wellserved.records.models.people import Centre, Cohort, Enrolment, Person, RoleHeld
from wellserved.records.models.qualifications import (
    Criterion,
    LearningOutcome,
    Qualification,
    SchemeVersion,
    Unit,
)
from wellserved.records.models.work import Attempt, AttemptText, Draft
from wellserved.records.models.workplace import Workplace

__all__ = [
    "Appeal",
    "Attempt",
    "AttemptText",
    "Centre",
    "Cohort",
    "Criterion",
    "Draft",
    "EngineMarking",
    "EnginePoint",
    "Enrolment",
    "Event",
    "EvidenceJudgement",
    "LearningOutcome",
    "Person",
    "PointDecision",
    "Qualification",
    "Review",
    "ReviewDraft",
    "RoleHeld",
    "SchemeVersion",
    "Unit",
    "Workplace",
]
