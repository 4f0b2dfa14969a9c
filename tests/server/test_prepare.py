"""The engine has run before the first learner hands in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest

from tests.actions.handing_in import hand_in
from tests.conftest import Cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.engine import engine_in_use
from wellserved.server.prepare import catch_up

ENGINES: list[FakeEngine] = []


def kept_engine() -> FakeEngine:
    """As the shipped one: made at the first call, slowly, and kept."""
    if not ENGINES:
        sleep(0.05)
        ENGINES.append(FakeEngine())
    return ENGINES[-1]


@pytest.fixture
def engine(settings: Any) -> Any:
    ENGINES.clear()
    settings.ENGINE = f"{__name__}.kept_engine"
    yield
    ENGINES.clear()


def test_engine_has_marked_once_in_every_unit_before_anybody_hands_in(cast: Cast, engine: None) -> None:
    catch_up()
    assert len(ENGINES[0].marked) == 1


def test_unit_without_readers_does_not_keep_the_others_cold(cast: Cast, settings: Any, caplog: Any) -> None:
    settings.ENGINE = f"{__name__}.kept_engine"
    ENGINES[:] = [FakeEngine(untrained=True)]
    hand_in(cast.learner, engine=FakeEngine(broken=True))
    caplog.clear()
    catch_up()
    assert len(ENGINES[0].marked) == 2  # to warm up, and the answer that waited
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_failing_engine_does_not_stop_the_server(cast: Cast, settings: Any, caplog: Any) -> None:
    settings.ENGINE = f"{__name__}.kept_engine"
    ENGINES[:] = [FakeEngine(broken=True)]
    catch_up()
    assert "no marking engine: RuntimeError" in caplog.text


def test_two_who_ask_at_once_share_one_engine(engine: None) -> None:
    together = Barrier(4)

    def ask() -> object:
        together.wait()
        return engine_in_use()

    with ThreadPoolExecutor(4) as pool:
        found = [future.result() for future in [pool.submit(ask) for _ in range(4)]]
    assert len(ENGINES) == 1
    assert set(map(id, found)) == {id(ENGINES[0])}
