"""Runs everything that has to be true before a change lands:  python check.py

Makes the environment from the lock, installs what the browser tests need, then checks style, types, the layers
contract, the lock and the content, and runs every test: on SQLite, in a browser, and the records' tests on
PostgreSQL as well. `python check.py -k words` hands the arguments to pytest and runs the tests alone.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from start import BIN, ROOT, SUFFIX, prepare_environment, python

EVERYTHING = ("--group", "dev", "--all-extras")
ON_POSTGRES = ["tests/records", "tests/actions", "tests/reports"]
PUBLIC = re.compile(r'(?:registry = |url = )"https://(?:pypi\.org/simple|files\.pythonhosted\.org/)')
IN_CI = bool(os.environ.get("CI"))


def main(arguments: list[str]) -> int:
    prepare_environment(EVERYTHING)
    find_chromium()
    if arguments:
        return run("pytest", *arguments)
    failed = [name for name, check in CHECKS.items() if not said(name, check())]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks are green.", flush=True)
    return 1 if failed else 0


def said(name: str, good: bool) -> bool:
    print(f"== {name}: {'ok' if good else 'FAILED'}", flush=True)
    return good


def tool(*command: str, variables: dict[str, str] | None = None) -> bool:
    return run(*command, variables=variables) == 0


def run(name: str, *arguments: str, variables: dict[str, str] | None = None) -> int:
    program = str(BIN / (name + SUFFIX))
    print(f"\n$ {name} {' '.join(arguments)}", flush=True)
    return subprocess.call([program, *arguments], cwd=ROOT, env={**os.environ, **(variables or {})})


def lock_is_public() -> bool:
    """The lock may name the public index and its file host only."""
    lines = (ROOT / "uv.lock").read_text(encoding="utf-8").splitlines()
    sources = [line for line in lines if re.search(r"registry = |url = ", line)]
    strange = [line.strip() for line in sources if not PUBLIC.search(line)]
    for line in strange[:5]:
        print(f"uv.lock names another source: {line}")
    return bool(sources) and not strange


def tests() -> bool:
    return tool("pytest")


def tests_on_postgres() -> bool:
    with postgres() as address:
        if address is None:
            print(
                "PostgreSQL was not found: the records' tests ran on SQLite only. Install PostgreSQL to run them here."
            )
            return not IN_CI
        return tool("pytest", *ON_POSTGRES, variables={"DATABASE_URL": address})


CHECKS = {
    "style": lambda: tool("ruff", "check", "."),
    "format": lambda: tool("ruff", "format", "--check", "."),
    "types": lambda: tool("mypy"),
    "layers": lambda: tool("lint-imports"),
    "lock": lock_is_public,
    "content": lambda: tool("wellserved", "content", "check"),
    "tests on PostgreSQL": tests_on_postgres,
    "tests": tests,
}


def find_chromium() -> None:
    """A Chromium for the browser tests: the machine's own, Debian's, or Playwright's."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")):
        return
    if can_install():
        debian("chromium", "fonts-liberation")
    else:
        subprocess.run([python(), "-m", "playwright", "install", "chromium"], check=True)


def can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def debian(*packages: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    subprocess.run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages], check=True, env=quiet)


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a PostgreSQL server of our own, stopped and removed afterwards; None where there is none."""
    binaries = postgres_binaries()
    if binaries is None and can_install():
        debian("postgresql")
        binaries = postgres_binaries()
    if binaries is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="wellserved-postgres-", ignore_cleanup_errors=True) as folder:
        as_owner: list[str] = []
        if can_install():  # PostgreSQL refuses to run as root
            as_owner = ["runuser", "-u", "postgres", "--"]
            shutil.chown(folder, "postgres")
        port = free_port()
        data = str(Path(folder) / "data")
        control = [*as_owner, str(binaries / "pg_ctl"), "-D", data, "-l", str(Path(folder) / "log"), "-w"]
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*as_owner, str(binaries / "initdb"), "-D", data, "-U", "tests", "-A", "trust"], **quiet)  # type: ignore[call-overload]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        subprocess.run([*control, "-o", options, "start"], **quiet)  # type: ignore[call-overload]
        try:
            yield f"postgres://tests@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]


def postgres_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parents[1].name))
    return found[-1].parent if found else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
