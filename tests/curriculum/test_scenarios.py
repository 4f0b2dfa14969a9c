"""Scenario and persona files: the shipped ones are right, and each broken one is told with all its findings."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from wellserved.curriculum import library
from wellserved.curriculum.checking import check_content, points_to_simulate
from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.scenarios import check_scenarios, load_persona, load_scenario
from wellserved.simulation.scenario import Channel

INVALID = Path(__file__).parent / "invalid_scenarios"
SHIPPED = library.content_folder()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped personas and one scenario, to change one thing in."""
    shutil.copytree(SHIPPED / "personas", tmp_path / "personas")
    (tmp_path / "scenarios").mkdir()
    shutil.copy(SHIPPED / "scenarios" / "wrong-order-twice.yaml", tmp_path / "scenarios")
    return tmp_path


def changed(content: Path, change: Any) -> list[Finding]:
    path = content / "scenarios" / "wrong-order-twice.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    try:
        load_scenario(path)
    except ContentInvalid as invalid:
        return invalid.findings
    return []


def places(findings: list[Finding]) -> list[str]:
    return [finding.place for finding in findings]


def test_shipped_scenarios_have_no_finding() -> None:
    assert check_scenarios(SHIPPED, points_to_simulate(SHIPPED)) == []
    assert len(library.scenario_ids()) == 10
    assert {library.scenario(id_).channel for id_ in library.scenario_ids()} == set(get_args(Channel))


def test_unknown_scenario_is_named_with_the_known_ones() -> None:
    for id_ in ("no-such", "", "../personas/terse-shopper"):
        with pytest.raises(KeyError, match=r"known: .*wrong-order-twice"):
            library.scenario(id_)


def test_untouched_copy_is_right_and_has_the_same_digest(content: Path) -> None:
    assert changed(content, lambda data: None) == []
    assert load_scenario(content / "scenarios" / "wrong-order-twice.yaml").digest == (
        library.scenario("wrong-order-twice").digest
    )


def test_digest_changes_with_a_line_of_the_persona(content: Path) -> None:
    persona = content / "personas" / "terse-shopper.yaml"
    persona.write_text(persona.read_text(encoding="utf-8").replace("Scroll up.", "Scroll up a bit."), encoding="utf-8")
    again = load_scenario(content / "scenarios" / "wrong-order-twice.yaml")
    assert again.digest != library.scenario("wrong-order-twice").digest


def set_in(*steps: str | int, to: Any) -> Any:
    """A change of one value in the file's data."""

    def change(data: Any) -> None:
        for step in steps[:-1]:
            data = data[step]
        data[steps[-1]] = to

    return change


def without(*steps: str | int) -> Any:
    def change(data: Any) -> None:
        for step in steps[:-1]:
            data = data[step]
        del data[steps[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (set_in("id", to="another"), "id", "'another' is not its file's name"),
        (set_in("customer", "persona", to="nobody"), "customer > persona", "'nobody' is not known"),
        (set_in("customer", "feelings", to=["hunger"]), "customer > feelings", "'hunger' is not known"),
        (set_in("note_must_hold", to=["shoe_size"]), "note_must_hold", "'shoe_size' is not known"),
        (set_in("escalation", to={"role": "king", "because": "x"}), "escalation > role", "'king' is not known"),
        (set_in("solutions", 0, "remedies", to=["magic"]), "solutions > item 1 > remedies", "'magic' is not known"),
        (set_in("solutions", 0, "meets", to=["peace"]), "solutions > item 1 > meets", "'peace' is not known"),
        (set_in("solutions", to=[]), "solutions", "none meets every need"),
        (
            set_in("facts", "received", "gate", "after", to=["first_time"]),
            "facts > received > gate > after",
            "never be told",
        ),
        (set_in("facts", "ordered", "gate", "after", to=["moon"]), "facts > ordered > gate > after", "'moon'"),
        (set_in("facts", "paid", "gate", "identity", to=True), "facts > paid > gate", "waits for identity"),
        (without("facts", "paid", "asked"), "facts > paid > asked", "is missing"),
        (without("facts", "ordered", "said"), "facts > ordered > said", "is missing"),
        (set_in("facts", "ordered", "gate", "opened_by", to=[]), "facts > ordered > gate > opened_by", "at least 1"),
        (set_in("facts", "ordered", "gate", "trust", to=11), "facts > ordered > gate > trust", "less than or equal"),
        (without("lines", "fact.paid"), "lines", "'fact.paid' has no lines"),
        (set_in("lines", "fact.paid", to=["{paid}."]), "lines > fact.paid", "has one line"),
        (set_in("lines", "agenda", to=["It was £64."]), "lines > agenda", "says 'paid' outright"),
        (set_in("opening", 0, to=["Order BH-48213 is wrong."]), "opening", "says 'order_number' outright"),
        (set_in("opening", 0, to=["Order {order_number} is wrong."]), "opening", "tells 'order_number' in the opening"),
        (set_in("lines", "agenda", to=["I want {moon}."]), "lines > agenda > item 1", "'moon' is not known"),
        (set_in("lines", "agenda", to=["I want {it."]), "lines > agenda > item 1", "a brace that is no slot"),
        (set_in("lines", "agenda", to=["I want [it."]), "lines > agenda > item 1", "a bracket that is no choice"),
        (set_in("lines", "agenda", to=["I want [it]."]), "lines > agenda > item 1", "a bracket that is no choice"),
        (set_in("lines", "agenda", to=["It was [dear|£64]."]), "lines > agenda", "says 'paid' outright"),
        (set_in("lines", "agenda", to=["Well.", "Well."]), "lines > agenda > item 2", "stands twice"),
        (set_in("lines", "agendum", to=["Well."]), "lines", "'agendum' is not known"),
        (set_in("lines", "fact.moon", to=["Well."]), "lines", "'fact.moon' is not known"),
        (
            set_in("lines", "agenda", to=[{"say": "W.", "when": ["mood>=3"]}]),
            "lines > agenda > item 1",
            "match pattern",
        ),
        (set_in("identity", to={"needed": 1, "records": {"moon": "x"}}), "identity > records", "'moon' is not known"),
        (set_in("identity", to={"needed": 2, "records": {"paid": "£64"}}), "identity > needed", "more than there are"),
        (set_in("identity", to={"needed": 1, "records": {"paid": "£65"}}), "identity > records", "only 0 of what"),
        (set_in("remedies", "collection", "allowed", to=False), "solutions > item 1", "'collection' is not allowed"),
        (set_in("remedies", "collection", "over", to=["x"]), "remedies > collection > over", "and no limit"),
        (without("scripts", "rude"), "scripts", "'rude' is missing"),
        (set_in("scripts", "kind", to=["Hello."]), "scripts", "'kind' is not known"),
        (set_in("scripts", "rude", to=[{"do": "dance"}]), "scripts > rude > item 1", "'dance' is not known"),
        (
            set_in("scripts", "rude", to=[{"do": "remedy", "values": {"remedy": "moon"}}]),
            "scripts > rude > item 1",
            "'moon' is not known",
        ),
        (
            set_in("scripts", "rude", to=[{"do": "hold", "values": {"mood": "x"}}]),
            "scripts > rude > item 1",
            "'mood' is not known",
        ),
        (set_in("criteria", "a/b", to=["greeting", "charm"]), "criteria > a/b > item 2", "Input should be"),
        (set_in("channel", to="pigeon"), "channel", "Input should be"),
        (set_in("colour", to="red"), "colour", "is not a known key"),
    ],
)
def test_one_thing_wrong(change: Any, place: str, found: str, content: Path) -> None:
    findings = changed(content, change)
    assert any(place in finding.place and found in finding.found for finding in findings), findings
    assert all(finding.would_do.endswith(".") for finding in findings)


