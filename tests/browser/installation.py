"""A demo installation in a folder and a process of its own, which can be stopped, killed and started again; and a wire
to it that counts what comes over it, and may be as slow as 2G.

    python -m tests.browser.installation --port 8000        what the tests start
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from tests.fakes.engine import FakeEngine
from wellserved.marking.scheme import MarkScheme
from wellserved.marking.values import Marking

ROOT = Path(__file__).parents[2]
PULL = "pull the plug"


@dataclass
class Installation:
    home: Path
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, engine: str = "working") -> None:
        command = [sys.executable, "-m", "tests.browser.installation", "--port", str(self.port)]
        left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        variables = {name: value for name, value in os.environ.items() if name not in left_out}
        variables |= {"WELLSERVED_HOME": str(self.home), "WELLSERVED_DEMO": "1", "TEST_ENGINE": engine}
        self.process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "is ready" in line:
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    def ended(self) -> None:
        assert self.process is not None
        self.process.communicate(timeout=30)

    def count(self, query: str, *values: str) -> int:
        """Straight from the file, so that nothing is set in motion by looking."""
        with closing(sqlite3.connect(self.home / "wellserved.sqlite3", timeout=20)) as database:
            return int(database.execute(query, values).fetchone()[0])


@dataclass
class Wire:
    """Passes everything on between browser and server. `rate` is in bytes a second, `delay` in seconds for each way."""

    to: int
    rate: float = 0
    delay: float = 0
    received: int = 0  # bytes from the server, headers and all
    last: float = 0
    turn: threading.Lock = field(default_factory=threading.Lock)
    ends: list[socket.socket] = field(default_factory=list)
    passing: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.listening.getsockname()[1]}"

    def settled(self) -> int:
        """The bytes received, once nothing has come for a second."""
        self.last = monotonic()
        while monotonic() - self.last < 1:
            sleep(0.05)
        return self.received

    def close(self) -> None:
        self.listening.close()
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for passing in self.passing:
            passing.join(10)
        for end in self.ends:
            end.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _ = self.listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.to))
            self.ends += [browser, server]
            for way in ((browser, server, False), (server, browser, True)):
                self.passing.append(threading.Thread(target=self._pass_on, args=way, daemon=True))
                self.passing[-1].start()

    def _pass_on(self, source: socket.socket, target: socket.socket, down: bool) -> None:
        with suppress(OSError):  # either end may go at any time
            while data := source.recv(4096):
                sleep(self.delay)
                if down:
                    self._count(len(data))
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def _count(self, size: int) -> None:
        with self.turn:
            if self.rate:
                sleep(size / self.rate)
            self.received += size
            self.last = monotonic()


class PlugPuller(FakeEngine):
    """The machine goes down in the middle of marking."""

    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        if PULL in text:
            os._exit(1)
        return super().mark(text, scheme)


def plug_puller() -> FakeEngine:
    return PlugPuller()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def main() -> int:
    from wellserved.server import settings
    from wellserved.server.__main__ import main as serve

    engines = {"working": "tests.fakes.engine.fake_engine", "plug puller": f"{PlugPuller.__module__}.plug_puller"}
    settings.ENGINE = engines[os.environ["TEST_ENGINE"]].replace("__main__", "tests.browser.installation")
    return serve(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
