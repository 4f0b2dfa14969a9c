"""Finds evidence in what a learner wrote: values in, values out."""

from wellserved.marking.marker import TrainedScheme, mark
from wellserved.marking.scheme import MarkScheme, Misconception, Part, Point, Side
from wellserved.marking.values import (
    Decision,
    Encoder,
    Marking,
    MisconceptionFound,
    PartMarking,
    PointMarking,
    Quote,
)

__all__ = [
    "Decision",
    "Encoder",
    "MarkScheme",
    "Marking",
    "Misconception",
    "MisconceptionFound",
    "Part",
    "PartMarking",
    "Point",
    "PointMarking",
    "Quote",
    "Side",
    "TrainedScheme",
    "mark",
]
