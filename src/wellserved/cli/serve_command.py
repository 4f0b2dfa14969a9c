"""`wellserved serve` and `wellserved demo`: start the server, which is a program of its own above this door."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys


def run(options: argparse.Namespace) -> int:
    variables = dict(os.environ)
    if options.command == "demo":
        variables["WELLSERVED_DEMO"] = "1"
    command = [sys.executable, "-m", "wellserved.server", "--host", options.host, "--port", str(options.port)]
    return subprocess.call(command, env=variables)  # noqa: S603  (our own module, our own arguments)
