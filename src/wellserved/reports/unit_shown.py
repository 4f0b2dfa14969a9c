"""What stands on a unit's pages, and how far has this learner come with its tasks?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.curriculum.maps import Map
from wellserved.curriculum.qualifications import QualificationText
from wellserved.curriculum.service_models import ServiceModel
from wellserved.curriculum.units import Card, CardGroup, Outcome, Question, Term, Unit
from wellserved.records.models import Person
from wellserved.reports.task_states import TaskState, task_states


@dataclass(frozen=True, slots=True)
class OutcomeTasks:
    outcome: Outcome
    tasks: tuple[TaskState, ...]


@dataclass(frozen=True, slots=True)
class GroupShown:
    group: CardGroup
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class UnitShown:
    """`has_factors` and `has_roles`: the factor explorer and the role library belong to this unit."""

    unit: Unit
    qualification: QualificationText | None
    outcomes: tuple[OutcomeTasks, ...]
    groups: tuple[GroupShown, ...]
    related: tuple[Unit, ...]
    models: tuple[ServiceModel, ...]
    maps: tuple[Map, ...]
    has_factors: bool
    has_roles: bool


@dataclass(frozen=True, slots=True)
class Idea:
    """A card, and the other units that hold it: what is learnt here counts there too."""

    card: Card
    also_in: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class IdeaGroup:
    group: CardGroup
    ideas: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A term, and the other units that hold it."""

    term: Term
    also_in: tuple[Unit, ...]


def unit_shown(person: Person, unit_id: str) -> UnitShown:
    """Raises KeyError when there is no such unit."""
    unit = library.unit(unit_id)
    tasks = {task.point.id: task for task in task_states(person, unit_id)}
    return UnitShown(
        unit=unit,
        qualification=library.qualification_of(unit_id),
        outcomes=tuple(OutcomeTasks(o, tuple(tasks[point] for point in o.points)) for o in unit.outcomes),
        groups=tuple(GroupShown(group, unit.cards_of(group)) for group in unit.groups),
        related=tuple(library.unit(id_) for id_ in unit.related),
        models=tuple(model for model in library.service_models().values() if unit_id in model.units),
        maps=tuple(found for found in library.maps().values() if unit_id in found.units),
        has_factors=unit_id in library.factors().units,
        has_roles=unit_id in library.progression().units,
    )


def ideas(unit: Unit) -> tuple[IdeaGroup, ...]:
    holders = library.units_with_card()
    return tuple(
        IdeaGroup(group, tuple(Idea(card, _others(holders[card.id], unit)) for card in unit.cards_of(group)))
        for group in unit.groups
    )


def words(unit: Unit) -> tuple[Word, ...]:
    """In the order of the alphabet."""
    holders = library.units_with_term()
    terms = sorted(unit.terms, key=lambda term: term.term.casefold())
    return tuple(Word(term, _others(holders[term.id], unit)) for term in terms)


def questions(unit: Unit, wanted: str) -> tuple[Question, ...]:
    """The frequent questions that hold every word of `wanted`, in the question or in its answer; all for ""."""
    needed = wanted.casefold().split()
    return tuple(
        entry for entry in unit.faq if all(word in f"{entry.question} {entry.answer}".casefold() for word in needed)
    )


def _others(units: tuple[Unit, ...], unit: Unit) -> tuple[Unit, ...]:
    return tuple(other for other in units if other.id != unit.id)
