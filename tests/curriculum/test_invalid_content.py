"""Each file in `invalid/` is refused with all its findings at once: where, what was found, what would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.curriculum.valid_content import write_content
from wellserved.curriculum.checking import check_unit, check_units
from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.factors import load_factors
from wellserved.curriculum.maps import load_map
from wellserved.curriculum.roles import load_industry, load_progression
from wellserved.curriculum.service_models import load_service_model
from wellserved.curriculum.units import load_scheme, load_unit

INVALID = Path(__file__).parent / "invalid"


def bad(name: str) -> bytes:
    return (INVALID / name).read_bytes()


def findings_of_scheme(folder: Path, name: str) -> list[Finding]:
    with pytest.raises(ContentInvalid) as refused:
        load_scheme(write_content(folder / "tiny-unit", scheme=bad(name)))
    findings = refused.value.findings
    assert findings
    assert all(finding.file == str(folder / "tiny-unit" / "scheme.yaml") for finding in findings)
    assert all(finding.place and finding.found and finding.would_do.endswith(".") for finding in findings)
    assert str(refused.value) == "\n".join(str(finding) for finding in findings)
    return findings


@pytest.mark.parametrize(
    ("name", "place", "found"),
    [
        ("not-utf-8.yaml", "file", "byte 9 is not UTF-8"),
        ("bad-yaml.yaml", "line 3", "',' or ']'"),
        ("tab-indented.yaml", "line 3", "cannot start any token"),
        ("duplicate-key.yaml", "line 5", "the key 'title' stands twice"),
        ("two-documents.yaml", "line 2", "another document"),
        ("no-mapping.yaml", "file", "holds no mapping"),
        ("empty.yaml", "file", "holds no mapping"),
        ("control-character.yaml", "file", "control characters are not allowed"),
        ("impossible-date.yaml", "file", "month must be in 1..12"),
        ("python-object.yaml", "line 1", "could not determine a constructor"),
        ("endless.yaml", "line 1", "recursive"),
    ],
)
def test_file_that_cannot_be_read(name: str, place: str, found: str, tmp_path: Path) -> None:
    [finding] = findings_of_scheme(tmp_path, name)
    assert finding.place == place
    assert found in finding.found


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match=r"scheme\.yaml: file: is missing\. Add it"):
        load_scheme(tmp_path)


def test_unknown_missing_and_wrong_keys_are_told_together(tmp_path: Path) -> None:
    found = {finding.place: finding.found for finding in findings_of_scheme(tmp_path, "many-findings.yaml")}
    assert set(found) == {
        "unit",
        "colour",
        "misconceptions",
        "points > item 1 > title",
        "points > item 1 > verb",
        "points > item 1 > task",
        "points > item 1 > note",
        "points > item 1 > simulation_allowed",
        "points > item 1 > hints",
        "points > item 1 > parts > item 1 > at_least",
        "points > item 1 > parts > item 1 > shade",
    }
    assert found["colour"] == found["points > item 1 > parts > item 1 > shade"] == "is not a known key"
    assert found["misconceptions"] == found["points > item 1 > note"] == "is missing"
    assert "7" in found["points > item 1 > task"]
    assert "'yes'" in found["points > item 1 > simulation_allowed"]


def test_repeated_ids_and_wrong_folder_are_told_together(tmp_path: Path) -> None:
    found = [(f.place, f.found, f.would_do) for f in findings_of_scheme(tmp_path, "repeated-ids.yaml")]
    each = "Give each its own id."
    assert sorted(set(found)) == [
        ("misconceptions", "the id 'sales' stands 3 times", each),
        ("points", "the id 'pays' stands 2 times", each),
        ("points > pays > parts", "the id 'loyalty' stands 2 times", each),
        ("unit", "'another-unit' is not its folder's name", "Say 'tiny-unit'."),
    ]


def test_unit_with_repeated_ids_and_the_id_of_another_folder(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid) as refused:
        load_unit(write_content(tmp_path / "tiny-unit", unit=bad("unit-many-findings.yaml")))
    assert [(finding.place, finding.would_do) for finding in refused.value.findings] == [
        ("cards", "Give each its own id."),
        ("terms", "Give each its own id."),
        ("outcomes", "Give each its own id."),
        ("outcomes > points", "Give each its own id."),
        ("groups", "Mend its spelling."),
        ("cards", "Add it to one."),
        ("id", "Say 'tiny-unit'."),
    ]


def test_bank_with_unknown_parts_and_contradictions(tmp_path: Path) -> None:
    findings = check_unit(write_content(tmp_path / "tiny-unit", pays=bad("bank-many-findings.yaml")))
    assert {finding.file for finding in findings} == {str(tmp_path / "tiny-unit" / "exemplars" / "pays.yaml")}
    assert [(finding.place, finding.found) for finding in findings] == [
        ("point", "'payz' is not known"),
        ("parts", "'loyality' is not known"),
        ("parts", "'word_of_mouth' has no bank"),
        ("several > item 1", "'nothing' is not known"),
        ("answers > item 2", "'nobody' is not known"),
        ("parts > loyalty", "'They stay loyal.' counts and is also a near-miss (vague)"),
    ]
    assert findings[1].would_do == "Use one of: loyalty, word_of_mouth."


def test_bank_with_unknown_kinds(tmp_path: Path) -> None:
    findings = check_unit(write_content(tmp_path / "tiny-unit", pays=bad("bank-wrong-kinds.yaml")))
    places = [finding.place for finding in findings]
    assert len(places) == 3
    assert places[0] == "parts > loyalty > counts"
    assert places[1].startswith("parts > loyalty > near_misses > wrong")
    assert places[2] == "answers > item 1 > kind"


def test_bank_of_a_second_author_is_checked_too(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    (folder / "exemplars" / "second").mkdir()
    (folder / "exemplars" / "second" / "pays.yaml").write_bytes(bad("bank-many-findings.yaml"))
    findings = check_unit(folder)
    assert len(findings) == 6
    assert {finding.file for finding in findings} == {str(folder / "exemplars" / "second" / "pays.yaml")}


@pytest.mark.parametrize("stray", ["payz.yaml", "pays.yml", "notes.txt", "second/misconceptions.yaml", "a/b/pays.yaml"])
def test_exemplar_file_that_nobody_reads(stray: str, tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    path = folder / "exemplars" / stray
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("point: pays\n", encoding="utf-8")
    [finding] = check_unit(folder)
    assert (finding.file, finding.found) == (str(path), "is read by no marking point")
    assert "pays.yaml" in finding.would_do


def test_model_answers_with_unknown_points_parts_and_quotes(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    (folder / "model-answers.yaml").write_bytes(bad("model-answers-many-findings.yaml"))
    assert [(finding.place, finding.found) for finding in check_unit(folder)] == [
        ("answers", "'payz' is no marking point"),
        ("answers", "'pays' has 2"),
        ("answers > pays", "a note quotes 'They come back.', which is not in the answer"),
        ("answers > pays", "'loyality' is no part of the point"),
        ("answers > pays", "'loyalty' has 0 notes and asks for 1"),
        ("answers > pays", "'word_of_mouth' has 0 notes and asks for 1"),
    ]


@pytest.mark.parametrize(
    ("name", "load", "found"),
    [
        (
            "model-many-findings.yaml",
            load_service_model,
            [
                ("steps", "the id 'hear' stands 2 times"),
                ("id", "'another' is not its name in the folder"),
                ("spells", "'HAST' has 4 letters and the steps begin with 'HHS'"),
                ("steps > hear > stage", "is missing"),
            ],
        ),
        ("model-with-stray-stage.yaml", load_service_model, [("steps > two > stage", "is not known here")]),
        (
            "map-many-findings.yaml",
            load_map,
            [("threads", "the id 'one' stands 2 times"), ("id", "'another' is not its name in the folder")],
        ),
        (
            "factors-many-findings.yaml",
            load_factors,
            [
                ("factors", "the id 'snow' stands 2 times"),
                ("factors > twice", "both readings name the same corner"),
                ("factors", "none is 'internal-uncontrollable'"),
                ("factors", "none is 'external-controllable'"),
            ],
        ),
        ("industry-another-name.yaml", load_industry, [("id", "'shops' is not its name in the folder")]),
    ],
)
def test_library_file(name: str, load: Callable[[Path], object], found: list[tuple[str, str]]) -> None:
    with pytest.raises(ContentInvalid) as refused:
        load(INVALID / name)
    assert [(finding.place, finding.found) for finding in refused.value.findings] == found


def test_progression_with_unknown_roles_wrong_directions_and_a_dead_end() -> None:
    with pytest.raises(ContentInvalid) as refused:
        load_progression(INVALID / "progression-many-findings.yaml", [load_industry(INVALID / "shops.yaml")])
    assert [(finding.place, finding.found) for finding in refused.value.findings] == [
        ("moves > item 1", "'nobody' is no role"),
        ("moves > item 2", "'sideways' from 'assistant' to 'supervisor' goes from entry to supervisory"),
        ("moves > item 3", "'up' from 'assistant' to 'porter' goes from entry to entry"),
        ("moves > item 4", "'up' from 'supervisor' to 'assistant' goes from supervisory to entry"),
        ("moves > item 5", "starts and ends at 'assistant'"),
        ("moves", "no move leads up from 'porter'"),
    ]


def test_misconceptions_without_bank_and_without_scheme(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit", misconceptions=bad("misconceptions-many-findings.yaml"))
    assert [finding.found for finding in check_unit(folder)] == ["'seals' is not known", "'sales' has no bank"]


def test_misconceptions_of_pages_and_scheme_must_agree(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    path = folder / "unit.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: sales", "id: selling"), encoding="utf-8")
    assert [(finding.found, finding.would_do) for finding in check_unit(folder)] == [
        ("'selling' is not in scheme.yaml", "Add it there."),
        ("'sales' has no card", "Add one."),
    ]


def test_marking_points_of_pages_and_scheme_must_agree(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    path = folder / "unit.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("points: [pays]", "points: [plays]"), encoding="utf-8")
    assert [(finding.place, finding.found) for finding in check_unit(folder)] == [
        ("outcomes", "'plays' is not in scheme.yaml"),
        ("outcomes", "'pays' has no outcome"),
    ]


def test_findings_of_all_units_are_gathered(tmp_path: Path) -> None:
    for name, broken in (("b-unit", "empty.yaml"), ("a-unit", "not-utf-8.yaml")):
        write_content(tmp_path / "units" / name, unit=bad(broken), scheme=bad(broken))
    findings = check_units(tmp_path)
    assert [Path(finding.file).relative_to(tmp_path / "units").as_posix() for finding in findings] == [
        "a-unit/scheme.yaml",
        "a-unit/unit.yaml",
        "b-unit/scheme.yaml",
        "b-unit/unit.yaml",
    ]


def test_valid_content_has_no_finding(tmp_path: Path) -> None:
    write_content(tmp_path / "units" / "tiny-unit")
    assert check_units(tmp_path) == []


def test_no_invalid_file_is_forgotten() -> None:
    here = Path(__file__).parent
    told = "".join((here / name).read_text(encoding="utf-8") for name in (Path(__file__).name, "test_completeness.py"))
    assert [path.name for path in INVALID.iterdir() if f'"{path.name}"' not in told] == []
