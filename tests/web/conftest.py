"""A signed-in client per person, and answers handed in as that person would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW, POINT, UNIT

TEXT = "Customers come back because they were treated well, and they tell friends because they are pleased."
SignIn = Callable[[Any], Client]


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(person: Any) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def hand_in(db: None) -> Callable[..., Any]:
    from wellserved.actions.submit_answer import submit_answer

    keys = iter(range(1000))

    def handed_in(person: Any, text: str = TEXT, kind: str = "practice", **more: Any) -> Any:
        declaration = "This is my own work." if kind == "assessment" else None
        return submit_answer(
            person,
            unit=UNIT,
            point=POINT,
            text=text,
            kind=kind,
            key=f"key-{next(keys)}",
            declaration=declaration,
            now=more.pop("now", NOW),
            **more,
        )

    return handed_in
