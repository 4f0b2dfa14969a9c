"""A small unit without a finding, as files: tests change one thing in it."""

from __future__ import annotations

from pathlib import Path

UNIT = """\
id: tiny-unit
title: A tiny unit
level: Level 1
lead: What it is about.
synopsis: [One line.]
before_you_start: [Nothing.]
outcomes:
  - {id: knowing, statement: Know why it pays., points: [pays]}
key_skills:
  - {id: listening, title: Listening, how: You listen.}
groups:
  - {id: all, title: All, cards: [one]}
cards:
  - id: one
    title: One
    text: A text.
    example: An example.
    check: {question: Is it?, answer: It is.}
terms:
  - {id: term, term: Term, means: A word., used_well: So., misused: Not so., why: Because.}
tips:
  - {id: tip, do: Smile., why: It helps., example: A smile.}
misconceptions:
  - {id: sales, belief: It is sales., correction: It is not., wrong: Selling., right: Serving.}
faq:
  - {question: Why?, answer: Because.}
"""

SCHEME = """\
unit: tiny-unit
points:
  - id: pays
    title: Pays
    statement: It pays.
    verb: explain
    task: Explain why it pays.
    note: ""
    plain: Say why.
    simulation_allowed: true
    parts:
      - id: loyalty
        title: Loyalty
        at_least: 1
        counts: they return
        does_not_count: they leave
        missing: Say what they do.
        vague: Nearly.
      - id: word_of_mouth
        title: Word of mouth
        at_least: 1
        side: {here: [Told, said], there: [Kept quiet]}
        counts: they tell
        does_not_count: ""
        missing: Say whom they tell.
        vague: Nearly.
    hints: [Think.]
    scaffold: [They ...]
misconceptions:
  - {id: sales, belief: It is sales., correction: It is not., sign: says so}
"""

BANK = """\
point: pays
parts:
  loyalty:
    counts: [They return.]
    near_misses: {denied: [They do not return.]}
  word_of_mouth:
    counts: [They tell others.]
    near_misses: {vague: [They like it.]}
several:
  - {parts: [loyalty, word_of_mouth], text: They return and tell others.}
answers:
  - {kind: clear, reached: [loyalty], text: They return each week.}
"""

MISCONCEPTIONS = """\
misconceptions:
  sales:
    holds: [Service is selling.]
    not_held: {denied: [Service is not selling.]}
"""

FILES = {
    "unit.yaml": UNIT,
    "scheme.yaml": SCHEME,
    "exemplars/pays.yaml": BANK,
    "exemplars/misconceptions.yaml": MISCONCEPTIONS,
}


def write_content(folder: Path, **changed: bytes | str | None) -> Path:
    """The unit's files in `folder`; `changed` by the file's stem replaces one, or leaves it out where None."""
    for name, text in FILES.items():
        content = changed.get(Path(name).stem, text)
        if content is None:
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
