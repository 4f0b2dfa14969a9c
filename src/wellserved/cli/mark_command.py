"""`wellserved mark`: a stream of JSON lines, or one text for a person to read."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from wellserved.adapters import load_encoder, load_scheme
from wellserved.adapters.encoder import WeightsMissing, WeightsWrong
from wellserved.adapters.trained import ReadersWrong
from wellserved.cli import readable
from wellserved.marking import Encoder, TrainedScheme, mark

JUDGED, FAILED, WRONG_ARGUMENTS, SOME_LINES_BAD = 0, 1, 2, 3
MOST_CHARACTERS = 200_000


class Judged(NamedTuple):
    """One output line, and whether its input line could be judged."""

    line: str
    good: bool


class _Bad(Exception):
    def __init__(self, problem: str, hint: str) -> None:
        self.problem = problem
        self.hint = hint
        super().__init__(problem)


def run(options: argparse.Namespace) -> int:
    if (options.text is None) == (options.input is None):
        return _wrong("Give either INPUT or --text.")
    if options.text is not None and options.unit is None:
        return _wrong("--text needs --unit, for example --unit service-environment.")
    if options.text is None and (options.unit or options.point or options.json):
        return _wrong("--unit, --point and --json go with --text; a line of INPUT names its own unit and point.")
    if options.text is not None and options.output != "-":
        return _wrong("--output goes with INPUT; --text prints its result.")
    try:
        return _mark_one(options) if options.text is not None else _mark_stream(options)
    except (WeightsMissing, WeightsWrong) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return FAILED


def _mark_one(options: argparse.Namespace) -> int:
    try:
        scheme = _scheme(options.unit, options.point)
    except _Bad as bad:
        return _wrong(f"{bad.problem}. {bad.hint}")
    marking = mark(options.text, scheme, load_encoder(), decide=options.decide)
    if options.json:
        print(json.dumps(marking.as_contract()))  # noqa: T201
    else:
        shown = readable.result(options.text, marking, scheme.scheme, colour=_colour())
        print(_printable(shown))  # noqa: T201
    return JUDGED


def _mark_stream(options: argparse.Namespace) -> int:
    if options.input != "-" and (not Path(options.input).exists() or Path(options.input).is_dir()):
        return _wrong(f"{options.input} is no file.")
    if options.output != "-" and (Path(options.output).is_dir() or not Path(options.output).parent.is_dir()):
        return _wrong(f"{options.output} cannot be written: it is a folder, or its folder is not there.")
    bad = 0
    with _reading(options.input) as source, _writing(options.output) as sink:
        judge = partial(judge_line, decide=options.decide)
        lines = (
            _judged_by_many(source, judge, options.workers)
            if options.workers > 1
            else map(judge, itertools.count(1), source)
        )
        for count, judged in enumerate(lines, 1):
            sink.write(judged.line.encode("ascii") + b"\n")
            bad += not judged.good
            _progress(count)
    return SOME_LINES_BAD if bad else JUDGED


def judge_line(number: int, raw: bytes, *, decide: bool) -> Judged:
    """The output line for input line `number` (from 1): a marking, or what was wrong and what would do."""
    id_: object = None
    try:
        request = _request(raw)
        id_ = _id(request)
        scheme = _scheme(_word(request, "unit"), _word(request, "point") if "point" in request else None)
        text = _text(request)
        marking = mark(text, scheme, _encoder(), decide=decide)
        return Judged(json.dumps({"id": id_, **marking.as_contract()}), True)
    except _Bad as bad:
        error = {"line": number, "problem": bad.problem, "hint": bad.hint}
        return Judged(json.dumps({"id": id_, "error": error}), False)


def _request(raw: bytes) -> dict[str, object]:
    try:
        request = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise _Bad("the line is not UTF-8", "Save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise _Bad("the line is not JSON", "Write one JSON object a line.") from None
    if not isinstance(request, dict):
        raise _Bad("the line is not a JSON object", 'Write {"id": ..., "unit": ..., "text": ...}.')
    return request


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _id(request: dict[str, object]) -> object:
    id_ = request.get("id")
    if isinstance(id_, (dict, list)):
        raise _Bad("'id' is no text", "Give 'id' as a string.")
    return id_


def _word(request: dict[str, object], key: str) -> str:
    value = request.get(key)
    if not isinstance(value, str):
        raise _Bad(f"{key!r} is missing or no text", f"Give {key!r} as a string.")
    return value


def _text(request: dict[str, object]) -> str:
    text = _word(request, "text")
    if len(text) > MOST_CHARACTERS:
        raise _Bad(f"the text has {len(text)} characters", f"Send at most {MOST_CHARACTERS}.")
    return text


def _scheme(unit: str, point: str | None) -> TrainedScheme:
    try:
        scheme = load_scheme(unit)
        return scheme if point is None else scheme.only(point)
    except KeyError as error:
        problem, _, known = str(error.args[0]).rpartition("; ")
        raise _Bad(problem, known.capitalize() + ".") from None
    except ReadersWrong as error:
        problem, _, hint = str(error).partition(". ")
        raise _Bad(problem, hint) from None


_loaded: list[Encoder] = []


def _encoder() -> Encoder:
    """One encoder a process, loaded when the first good line needs it."""
    if not _loaded:
        _loaded.append(load_encoder())
    return _loaded[0]


def _judged_by_many(source: BinaryIO, judge: Callable[[int, bytes], Judged], workers: int) -> Iterator[Judged]:
    """In input order, with a bounded number of lines in flight, so that memory does not grow with the input."""
    waiting: deque[Future[Judged]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for number, raw in enumerate(source, 1):
            waiting.append(pool.submit(judge, number, raw))
            if len(waiting) >= workers * 8:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _reading(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


@contextmanager
def _writing(name: str) -> Iterator[BinaryIO]:
    """Standard output, or the file, which appears whole or not at all; a device or pipe is written to as it is."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if Path(name).exists() and not Path(name).is_file():
        with Path(name).open("wb") as file:
            yield file
        return
    final = Path(name).resolve()
    partial_name = final.with_name(f"{final.name}.{os.getpid()}.part")
    try:
        with partial_name.open("wb") as file:
            yield file
        partial_name.replace(final)
    finally:
        partial_name.unlink(missing_ok=True)


def _progress(count: int) -> None:
    if sys.stderr.isatty() and count % 10 == 0:
        print(f"\r{count} marked", end="", file=sys.stderr, flush=True)  # noqa: T201


def _printable(text: str) -> str:
    """The text with what the output's encoding cannot say replaced, so that no answer ends in an error."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _wrong(problem: str) -> int:
    print(f"wellserved mark: {problem}", file=sys.stderr)  # noqa: T201
    return WRONG_ARGUMENTS
