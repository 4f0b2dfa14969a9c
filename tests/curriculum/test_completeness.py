"""What learners see is whole: enough of it, easy to read, not cut off, and the same idea under the same id."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.curriculum.valid_content import write_content
from wellserved.curriculum import library
from wellserved.curriculum.checking import check_content
from wellserved.curriculum.completeness import check_complete, check_shared
from wellserved.curriculum.errors import Finding
from wellserved.curriculum.units import load_scheme, load_unit


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content without the exemplars, which are big."""
    copied = tmp_path / "content"
    shutil.copytree(library.content_folder(), copied, ignore=shutil.ignore_patterns("exemplars", "demo"))
    return copied


def changed(content: Path, unit: str, old: str, new: str) -> list[tuple[str, str]]:
    path = content / "units" / unit / "unit.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [(finding.place, finding.found) for finding in check_content(content)]


def test_shipped_content_has_no_finding() -> None:
    assert check_content(library.content_folder()) == []


def test_small_unit_is_not_complete(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    found = [(f.place, f.found) for f in check_complete(folder, load_unit(folder), load_scheme(folder))]
    assert found == [
        ("cards", "there are 1"),
        ("terms", "there are 1"),
        ("key_skills", "there are 1"),
        ("file", "is missing"),
    ]


@pytest.mark.parametrize(
    "lead", ["Learn why good service matters, what helps or", "Learn why good service …", "Learn..."]
)
def test_text_that_was_cut_off(content: Path, lead: str) -> None:
    data = yaml.safe_load((content / "units" / "service-environment" / "unit.yaml").read_text(encoding="utf-8"))
    assert changed(content, "service-environment", data["lead"], lead) == [
        ("synopsis", f"{lead[-40:]!r} has no end"),
    ]


def test_section_that_is_hard_to_read(content: Path) -> None:
    hard = "Organisational reputational considerations necessitate comprehensive interdepartmental communication. " * 9
    [(place, found)] = changed(content, "jobs-and-principles", "synopsis:\n", f'synopsis:\n  - "{hard}"\n')
    assert place == "synopsis"
    assert found.startswith("its reading grade is ")


def test_learning_outcome_posing_as_a_term(content: Path) -> None:
    statement = "Understand the principles of customer service."
    assert changed(content, "principles-level-2", 'term: "Customer want"', f'term: "{statement}"') == [
        ("terms", "'customer-want' is a learning outcome")
    ]


@pytest.mark.parametrize("other", ["no-such-unit", "principles-level-2"])
def test_related_unit_that_is_none_or_itself(content: Path, other: str) -> None:
    old = "related: [service-environment,"
    [(place, found)] = changed(content, "principles-level-2", old, f"related: [{other},")
    assert (place, found) == ("related", f"{other!r} is no other unit")


def test_same_term_under_two_ids_in_two_units() -> None:
    path, other_path = Path("a/unit.yaml"), Path("b/unit.yaml")
    unit = library.unit("service-environment")
    term = unit.terms[0].model_copy(update={"id": "escalating"})
    other = unit.model_copy(update={"terms": [term, *unit.terms[1:]]})
    assert check_shared({path: unit, other_path: unit}) == []
    assert check_shared({path: unit, other_path: other}) == [
        Finding(
            str(other_path),
            "cards and terms",
            "'escalation' has the ids 'escalation' (a) and 'escalating' (b)",
            "Keep one id for one idea.",
        )
    ]


def test_model_answer_that_is_missing_or_hard(content: Path) -> None:
    path = content / "units" / "jobs-and-principles" / "model-answers.yaml"
    hard = "Organisational communication necessitates interdepartmental accommodation. " * 30
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('further: "Say for one', f'further: "{hard}Say for one', 1), encoding="utf-8")
    [finding] = check_content(content)
    assert finding.place == "answers > principles-to-behaviours"
    path.unlink()
    assert [(f.file, f.found) for f in check_content(content)] == [(str(path), "is missing")]


@pytest.mark.parametrize(
    ("damage", "place", "found"),
    [
        ("models/last.yaml", "units", "'no-such-unit' is no unit"),
        ("maps/law-to-action.yaml", "units", "'no-such-unit' is no unit"),
        ("factors.yaml", "units", "'no-such-unit' is no unit"),
        ("progression.yaml", "units", "'no-such-unit' is no unit"),
        ("qualifications.yaml", "units", "'no-such-unit' is no unit"),
    ],
)
def test_unknown_unit_in_the_library(content: Path, damage: str, place: str, found: str) -> None:
    path = content / damage
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("units: [", "units: [no-such-unit, ", 1), encoding="utf-8")
    assert [(f.file, f.place, f.found) for f in check_content(content)] == [(str(path), place, found)]


def test_library_file_that_is_hard_missing_stray_or_broken(content: Path) -> None:
    hard = "Organisational communication necessitates interdepartmental accommodation. " * 60
    last = content / "models" / "last.yaml"
    last.write_text(last.read_text(encoding="utf-8").replace('use: "', f'use: "{hard[:3900]}. ', 1), encoding="utf-8")
    (content / "factors.yaml").unlink()
    (content / "maps" / "notes.txt").write_text("Notes.", encoding="utf-8")
    (content / "roles" / "retail.yaml").write_text("id: [", encoding="utf-8")
    found = [(Path(f.file).name, f.place) for f in check_content(content)]
    assert found == [
        ("factors.yaml", "file"),
        ("notes.txt", "file"),
        ("last.yaml", "file"),
        ("retail.yaml", "line 2"),
    ]


def test_role_that_stands_in_two_industries(content: Path) -> None:
    other = (content / "roles" / "retail.yaml").read_text(encoding="utf-8").replace("id: retail\n", "id: market\n", 1)
    (content / "roles" / "market.yaml").write_text(other, encoding="utf-8")
    assert [(f.place, f.found) for f in check_content(content)] == [
        ("roles", f"the id {id_!r} stands 2 times")
        for id_ in ("product-adviser", "retail-assistant", "retail-supervisor", "store-manager")
    ]
