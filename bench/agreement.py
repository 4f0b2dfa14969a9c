"""Agreement of the marker with careful readers: forced, with `unsure`, by kind, by point, quotes, calibration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bench.answers import AnswerSet, MarkedAnswer
from bench.figures import calibration_error, covered, f1, kappa, kappa_interval, precision_recall
from bench.marking import MET, Request, mark_all
from wellserved.marking import Marking, PointMarking

HONEST = ("clear", "terse", "second_language", "typos", "hard", "story")


@dataclass(frozen=True)
class Row:
    """One answer, its readers' decision, and ours: forced and with `unsure`."""

    answer: MarkedAnswer
    forced: PointMarking
    free: PointMarking
    marking: Marking

    @property
    def right(self) -> bool:
        return (self.forced.decision == "met") == self.answer.met


def rows(answer_set: AnswerSet) -> list[Row]:
    markings = mark_all(Request(answer.unit, answer.point, answer.text) for answer in answer_set.answers)
    return [
        Row(answer, _forced(marking.points[0]), marking.points[0], marking)
        for answer, marking in zip(answer_set.answers, markings, strict=True)
    ]


def _forced(point: PointMarking) -> PointMarking:
    return replace(point, decision="met" if point.probability >= MET else "not_met")


def report(answer_set: AnswerSet, found: list[Row]) -> list[str]:
    """Markdown lines for one set."""
    ours = [row.forced.decision == "met" for row in found]
    theirs = [row.answer.met for row in found]
    low, high = kappa_interval(ours, theirs)
    decided = [row for row in found if row.free.decision != "unsure"]
    parts = [(part.is_reached, row.answer.parts[part.part]) for row in found for part in row.forced.parts]
    return [
        f"### {answer_set.name}: {len(found)} answers",
        "",
        f"Measured on {answer_set.about}.",
        "",
        "| figure | value |",
        "| --- | --- |",
        f"| kappa, every decision forced | {kappa(ours, theirs):.2f} (95 % {low:.2f} to {high:.2f}) |",
        f"| right decisions, forced | {sum(row.right for row in found)} of {len(found)} |",
        f"| part F1 | {f1(*zip(*parts, strict=True)):.2f} ({len(parts)} part decisions) |",
        f"| kappa on what it decides itself | {_kappa_free(decided)} |",
        f"| decides itself | {len(decided) / len(found):.0%}; {_coverage_by_kind(found)} |",
        f"| expected calibration error | {calibration_error([r.forced.probability for r in found], theirs):.2f} |",
        f"| misconceptions, precision / recall | {_misconceptions(found)} |",
        f"| quotes that are literal | {_literal(found):.0%} |",
        f"| quotes, overlap with a reader's (F1 of characters) | {_overlap(found)} |",
        "",
        *_by("kind", found, lambda row: row.answer.kind),
        *_by("point", found, lambda row: row.answer.point),
    ]


def _kappa_free(decided: list[Row]) -> str:
    ours = [row.free.decision == "met" for row in decided]
    return f"{kappa(ours, [row.answer.met for row in decided]):.2f} (n = {len(decided)})"


def _coverage_by_kind(found: list[Row]) -> str:
    kinds = defaultdict(list)
    for row in found:
        if row.answer.kind in HONEST:
            kinds[row.answer.kind].append(row.free.decision != "unsure")
    return ", ".join(f"{kind} {sum(done) / len(done):.0%}" for kind, done in sorted(kinds.items()))


def _misconceptions(found: list[Row]) -> str:
    ours, theirs = [], []
    for row in found:
        held = {m.misconception for m in row.marking.misconceptions}
        for id_ in held | set(row.answer.misconceptions):
            ours.append(id_ in held)
            theirs.append(id_ in row.answer.misconceptions)
    precision, recall = precision_recall(ours, theirs)
    return f"{precision:.2f} / {recall:.2f} ({sum(theirs)} held)"


def _literal(found: list[Row]) -> float:
    quotes = [(row, quote) for row in found for part in row.free.parts for quote in part.quotes]
    quotes += [(row, quote) for row in found for m in row.marking.misconceptions for quote in m.quotes]
    good = sum(row.answer.text[quote.start : quote.end] == quote.text for row, quote in quotes)
    return good / len(quotes) if quotes else 1.0


def _overlap(found: list[Row]) -> str:
    """Mean character F1 over parts that both reached and that have a reader's quote."""
    scores = []
    for row in found:
        for part in row.forced.parts:
            theirs = _reader_spans(row.answer, part.part)
            if part.is_reached and theirs:
                ours = covered([(quote.start, quote.end) for quote in part.quotes])
                scores.append(2 * len(ours & theirs) / (len(ours) + len(theirs)))
    return f"{sum(scores) / len(scores):.2f} (n = {len(scores)})" if scores else "no quotes to compare"


def _reader_spans(answer: MarkedAnswer, part: str) -> set[int]:
    quoted = answer.quotes.get(part, [])
    given = [quoted] if isinstance(quoted, str) else quoted
    spans = [(answer.text.find(text), len(text)) for text in given]
    return covered([(start, start + length) for start, length in spans if start >= 0])


def _by(name: str, found: list[Row], group: object) -> Iterable[str]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        groups[group(row)].append(row)  # type: ignore[operator]
    yield f"| {name} | n | right | met by us | met by readers | unsure |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for key, members in sorted(groups.items()):
        met = sum(row.forced.decision == "met" for row in members)
        theirs = sum(row.answer.met for row in members)
        unsure = sum(row.free.decision == "unsure" for row in members)
        right = sum(row.right for row in members)
        yield f"| {key} | {len(members)} | {right} | {met} | {theirs} | {unsure} |"
    yield ""


def wrong(found: list[Row]) -> list[str]:
    """The wrongly decided answers in full, to be read one by one."""
    lines = []
    for row in found:
        if not row.right:
            parts = ", ".join(
                f"{p.part}: ours {p.is_reached}, theirs {row.answer.parts[p.part]} {[q.text for q in p.quotes]}"
                for p in row.forced.parts
            )
            lines += [f"--- {row.answer.id} {row.answer.point} {row.answer.kind} p={row.forced.probability:.2f}", parts]
            lines += [row.answer.text, ""]
    return lines
