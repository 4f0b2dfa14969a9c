"""Recognises what a learner does in one message to a customer: a set of acts, each with its words and its reason."""

from wellserved.marking.conversation.acts import ActKind, ActRead, Reading, Verdict
from wellserved.marking.conversation.ground import Ground, GroundFact, GroundRemedy, GroundRole, Moment
from wellserved.marking.conversation.reading import ActReader, read_message

__all__ = [
    "ActKind",
    "ActRead",
    "ActReader",
    "Ground",
    "GroundFact",
    "GroundRemedy",
    "GroundRole",
    "Moment",
    "Reading",
    "Verdict",
    "read_message",
]
