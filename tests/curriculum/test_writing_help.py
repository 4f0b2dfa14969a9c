"""Every task has its coach, and a broken `writing.yaml` is told with every finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellserved.curriculum import library
from wellserved.curriculum.errors import ContentInvalid
from wellserved.curriculum.writing_help import load_writing_help
from wellserved.writing.coach import coach

UNITS = library.unit_ids()
SCHEME = library.scheme("jobs-and-principles")
PART = "    further: [More?]\n"


def points(*more: str) -> str:
    """A file without a finding, and `more` under its last point."""
    ids = "".join(f"  - id: {point.id}\n{PART}" for point in SCHEME.points)
    return f"unit: jobs-and-principles\npoints:\n{ids}{''.join(more)}"


def findings(folder: Path, text: str) -> list[str]:
    (folder / "writing.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentInvalid) as invalid:
        load_writing_help(folder, SCHEME)
    return [f"{finding.place}: {finding.found}" for finding in invalid.value.findings]


@pytest.mark.parametrize("unit", UNITS)
def test_every_point_has_checks_and_questions_to_go_further(unit: str) -> None:
    help_ = library.writing_help(unit)
    assert set(help_) == {point.id for point in library.scheme(unit).points}
    for point, found in help_.items():
        assert 1 <= len(found.checks) <= 5, point
        assert all(question.endswith("?") for question in found.further), point


@pytest.mark.parametrize("unit", UNITS)
def test_the_task_itself_and_its_scaffold_tick_nothing(unit: str) -> None:
    """What stands on the page anyway must not look like the learner's own work."""
    for point in library.scheme(unit).points:
        for given in (point.task, "\n".join(point.scaffold)):
            advice = coach(given, point, library.writing_help(unit)[point.id].checks)
            assert [(point.id, found.check) for found in advice if found.is_there] == []


def test_the_tasks_that_compare_offer_a_table_with_the_rows_that_examiners_ask_for() -> None:
    help_ = library.writing_help("jobs-and-principles")
    assert [point for point, found in help_.items() if found.table] == ["two-roles", "progression"]
    for point in ("two-roles", "progression"):
        table = help_[point].table
        assert table is not None
        assert {"Autonomy", "Responsibility", "Skills needed"} <= set(table.rows)


def test_a_unit_without_the_file_has_what_its_verbs_ask_for(tmp_path: Path) -> None:
    found = load_writing_help(tmp_path, SCHEME)
    assert [check.id for check in found["progression"].checks] == ["reasons"]
    assert found["two-roles"].checks == ()


def test_every_finding_is_told_at_once(tmp_path: Path) -> None:
    text = points("  - id: nothing-like-it\n", PART, "    coach: [steps, stepz]\n").replace(
        f"  - id: two-roles\n{PART}", ""
    )
    found = findings(tmp_path, text)
    assert found == [
        "points: 'nothing-like-it' is no point of scheme.yaml",
        "points: 'two-roles' is not there",
        "points > nothing-like-it > coach: 'stepz' is no check",
    ]


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("{columns: [One, Two], rows: [One], below: More.}", "the label 'One' stands twice"),
        ("{columns: [One], rows: [Row], below: More.}", "table > columns"),
        ("{columns: [One, 'Two: three'], rows: [Row], below: More.}", "table > columns > item 2"),
        ("{columns: [One, Two], rows: ['- Row'], below: More.}", "table > rows > item 1"),
        ("{columns: [One, Two], rows: [Row]}", "table > below: is missing"),
        ("{columns: [One, Two], rows: [Row], below: More., colour: red}", "table > colour: is not a known key"),
    ],
)
def test_a_table_that_could_not_be_read_back_is_a_finding(tmp_path: Path, table: str, place: str) -> None:
    assert any(place in line for line in findings(tmp_path, points(f"    table: {table}\n")))


def test_the_wrong_unit_and_a_repeated_point_are_findings(tmp_path: Path) -> None:
    text = points("  - id: progression\n", PART).replace("unit: jobs", "unit: other")
    found = findings(tmp_path, text)
    assert len(found) == 2
    assert "is not its folder's name" in found[0]
    assert "stands 2 times" in found[1]
