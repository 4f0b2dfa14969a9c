"""Commands that start a program of its own: the server above this door, and the training door beside it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec

TRAINING_PACKAGES = ("jax", "onnx", "optax", "sklearn")


def run(options: argparse.Namespace) -> int:
    variables = dict(os.environ)
    if options.command == "train":
        missing = [name for name in TRAINING_PACKAGES if find_spec(name) is None]
        if missing:
            sys.stderr.write(
                f"Training needs packages that are not installed: {', '.join(missing)}. "
                "Install them with `uv sync --inexact --extra training`.\n"
            )
            return 1
        arguments = [
            "wellserved.training",
            "--epochs",
            str(options.epochs),
            *(["--keep-tuned"] if options.keep_tuned else []),
        ]
    elif options.command in ("backup", "restore"):
        replace = ["--replace"] if options.command == "restore" and options.replace else []
        arguments = ["wellserved.server.backup", options.command, options.file, *replace]
    elif options.command == "history":
        counts = [f"--{name}={getattr(options, name)}" for name in ("learners", "years", "seed")]
        arguments = ["wellserved.server.history", *counts]
    else:
        arguments = ["wellserved.server", "--host", options.host, "--port", str(options.port)]
    if options.command == "demo":
        variables["WELLSERVED_DEMO"] = "1"
    return subprocess.call([sys.executable, "-m", *arguments], env=variables)  # noqa: S603  (our own modules)
