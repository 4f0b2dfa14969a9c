from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from wellserved.server import environment
from wellserved.server.quiet_log import Quiet


def test_switch_names_the_variable_and_what_would_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLSERVED_DEMO", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"WELLSERVED_DEMO is 'maybe'\. Say 1 or 0\."):
        environment.switch("WELLSERVED_DEMO")


def test_secret_is_asked_for_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match="WELLSERVED_SECRET_KEY is not set"):
        environment.require_secret_key("")


def test_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WELLSERVED_SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="has 5 characters"):
        environment.secret_key(tmp_path, keep=False)


def test_demo_keeps_its_own_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WELLSERVED_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path / "home", keep=True)
    assert len(first) >= 50
    assert environment.secret_key(tmp_path / "home", keep=True) == first
    assert environment.secret_key(tmp_path / "home", keep=False) == ""


def test_home_is_named_by_the_variable_or_lies_in_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WELLSERVED_HOME", raising=False)
    (tmp_path / "pyproject.toml").touch()
    assert environment.home(tmp_path) == tmp_path / "var"
    assert environment.home(tmp_path / "elsewhere") == Path.home() / ".wellserved"
    monkeypatch.setenv("WELLSERVED_HOME", str(tmp_path / "kept"))
    assert environment.home(tmp_path) == tmp_path / "kept"


def test_safe_by_default() -> None:
    assert settings.DEBUG is False
    assert settings.ALLOWED_HOSTS
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert "unsafe" not in str(policy)


def test_log_shows_places_and_no_words() -> None:
    try:
        raise ValueError("my private answer")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "went wrong", None, sys.exc_info())
    text = Quiet("{message}", style="{").format(record)
    assert "test_environment.py" in text
    assert "ValueError" in text
    assert "private" not in text


def test_server_without_a_secret_says_what_would_do(tmp_path: Path) -> None:
    done = _serve({"WELLSERVED_HOME": str(tmp_path)})
    assert done.returncode == 2
    assert "WELLSERVED_SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_does_not_listen_to_other_machines(tmp_path: Path) -> None:
    done = _serve({"WELLSERVED_HOME": str(tmp_path), "WELLSERVED_DEMO": "1"}, "--host", "192.0.2.1")
    assert done.returncode == 2
    assert "Listen on 127.0.0.1" in done.stderr


def test_production_settings_pass_djangos_own_checks(tmp_path: Path) -> None:
    environ = {
        "DJANGO_SETTINGS_MODULE": "wellserved.server.settings",
        "WELLSERVED_HOME": str(tmp_path),
        "WELLSERVED_HTTPS": "1",
        "WELLSERVED_SECRET_KEY": "9f-Xw_72kQpL0vRzT4mBnC6yHd8sJaEu1oGi3tWxVbNq5rKeZ-1aQ",
        "WELLSERVED_HOSTS": "learn.example.org",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "ERROR"],
        env={**_clean_environment(), **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    warned = set(re.findall(r"security\.W\d+", done.stdout + done.stderr))
    assert done.returncode == 0, done.stderr
    assert warned <= {"security.W005", "security.W021"}  # subdomains and preload are the centre's to promise


def _clean_environment() -> dict[str, str]:
    return {n: v for n, v in os.environ.items() if not n.startswith(("WELLSERVED", "DATABASE", "DJANGO"))}


def _serve(environ: dict[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wellserved.server", "--prepare-only", *more],
        env={**_clean_environment(), **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
