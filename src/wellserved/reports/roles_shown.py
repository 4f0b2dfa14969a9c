"""Which roles are there, how do two of them differ, and where can each lead?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.curriculum.roles import Industry, Move, Role


@dataclass(frozen=True, slots=True)
class RoleShown:
    role: Role
    industry: Industry


@dataclass(frozen=True, slots=True)
class MoveShown:
    move: Move
    start: RoleShown
    end: RoleShown


@dataclass(frozen=True, slots=True)
class MovesFrom:
    start: RoleShown
    up: tuple[MoveShown, ...]
    sideways: tuple[MoveShown, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """`direction` of a step from the first to the second: up, sideways or down, by their levels."""

    first: RoleShown
    second: RoleShown
    direction: str


def roles_shown(industry: str = "", level: str = "") -> tuple[RoleShown, ...]:
    """By industry and level; "" is all of them, and a value that nobody has is none."""
    return tuple(
        RoleShown(role, found)
        for found in library.industries()
        for role in sorted(found.roles, key=lambda role: role.rank)
        if industry in ("", found.id) and level in ("", role.level)
    )


def role_shown(role_id: str) -> RoleShown:
    """Raises KeyError when there is no such role."""
    return {shown.role.id: shown for shown in roles_shown()}[role_id]


def moves_from(role_id: str) -> MovesFrom:
    """Raises KeyError when there is no such role."""
    moves = [_shown(move) for move in library.progression().moves if move.start == role_id]
    return MovesFrom(
        role_shown(role_id),
        up=tuple(shown for shown in moves if shown.move.direction == "up"),
        sideways=tuple(shown for shown in moves if shown.move.direction == "sideways"),
    )


def all_moves() -> tuple[MovesFrom, ...]:
    """From each role that a move starts at, in the order of the role library."""
    starts = {move.start for move in library.progression().moves}
    return tuple(moves_from(shown.role.id) for shown in roles_shown() if shown.role.id in starts)


def compared(first: str, second: str) -> Compared:
    """Raises KeyError when there is no such role."""
    start, end = role_shown(first), role_shown(second)
    climbed = end.role.rank - start.role.rank
    return Compared(start, end, "up" if climbed > 0 else "down" if climbed < 0 else "sideways")


def _shown(move: Move) -> MoveShown:
    return MoveShown(move, role_shown(move.start), role_shown(move.end))
