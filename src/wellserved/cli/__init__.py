"""The command line door: `wellserved`. Marking commands load neither Django nor a database."""

from wellserved.cli.main import main

__all__ = ["main"]
