"""A marking for a person at a terminal: the text with its earning words marked, then part by part."""

from __future__ import annotations

from wellserved.marking import Marking, MarkScheme, PointMarking, Quote

_WORDS = {"met": "MET (draft)", "not_met": "NOT YET MET (draft)", "unsure": "FOR A PERSON TO DECIDE"}
_BOLD, _GREEN, _DIM, _PLAIN = "\x1b[1m", "\x1b[30;42m", "\x1b[2m", "\x1b[0m"


def result(text: str, marking: Marking, scheme: MarkScheme, *, colour: bool) -> str:
    lines: list[str] = []
    for point in marking.points:
        lines += _point(text, point, scheme, colour)
    for found in marking.misconceptions:
        about = next(m for m in scheme.misconceptions if m.id == found.misconception)
        lines += ["", f"  ! {found.quotes[0].text!r}", f"    {about.correction}"]
    if marking.flags:
        lines += ["", f"  Noticed: {', '.join(flag.replace('_', ' ') for flag in marking.flags)}"]
    foot = f"Scheme {marking.scheme[:12]}, {marking.engine}. A draft: a named person decides."
    return "\n".join([*lines, "", f"{_DIM}{foot}{_PLAIN}" if colour else foot])


def _point(text: str, point: PointMarking, scheme: MarkScheme, colour: bool) -> list[str]:
    about = scheme.point(point.point)
    title = f"{about.title}: {_WORDS[point.decision]}"
    lines = ["", f"{_BOLD}{title}{_PLAIN}" if colour else title]
    quotes = [quote for part in point.parts for quote in part.quotes]
    if quotes:
        lines += ["", *(f"  {line}" for line in _highlighted(text, quotes, colour).splitlines()), ""]
    names = {part.id: part.title for part in about.parts}
    for part in point.parts:
        mark = "[x]" if part.is_reached else "[ ]"
        lines.append(f"  {mark} {names[part.part]} ({part.reached} of {part.needed})")
    lines += [f"      {missing}" for missing in point.missing]
    return lines


def _highlighted(text: str, quotes: list[Quote], colour: bool) -> str:
    before, after = (_GREEN, _PLAIN) if colour else ("\u00bb", "\u00ab")
    covered = [False] * (len(text) + 1)
    for quote in quotes:
        covered[quote.start : quote.end] = [True] * (quote.end - quote.start)
    shown = []
    for index, character in enumerate(text):
        if covered[index] and not (index and covered[index - 1]):
            shown.append(before)
        shown.append(_shown(character))
        if covered[index] and not covered[index + 1]:
            shown.append(after)
    return "".join(shown)


def _shown(character: str) -> str:
    """The character, unless a terminal could take it for an order."""
    if character.isprintable() or character == "\n":
        return character
    return " " if character.isspace() else "\ufffd"