def test_criterion_must_be_a_point_that_a_simulation_may_show(content: Path) -> None:
    assert changed(content, set_in("criteria", "no-unit/no-point", to=["greeting", "thanks"])) == []
    findings = check_scenarios(content, points_to_simulate(SHIPPED))
    assert [(f.place, f.found) for f in findings] == [("criteria", "'no-unit/no-point' is not known")]
    assert changed(content, set_in("criteria", to={"principles-level-2/no-point": ["greeting", "thanks"]})) == []
    [finding] = check_scenarios(content, points_to_simulate(SHIPPED))
    assert "principles-level-2/service-recovery" in finding.would_do


def test_criterion_of_a_unit_that_cannot_be_read_is_no_finding_of_the_scenario(content: Path) -> None:
    points = {**points_to_simulate(SHIPPED), "principles-level-2": None}
    assert changed(content, set_in("criteria", to={"principles-level-2/no-point": ["greeting", "thanks"]})) == []
    assert check_scenarios(content, points) == []


def test_abusive_persona_needs_a_warning(content: Path) -> None:
    persona = content / "personas" / "terse-shopper.yaml"
    as_it_was = persona.read_text(encoding="utf-8")
    persona.write_text(as_it_was + "abusive: true\n", encoding="utf-8")
    assert places(changed(content, lambda data: None)) == ["lines"]  # no answer to a limit that is set
    persona.write_text(as_it_was + "  boundary: [All right.]\nabusive: true\n", encoding="utf-8")
    assert places(changed(content, lambda data: None)) == ["warning"]
    assert changed(content, set_in("warning", to="This customer insults you. You can stop at any time.")) == []


def test_persona_with_many_findings() -> None:
    with pytest.raises(ContentInvalid) as refused:
        load_persona(INVALID / "persona-many-findings.yaml")
    found = {(finding.place, finding.found) for finding in refused.value.findings}
    assert ("id", "'somebody-else' is not its file's name") in found
    assert ("lines", "'greets_back' is not known") in found
    assert ("lines", "'greet_back' has no lines") in found
    assert ("lines > silence", "every line has a condition") in found
    assert ("effects", "'bribe' is not known") in found
    assert ("lines > puzzled > item 2", "'Eh?' stands twice") in found
    assert ("lines > puzzled > item 3", "'order_number' is not known") in found
    assert any(place == "lines" and text.startswith("has ") for place, text in found)


def test_persona_of_wrong_shape() -> None:
    with pytest.raises(ContentInvalid) as refused:
        load_persona(INVALID / "persona-wrong-shape.yaml")
    assert set(places(refused.value.findings)) == {"leaves_at", "style > typos", "lines > puzzled", "colour"}


def test_scenario_of_wrong_shape(content: Path) -> None:
    shutil.copy(INVALID / "scenario-wrong-shape.yaml", content / "scenarios")
    findings = check_scenarios(content, points_to_simulate(SHIPPED))
    assert {Path(finding.file).name for finding in findings} == {"scenario-wrong-shape.yaml"}
    assert {"facts", "channel", "scripts", "lines", "opening"} <= set(places(findings))


def test_findings_of_units_and_scenarios_are_gathered(content: Path) -> None:
    shutil.copytree(SHIPPED / "units" / "service-environment", content / "units" / "service-environment")
    shutil.copy(INVALID / "scenario-wrong-shape.yaml", content / "scenarios")
    unit = content / "units" / "service-environment" / "unit.yaml"
    unit.write_text(unit.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    named = {Path(finding.file).name for finding in check_content(content)}
    assert named >= {
        "scenario-wrong-shape.yaml",
        "unit.yaml",
        "wrong-order-twice.yaml",
    }  # its criteria's units are gone
