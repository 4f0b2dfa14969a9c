"""The caller's errors: the request is wrong. Doors turn them into messages and statuses."""

from __future__ import annotations

from wellserved.records.models import Review, ReviewDraft, Workplace


class NotFound(Exception):
    """There is no such thing, or none that this person may know of: outsiders cannot tell the two apart."""


class NotAllowed(Exception):
    """The person may see the thing and may not do this to it. The message says why."""


class Refused(Exception):
    """The request cannot be done as it stands. `field` names what to mend, `hint` says what would do."""

    def __init__(self, field: str, problem: str, hint: str) -> None:
        self.field = field
        self.problem = problem
        self.hint = hint
        super().__init__(f"{field}: {problem}. {hint}")


class StaleScreen(Exception):
    """Somebody reviewed the attempt since this screen was drawn: `newer` holds the reviews, in order."""

    def __init__(self, newer: list[Review]) -> None:
        self.newer = newer
        super().__init__(f"{len(newer)} newer review(s) stand beside this attempt")


class StaleDraft(Exception):
    """The engine's draft beside the attempt is another one, or none, since this screen was drawn.

    `seen` is what the draft on the screen said, "" for none and for one that may not be shown any more.
    """

    def __init__(self, seen: str) -> None:
        self.seen = seen
        super().__init__("another draft, or none, stands beside this attempt now")


class DraftConflict(Exception):
    """Another screen has saved since: `stored` is its text, at `revision`; `sent` is the refused one."""

    def __init__(self, *, stored: str, sent: str, revision: int) -> None:
        self.stored = stored
        self.sent = sent
        self.revision = revision
        super().__init__(f"the draft stands at revision {revision}")


class StaleContact(Exception):
    """The contact has gone on since this screen was drawn: `turns` were taken by now."""

    def __init__(self, turns: int) -> None:
        self.turns = turns
        super().__init__(f"{turns} turns stand by now")


class WorkplaceConflict(Exception):
    """Another screen has saved the workplace since: `stored` is what stands there now."""

    def __init__(self, stored: Workplace) -> None:
        self.stored = stored
        super().__init__(f"the workplace stands at revision {stored.revision}")


class ReviewDraftConflict(Exception):
    """Another screen of the same person has saved other words since: `stored` holds them."""

    def __init__(self, stored: ReviewDraft) -> None:
        self.stored = stored
        super().__init__(f"the unfinished review stands at revision {stored.revision}")


class EngineFailed(Exception):
    """The engine could not mark an attempt, which stays handed in until it can. Holds no learner's words."""


class NotTrained(EngineFailed):
    """The engine has not learned to mark this unit: until it has, only a person can read the attempt."""
