"""How far has the first run come, and what is its next step?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.records.models import Centre, RetentionPeriod, SetUp, UnitOffered

STEPS = (
    ("centre", "The centre"),
    ("admin", "The first centre admin"),
    ("units", "Units"),
    ("retention", "How long records are kept"),
    ("finish", "Look over and finish"),
)


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class SetUpProgress:
    centre: Centre | None
    needs_code: bool  # until there is an admin, who signs in
    steps: tuple[Step, ...]

    @property
    def next(self) -> str:
        return next(step.id for step in self.steps if not step.done)


def set_up_is_open() -> bool:
    return SetUp.objects.filter(finished_at=None).exists()


def set_up_progress() -> SetUpProgress | None:
    """None when nothing is to be set up."""
    found = SetUp.objects.select_related("centre").filter(finished_at=None).first()
    if found is None:
        return None
    centre = found.centre
    done = {
        "centre": centre is not None,
        "admin": not found.code_digest,
        "units": centre is not None and UnitOffered.objects.filter(centre=centre, until=None).exists(),
        "retention": centre is not None
        and not set(RetentionPeriod.RecordClass.values) - RetentionPeriod.standing(centre).keys(),
    }
    return SetUpProgress(
        centre, bool(found.code_digest), tuple(Step(id_, title, done.get(id_, False)) for id_, title in STEPS)
    )
