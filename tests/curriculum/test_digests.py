from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.curriculum.valid_content import SCHEME, write_content
from wellserved.curriculum.errors import ContentInvalid
from wellserved.curriculum.reading import read_model
from wellserved.curriculum.units import SchemeText, canonical_json, content_digest, load_scheme, scheme_from_json
from wellserved.marking import MarkScheme


def scheme(folder: Path, text: str = SCHEME) -> MarkScheme:
    return load_scheme(write_content(folder / "tiny-unit", scheme=text))


def turned_round(value: object) -> object:
    if isinstance(value, dict):
        return {key: turned_round(value[key]) for key in reversed(value)}
    return [turned_round(entry) for entry in value] if isinstance(value, list) else value


def test_digest_is_a_sha256(tmp_path: Path) -> None:
    assert len(scheme(tmp_path).digest) == 64
    assert int(scheme(tmp_path).digest, 16)


def test_digest_does_not_change_with_order_of_keys_comments_or_quotes(tmp_path: Path) -> None:
    digest = scheme(tmp_path).digest
    other_order = yaml.safe_dump(turned_round(yaml.safe_load(SCHEME)), sort_keys=False)
    assert other_order != SCHEME
    assert scheme(tmp_path, other_order).digest == digest
    assert (
        scheme(tmp_path, "# a comment\n" + SCHEME.replace("\n    title:", "  # another\n    title:")).digest == digest
    )
    assert scheme(tmp_path, SCHEME.replace("title: Pays", "title: 'Pays'")).digest == digest
    assert scheme(tmp_path, SCHEME.replace("\n", "\r\n")).digest == digest


def test_digest_does_not_change_with_a_default_written_out(tmp_path: Path) -> None:
    written = SCHEME.replace("vague: Nearly.", "vague: Nearly.\n        counted_by: item", 1)
    assert scheme(tmp_path, written).digest == scheme(tmp_path).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("they return", "they come back"),
        ("verb: explain", "verb: describe"),
        ("at_least: 1", "at_least: 2"),
        ("simulation_allowed: true", "simulation_allowed: false"),
        ("hints: [Think.]", "hints: [Think., Twice.]"),
        ("sign: says so", "sign: says it"),
        ("Kept quiet", "kept silent"),
        ("vague: Nearly.", "vague: Nearly!"),
        ("vague: Nearly.", "vague: Nearly.\n        counted_by: clause"),
    ],
)
def test_digest_changes_with_a_word(old: str, new: str, tmp_path: Path) -> None:
    assert old in SCHEME
    assert scheme(tmp_path, SCHEME.replace(old, new, 1)).digest != scheme(tmp_path).digest


def test_digest_changes_with_the_order_of_points_and_parts(tmp_path: Path) -> None:
    data = yaml.safe_load(SCHEME)
    data["points"][0]["parts"].reverse()
    assert scheme(tmp_path, yaml.safe_dump(data)).digest != scheme(tmp_path).digest


def test_frozen_scheme_is_the_same_scheme(tmp_path: Path) -> None:
    loaded = scheme(tmp_path, SCHEME.replace("It pays.", "It pays a café, 👍."))
    frozen = canonical_json(read_model(tmp_path / "tiny-unit" / "scheme.yaml", SchemeText))
    again = scheme_from_json(frozen)
    assert again == loaded
    assert again.digest == loaded.digest
    assert content_digest(SchemeText.model_validate_json(frozen)) == loaded.digest


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"unit": "x"}', '{"unit": 7, "points": [], "misconceptions": []}']
)
def test_text_that_is_no_frozen_scheme_is_refused_as_content(text: str) -> None:
    with pytest.raises(ContentInvalid) as refused:
        scheme_from_json(text)
    assert {finding.file for finding in refused.value.findings} == {"frozen scheme"}


def test_words_of_a_side_are_read_in_lower_case(tmp_path: Path) -> None:
    side = scheme(tmp_path).points[0].parts[1].side
    assert side
    assert (side.here, side.there) == (("told", "said"), ("kept quiet",))
