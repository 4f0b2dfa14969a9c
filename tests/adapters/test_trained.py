from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.encoder import FakeEncoder, part, point, readers, trained
from wellserved.adapters import engine, load_scheme
from wellserved.adapters import trained as adapter
from wellserved.adapters.encoder import WeightsMissing
from wellserved.adapters.engine import Engine
from wellserved.curriculum import library
from wellserved.marking import mark
from wellserved.marking.marker import VERSION
from wellserved.marking.readers import Readers

TINY = trained((point("pays", part("loyalty")),), {"pays/loyalty": "return", "!sales": "selling"})


@pytest.fixture
def artefacts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(adapter, "files", lambda package: tmp_path)
    adapter.load_readers.cache_clear()
    adapter.load_scheme.cache_clear()
    yield tmp_path
    adapter.load_readers.cache_clear()
    adapter.load_scheme.cache_clear()


def write(known: Readers = TINY.readers) -> Path:
    return adapter.write_readers(known, "tiny-unit", "fake:0000:fp32", TINY.scheme)


def test_readers_come_back_as_they_were_written(artefacts: Path) -> None:
    assert write() == artefacts / "tiny-unit.safetensors"
    again = adapter.load_readers("tiny-unit")
    assert (again.version, again.keys) == (TINY.readers.version, TINY.readers.keys)
    for name in adapter._ARRAYS:
        assert getattr(again, name).dtype == np.float32
        assert np.array_equal(getattr(again, name), getattr(TINY.readers, name).astype(np.float16))


def test_same_readers_give_the_same_bytes(artefacts: Path) -> None:
    first = write().read_bytes()
    assert write(replace(TINY.readers, both_bias=TINY.readers.both_bias + 1)).read_bytes() != first
    assert write().read_bytes() == first


def test_scheme_is_joined_with_its_readers(artefacts: Path) -> None:
    write()
    joined = adapter.join(TINY.scheme)
    answer = "They return."
    assert mark(answer, joined, FakeEncoder()).points == mark(answer, TINY, FakeEncoder()).points


def test_unit_without_readers_says_what_to_do(artefacts: Path) -> None:
    with pytest.raises(adapter.ReadersWrong, match=r"No readers for tiny-unit .*train"):
        adapter.join(TINY.scheme)


def test_readers_that_miss_a_part_are_refused_with_its_name(artefacts: Path) -> None:
    write(readers({"other/part": "x"}))
    with pytest.raises(adapter.ReadersWrong, match=r"tiny-unit know nothing of pays/loyalty.*train"):
        adapter.join(TINY.scheme)


@pytest.mark.parametrize("unit_id", ["no-such", "../service-environment", ""])
def test_unknown_unit_is_named_with_the_known_ones(unit_id: str) -> None:
    with pytest.raises(KeyError, match="known: "):
        load_scheme(unit_id)


def test_shipped_readers_fit_the_shipped_scheme() -> None:
    shipped = load_scheme("service-environment")
    assert shipped.scheme == library.scheme("service-environment")
    assert {f"!{misconception.id}" for misconception in shipped.scheme.misconceptions} <= set(shipped.readers.keys)
    rows = len(shipped.readers.keys)
    assert all(len(getattr(shipped.readers, name)) == rows for name in adapter._ARRAYS)
    assert all(np.isfinite(getattr(shipped.readers, name)).all() for name in adapter._ARRAYS)


def test_engine_marks_as_the_marker_does(artefacts: Path) -> None:
    write()
    embedded = Engine(FakeEncoder())
    marking = embedded.mark("They return.", TINY.scheme)
    assert marking.points == mark("They return.", TINY, FakeEncoder()).points
    assert marking.encoder == "fake:0000:fp32"
    assert marking.engine.startswith(f"wellserved-marker-{VERSION}+")


def test_engine_without_weights_is_told_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def missing() -> None:
        nonlocal asked
        asked += 1
        raise WeightsMissing("nowhere")

    monkeypatch.setattr(engine, "load_encoder", missing)
    engine.default_engine.cache_clear()
    for _ in range(2):
        with pytest.raises(WeightsMissing):
            engine.default_engine()
    assert asked == 2


@pytest.mark.encoder
def test_default_engine_is_one_for_the_process() -> None:
    engine.default_engine.cache_clear()
    assert engine.default_engine() is engine.default_engine()
    marking = engine.default_engine().mark("They come back.", library.scheme("service-environment"))
    assert len(marking.points) == 8
    assert marking.scheme == library.scheme("service-environment").digest
