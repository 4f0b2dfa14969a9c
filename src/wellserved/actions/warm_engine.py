"""Lets the engine mark a sentence in every unit, so that the first learner waits for nothing to load."""

from __future__ import annotations

from contextlib import suppress

from wellserved.actions.engine import engine_in_use
from wellserved.adapters.trained import ReadersWrong
from wellserved.curriculum.units import scheme_from_json
from wellserved.records.models import SchemeVersion

SENTENCE = "Customers come back to a shop where they were treated well."


def warm_engine() -> None:
    """Raises whatever keeps the engine in use from marking. Nothing is stored."""
    engine = engine_in_use()
    newest = {version.unit_id: version for version in SchemeVersion.objects.order_by("loaded_at")}
    for version in newest.values():
        with suppress(ReadersWrong):  # a unit that only people can read
            engine.mark(SENTENCE, scheme_from_json(version.text))
