"""A small scenario's ground for the reader: a kettle that came without its lid."""

from __future__ import annotations

from wellserved.marking.conversation import Ground, GroundFact, GroundRemedy, GroundRole, Moment, Reading, read_message

GROUND = Ground(
    facts=(
        GroundFact("order_number", "KT-5512", asked=("order number|reference",)),
        GroundFact(
            "missing",
            "no lid",
            said=("lid missing|without",),
            wrong=("handle missing|without",),
            asked=("what missing|wrong",),
        ),
        GroundFact("birthday", "on Saturday", said=("saturday birthday|party",), asked=("when need",)),
        GroundFact("balance", "£80.15", personal=True, held=True),
        GroundFact("opening_hours", "9 to 5", said=("open nine",), held=True),
    ),
    remedies=(
        GroundRemedy("new_lid", ("send|post lid",)),
        GroundRemedy("refund", ("refund|refunded", "money back"), limit=30, over=("full|whole",)),
        GroundRemedy("new_kitchen", ("kitchen",), allowed=False),
    ),
    roles=(GroundRole("shift_manager", ("shift manager", "bola")),),
    problem=("lid missing|without", "incomplete kettle"),
    effects=("party|birthday",),
    feelings=frozenset({"disappointment"}),
    jargon=("returns merchandise",),
)
TOLD = frozenset({"order_number", "missing", "birthday"})


def read(
    text: str, *, revealed: frozenset[str] = TOLD, said: tuple[str, ...] = (), sent: tuple[str, ...] = ()
) -> Reading:
    return read_message(text, GROUND, Moment(revealed=revealed, customer_said=said, learner_said=sent))


def found(text: str, **moment: object) -> set[tuple[str, str]]:
    """Kind and subject of every act that is certain."""
    return {(act.kind, act.about) for act in read(text, **moment).acts if act.verdict == "yes"}  # type: ignore[arg-type]
