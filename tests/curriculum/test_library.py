from __future__ import annotations

from pathlib import Path

import pytest

from tests.curriculum.valid_content import BANK, write_content
from wellserved.curriculum import library
from wellserved.curriculum.exemplars import load_misconception_banks, load_point_bank
from wellserved.curriculum.units import load_scheme


def test_shipped_units_are_found_with_pages_and_scheme() -> None:
    assert "service-environment" in library.unit_ids()
    assert list(library.unit_ids()) == sorted(library.unit_ids())
    for unit_id in library.unit_ids():
        assert library.unit(unit_id).id == unit_id
        assert library.scheme(unit_id).unit == unit_id
        assert library.unit_folder(unit_id).name == unit_id


@pytest.mark.parametrize(
    "unit_id", ["no-such", "", "..", "../units/service-environment", "service-environment/", "a\x00b"]
)
def test_unknown_unit_is_named_with_the_known_ones(unit_id: str) -> None:
    for read in (library.unit, library.scheme, library.unit_folder):
        with pytest.raises(KeyError, match=r"known: .*service-environment"):
            read(unit_id)


def test_folder_with_only_one_of_the_two_files_is_no_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "content_folder", lambda: tmp_path)
    write_content(tmp_path / "units" / "whole")
    write_content(tmp_path / "units" / "without-pages", unit=None)
    write_content(tmp_path / "units" / "without-scheme", scheme=None)
    assert library.unit_ids() == ("whole",)


def test_scheme_narrowed_to_one_point_keeps_its_digest() -> None:
    scheme = library.scheme("service-environment")
    narrowed = scheme.only(scheme.points[-1].id)
    assert narrowed.points == scheme.points[-1:]
    assert narrowed.digest == scheme.digest


def test_banks_of_several_authors_are_one_bank(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    (folder / "exemplars" / "second").mkdir()
    second = BANK.replace("They return.]", "They renew.]").replace("denied: [They do not", "vague: [They may")
    (folder / "exemplars" / "second" / "pays.yaml").write_text(second, encoding="utf-8")
    bank = load_point_bank(folder, load_scheme(folder), "pays")
    assert bank.parts["loyalty"].counts == ["They return.", "They renew."]
    assert bank.parts["loyalty"].near_misses == {"denied": ["They do not return."], "vague": ["They may return."]}
    assert len(bank.answers) == 2


def test_misconception_banks(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tiny-unit")
    assert load_misconception_banks(folder, load_scheme(folder))["sales"].holds == ["Service is selling."]
