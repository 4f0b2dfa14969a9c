"""What the engine drafted. Nothing here is a decision, and nothing turns it into one: see `decisions.py`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wellserved.marking.values import Decision, Marking, MisconceptionFound, PartMarking, PointMarking, Quote
from wellserved.records.append_only import AppendOnlyModel
from wellserved.records.models.qualifications import SchemeVersion
from wellserved.records.models.work import Attempt


class EngineMarking(AppendOnlyModel):
    """One attempt marked by one engine, encoder and scheme. `flags` is a list of strings.

    Quotes are kept as offsets `{"start": i, "end": j}`, without words; `value(text)` puts them back.
    `misconceptions` is `[{"misconception": id, "quotes": [{"start", "end"}]}]`.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="engine_markings")
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="engine_markings")
    engine = models.CharField(max_length=80)
    encoder = models.CharField(max_length=200)  # name:hash:precision
    made_at = models.DateTimeField()
    flags = models.JSONField(default=list)
    misconceptions = models.JSONField(default=list)

    class Meta:
        ordering = ("made_at", "id")
        get_latest_by = ("made_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("attempt", "engine", "encoder", "scheme"), name="engine_marking_once"),
        )

    def __str__(self) -> str:
        return f"draft by engine {self.engine}"

    def value(self, text: str) -> Marking:
        """The marking as the engine returned it; `text` is the attempt's text, "" when it was erased."""
        return Marking(
            unit=self.attempt.unit_id,
            scheme=self.scheme_id,
            engine=self.engine,
            encoder=self.encoder,
            points=tuple(point.value(text) for point in self.points.all()),
            misconceptions=tuple(
                MisconceptionFound(found["misconception"], _quotes(found["quotes"], text))
                for found in self.misconceptions
            ),
            flags=tuple(self.flags),
        )


class EnginePoint(AppendOnlyModel):
    """The draft on one point. `parts` is `[{"part", "reached", "needed", "quotes": [{"start", "end"}]}]`."""

    marking = models.ForeignKey(EngineMarking, on_delete=models.PROTECT, related_name="points")
    point = models.SlugField(max_length=80)
    decision = models.CharField(max_length=7, choices=[(d, d) for d in ("met", "not_met", "unsure")])
    probability = models.FloatField()  # 0..1: the chance that a human marker would say met
    parts = models.JSONField(default=list)
    missing = models.JSONField(default=list)  # sentences for the learner

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("marking", "point"), name="engine_point_once"),
            models.CheckConstraint(
                condition=Q(decision__in=("met", "not_met", "unsure")), name="engine_point_decision_known"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="engine_point_probability_0_to_1"
            ),
        )

    def __str__(self) -> str:
        return f"draft {self.decision} on {self.point}"

    def value(self, text: str) -> PointMarking:
        decision: Decision = self.decision  # type: ignore[assignment]
        return PointMarking(
            point=self.point,
            decision=decision,
            probability=self.probability,
            parts=tuple(
                PartMarking(p["part"], p["reached"], p["needed"], _quotes(p["quotes"], text)) for p in self.parts
            ),
            missing=tuple(self.missing),
        )


def _quotes(kept: list[dict[str, int]], text: str) -> tuple[Quote, ...]:
    return tuple(Quote(q["start"], q["end"], text[q["start"] : q["end"]]) for q in kept)
