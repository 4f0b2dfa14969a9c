"""The author's errors: content that is badly written. All of a file's errors travel together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a content file: where, what was found and what would do."""

    file: str
    place: str
    found: str
    would_do: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.found}. {self.would_do}"


class ContentInvalid(Exception):
    """Content that must not load. `findings` holds every error, not only the first."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))
