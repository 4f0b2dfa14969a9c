"""Reads the arguments and hands over to one command. A command's module is loaded only when it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

JUDGED, FAILED, WRONG_ARGUMENTS, SOME_LINES_BAD = 0, 1, 2, 3

_COMMANDS = {
    "mark": "wellserved.cli.mark_command",
    "train": "wellserved.cli.programs",
    "encoder": "wellserved.cli.encoder_command",
    "content": "wellserved.cli.content_command",
    "scenario": "wellserved.cli.scenario_command",
    "demo": "wellserved.cli.programs",
    "serve": "wellserved.cli.programs",
    "backup": "wellserved.cli.programs",
    "restore": "wellserved.cli.programs",
    "history": "wellserved.cli.programs",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all went well, 2 when the arguments are wrong."""
    options = _parser().parse_args(arguments)
    command = import_module(_COMMANDS[options.command])
    try:
        status: int = command.run(options)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing to tell it
        return FAILED
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wellserved", description="Mark answers, train the readers, check content, run and back up the server."
    )
    parser.add_argument("--version", action="version", version=f"wellserved {version('wellserved')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_mark(commands.add_parser("mark", help="mark answers: JSON lines, or one text"))
    _add_train(commands.add_parser("train", help="fit the readers of units from their exemplars"))
    _add_encoder(commands.add_parser("encoder", help="find or fetch the sentence encoder's weights"))
    _add_content(commands.add_parser("content", help="check the content files"))
    _add_scenario(commands.add_parser("scenario", help="try scenarios of the service desk out"))
    _add_serve(commands.add_parser("demo", help="set up the demo centre and start the server on this machine"))
    _add_serve(commands.add_parser("serve", help="start the server"))
    _add_backup(commands.add_parser("backup", help="write everything that the records hold into one file"))
    _add_restore(commands.add_parser("restore", help="put a backup back"))
    _add_history(commands.add_parser("history", help="make up a centre with years of history, to measure with"))
    return parser


def _add_mark(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Mark answers. INPUT holds one JSON object a line: id, unit, point (left out: every point), text. "
        "A line that cannot be judged gets an error object; the exit status is then 3."
    )
    parser.add_argument("input", nargs="?", metavar="INPUT", help="JSON lines, or - for standard input")
    parser.add_argument("--output", default="-", metavar="FILE", help="JSON lines (default: standard output)")
    parser.add_argument("--decide", action="store_true", help="met or not met everywhere, never unsure")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument("--text", metavar="TEXT", help="mark this one text and print a readable result")
    parser.add_argument("--unit", metavar="U", help="with --text: the unit's id")
    parser.add_argument("--point", metavar="P", help="with --text: the marking point's id (left out: all)")
    parser.add_argument("--json", action="store_true", help="with --text: print the JSON object instead")


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.description = "Tune the encoder and fit the readers of all units from their exemplars; write the artefacts."
    parser.add_argument(
        "--keep-tuned", action="store_true", help="keep the tuned layers; fit the word readers and calibration only"
    )
    parser.add_argument("--epochs", type=_positive, default=5, metavar="N", help="passes over the banks (default 5)")


def _add_encoder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["where", "fetch"], help="say where the weights are, or download them")


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"], help="read every content file strictly and list all findings")


def _add_scenario(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Play scenarios with scripted agents, monkeys and changed wordings, and say what does not hold. "
        "The exit status is 1 when a check of any scenario does not hold."
    )
    parser.add_argument("what", choices=["check"], help="play every check and print a table for each scenario")
    parser.add_argument("scenario", nargs="*", metavar="SCENARIO", help="ids of scenarios (left out: all)")
    parser.add_argument("--seeds", type=_positive, default=50, metavar="N", help="plays for each agent (default 50)")


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on (default 8765)")


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Write the records into FILE as of this moment, while the server goes on. The secret key is not in it."
    )
    parser.add_argument("file", metavar="FILE", help="a file that does not exist yet")


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Put the records back from FILE, and check every row and the log. All of it, or nothing: a damaged file "
        "changes nothing. Stop the server first."
    )
    parser.add_argument("file", metavar="FILE", help="a file that `wellserved backup` wrote")
    parser.add_argument("--replace", action="store_true", help="also where people or centres are already")


def _add_history(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Make up a centre with learners, answers, drafts of markings and decisions over some years. Only in an "
        "installation that holds nobody real."
    )
    parser.add_argument("--learners", type=_positive, default=500, metavar="N", help="learners (default 500)")
    parser.add_argument("--years", type=_positive, default=3, metavar="N", help="years (default 3)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed, the same history (default 1)")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return number
