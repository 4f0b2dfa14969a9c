"""Which task should a learner turn to next, and why? One pure rule, with the reason in words and no percentage.

In this order: what a person sent back, what a person did not find there, what is due soon, a wrong belief that
stands in the last practice, what was begun, what the last practice missed, what is ready to hand in, what is not
marked yet, what is new. Among equals: the nearest end, then what is ready, then the fewest things missed, then the
order given. A task that waits for a person, or that is met, is never the next step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

DAYS_SOON = 14  # the end of the course is near enough to come before practice that missed something

Kind = Literal["referred_back", "not_met", "due", "belief", "begun", "missed", "unsure", "ready", "unmarked", "new"]


@dataclass(frozen=True, slots=True)
class TaskSoFar:
    """What is known of one learner's work at one task. `state` is as in `reports/task_states.py`."""

    unit: str
    point: str
    state: str
    missed: tuple[str, ...] = ()  # titles of the parts that the last practice did not show
    beliefs: tuple[str, ...] = ()  # wrong beliefs that stand in the last practice
    days_left: int | None = None  # until the course ends; None where no end is set


@dataclass(frozen=True, slots=True)
class Step:
    unit: str
    point: str
    kind: Kind
    why: str


def next_step(tasks: Sequence[TaskSoFar]) -> Step | None:
    """None when everything waits for a person or is met."""
    for kind, holds, why in _RULES:
        fitting = sorted((task for task in tasks if holds(task)), key=_urgency)
        if fitting:
            return Step(fitting[0].unit, fitting[0].point, kind, why(fitting[0]))
    return None


def _urgency(task: TaskSoFar) -> tuple[float, bool, int]:
    """Smaller comes first; `sorted` keeps the order given among equals."""
    left = float("inf") if task.days_left is None else task.days_left
    return left, task.state != "practised_met", len(task.missed)


def _is(*states: str) -> Callable[[TaskSoFar], bool]:
    return lambda task: task.state in states


def _say(words: str) -> Callable[[TaskSoFar], str]:
    return lambda task: words


def _is_due(task: TaskSoFar) -> bool:
    open_ = task.state in ("new", "drafted", "practised", "practised_met", "unmarked")
    return open_ and task.days_left is not None and task.days_left <= DAYS_SOON


def _why_due(task: TaskSoFar) -> str:
    days = task.days_left or 0
    ends = "ended" if days < 0 else "ends today" if days == 0 else f"ends in {days} day{'' if days == 1 else 's'}"
    return f"Your course {ends}, and this is not handed in for assessment yet."


def _why_belief(task: TaskSoFar) -> str:
    return f"Your last practice says something that is often believed and is wrong: {_sentence(task.beliefs[0])}"


def _why_missed(task: TaskSoFar) -> str:
    return f"Your last practice did not show {_and(tuple(f'“{title}”' for title in task.missed))} yet."


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _and(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


_RULES: tuple[tuple[Kind, Callable[[TaskSoFar], bool], Callable[[TaskSoFar], str]], ...] = (
    (
        "referred_back",
        _is("referred_back"),
        _say("A person read it and referred it back to you. They say what is missing: start there."),
    ),
    ("not_met", _is("not_met"), _say("A person decided that it is not met yet. Read why, then try again.")),
    ("due", _is_due, _why_due),
    ("belief", lambda task: task.state == "practised" and bool(task.beliefs), _why_belief),
    ("begun", _is("drafted"), _say("You have begun to write. Your draft is saved.")),
    ("missed", lambda task: task.state == "practised" and bool(task.missed), _why_missed),
    (
        "unsure",
        _is("practised"),
        _say("The engine was unsure about your last practice. Say it more plainly, or hand it in for a person."),
    ),
    (
        "ready",
        _is("practised_met"),
        _say("Your last practice had everything that is asked for. Read it once more, then hand it in for assessment."),
    ),
    ("unmarked", _is("unmarked"), _say("Your last practice is handed in and not marked yet.")),
    ("new", _is("new"), _say("You have not tried this task yet.")),
)
