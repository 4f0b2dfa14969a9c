"""Reads the environment. A reader names the variable, what it found and what would do."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = ("1", "true", "yes", "on")
SHORTEST_KEY = 50  # characters
NO = ("", "0", "false", "no", "off")


def switch(name: str) -> bool:
    found = os.environ.get(name, "").strip().lower()
    if found not in YES + NO:
        raise ImproperlyConfigured(f"{name} is {found!r}. Say 1 or 0.")
    return found in YES


def words(name: str, default: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def home(checkout: Path) -> Path:
    """The folder for the database and other files of this installation, named by WELLSERVED_HOME."""
    found = os.environ.get("WELLSERVED_HOME", "")
    if found:
        return Path(found).expanduser().resolve()
    return checkout / "var" if (checkout / "pyproject.toml").is_file() else Path.home() / ".wellserved"


def secret_key(folder: Path, *, keep: bool) -> str:
    """WELLSERVED_SECRET_KEY; with `keep` a key made once and kept in the folder; otherwise "", refused at the start."""
    found = os.environ.get("WELLSERVED_SECRET_KEY", "")
    if found and len(found) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"WELLSERVED_SECRET_KEY has {len(found)} characters. Give it {SHORTEST_KEY} or more, for example from "
            '`python -c "import secrets; print(secrets.token_urlsafe(48))"`.'
        )
    return found or (_kept_key(folder) if keep else "")


def mail_server() -> str:
    """WELLSERVED_MAIL, "" for none. Read when the server starts (`prepare`): the mail room is heavy to load."""
    return os.environ.get("WELLSERVED_MAIL", "").strip()


def require_secret_key(key: str) -> None:
    if not key:
        raise ImproperlyConfigured(
            f"WELLSERVED_SECRET_KEY is not set. Set it to {SHORTEST_KEY} or more random characters that stay the same "
            "between starts, set WELLSERVED_KEEP_KEY=1 to have one made and kept in the data folder, or set "
            "WELLSERVED_DEMO=1 to try the demo."
        )


def _kept_key(folder: Path) -> str:
    path = folder / "secret-key"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
