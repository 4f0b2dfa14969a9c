"""The tables, split by subject. `docs/records.md` draws them."""

from wellserved.records.models.decisions import Appeal, EvidenceJudgement, PointDecision, Review, ReviewDraft
from wellserved.records.models.desk import Contact, ContactDraft, ContactTurn, ContactWords, ScenarioVersion
from wellserved.records.models.imports import ImportedPerson, PeopleImport
from wellserved.records.models.invitations import Invitation
from wellserved.records.models.log import Event
from wellserved.records.models.markings import EngineMarking, EnginePoint
from wellserved.records.models.people import Centre, Cohort, Enrolment, Person, RoleHeld, UnitOffered
from wellserved.records.models.qualifications import (
    Criterion,
    LearningOutcome,
    Qualification,
    SchemeVersion,
    Unit,
)
from wellserved.records.models.retention import RetentionPeriod
from wellserved.records.models.set_up import SetUp
from wellserved.records.models.work import Attempt, AttemptText, Draft
from wellserved.records.models.workplace import Workplace

__all__ = [
    "Appeal",
    "Attempt",
    "AttemptText",
    "Centre",
    "Cohort",
    "Contact",
    "ContactDraft",
    "ContactTurn",
    "ContactWords",
    "Criterion",
    "Draft",
    "EngineMarking",
    "EnginePoint",
    "Enrolment",
    "Event",
    "EvidenceJudgement",
    "ImportedPerson",
    "Invitation",
    "LearningOutcome",
    "PeopleImport",
    "Person",
    "PointDecision",
    "Qualification",
    "RetentionPeriod",
    "Review",
    "ReviewDraft",
    "RoleHeld",
    "ScenarioVersion",
    "SchemeVersion",
    "SetUp",
    "Unit",
    "UnitOffered",
    "Workplace",
]
