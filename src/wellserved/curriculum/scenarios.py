"""Scenarios and personas of the simulated service desk, as the files in `content/scenarios/` and `content/personas/`.

Beside the shapes, the cross-checks: every id that is named exists, every fact can be reached, every line's slots are
known and no line says a fact before its gate.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, check_model, read_model
from wellserved.curriculum.units import Slug, Some, Words, content_digest
from wellserved.marking.conversation.ground import FEELINGS
from wellserved.marking.conversation.phrases import holds_value
from wellserved.simulation.deeds import DEED_KINDS, HANDOVER
from wellserved.simulation.effects import DEFAULTS
from wellserved.simulation.scenario import (
    HIGHEST,
    MEASURES,
    Channel,
    Condition,
    Deltas,
    Escalation,
    Fact,
    Gate,
    HeldFact,
    Identity,
    Line,
    Measure,
    Need,
    Observation,
    OpenedBy,
    Persona,
    Remedy,
    RemedyKind,
    Role,
    Scenario,
    ScriptTurn,
    Solution,
    Style,
)
from wellserved.simulation.wording import CHOICE, GROUPS, SLOT, variants

SCRIPTS = ("expert", "hasty", "cold", "rude")
FEWEST_LINES = 40
Level = Annotated[int, Field(ge=0, le=HIGHEST)]
Percent = Annotated[int, Field(ge=0, le=100)]
Delta = Annotated[int, Field(ge=-HIGHEST, le=HIGHEST)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Phrases = list[Short]
_CONDITION = re.compile(r"(anger|worry|trust|patience)\s*(>=|<=)\s*(\d{1,2})")


class LineText(Strict):
    say: Short
    when: list[Annotated[str, StringConstraints(pattern=rf"^{_CONDITION.pattern}$")]] = Field(default_factory=list)
    rare: bool = False


Lines = dict[str, Annotated[list[Short | LineText], Field(min_length=1)]]


class DeltasText(Strict):
    trust: Delta = 0
    anger: Delta = 0
    worry: Delta = 0
    patience: Delta = 0


class StyleText(Strict):
    lower_case: Percent = 0
    no_full_stop: Percent = 0
    typos: Percent = 0
    bursts: Percent = 20
    terse: Percent = 30


class PersonaText(Strict):
    id: Slug
    title: Short
    leaves_at: Annotated[int, Field(ge=1, le=HIGHEST)] | None
    restless: Annotated[int, Field(ge=1, le=10)] = 2
    abusive: bool = False
    effects: dict[str, DeltasText] = Field(default_factory=dict)
    style: StyleText
    lines: Lines


class GateText(Strict):
    opened_by: Annotated[list[OpenedBy], Field(min_length=1)]
    trust: Level = 0
    after: list[Slug] = Field(default_factory=list)
    identity: bool = False
    volunteer_after: Annotated[int, Field(ge=1, le=40)] | None = None


class FactText(Strict):
    label: Short
    value: Short
    gate: GateText
    said: Phrases = Field(default_factory=list)
    wrong: Phrases = Field(default_factory=list)
    asked: Phrases = Field(default_factory=list)
    key: bool = False
    personal: bool = False


class HeldText(Strict):
    label: Short
    value: Short
    said: Phrases = Field(default_factory=list)
    account: bool = False


class IdentityText(Strict):
    needed: Annotated[int, Field(ge=1, le=6)]
    records: Annotated[dict[Slug, Short], Field(min_length=1)]


class RemedyText(Strict):
    label: Short
    kind: RemedyKind
    words: Some
    allowed: bool = True
    limit: Annotated[int, Field(ge=1)] | None = None
    by_words: bool = False
    needs_identity: bool = False
    over: Phrases = Field(default_factory=list)


class RoleText(Strict):
    title: Short
    words: Some


class NeedText(Strict):
    label: Short
    explicit: bool


class SolutionText(Strict):
    remedies: Annotated[list[Slug], Field(min_length=1)]
    meets: Annotated[list[Slug], Field(min_length=1)]


class EscalationText(Strict):
    role: Slug
    because: Short


class CustomerText(Strict):
    name: Short
    persona: Slug
    anger: Level
    worry: Level
    trust: Level
    patience: Level
    feelings: list[Slug]


class DeedText(Strict):
    do: str
    values: dict[str, str] = Field(default_factory=dict)


class ScenarioText(Strict):
    id: Slug
    title: Short
    brief: Words
    channel: Channel
    industry: Short | None = None
    organisation: Short
    policy: Some
    warning: str = ""
    customer: CustomerText
    opening: Annotated[list[Annotated[list[Short], Field(min_length=1)]], Field(min_length=2)]
    problem: Phrases
    effects: Phrases
    jargon: Phrases = Field(default_factory=list)
    needs: Annotated[dict[Slug, NeedText], Field(min_length=1)]
    facts: Annotated[dict[Slug, FactText], Field(min_length=1)]
    held: dict[Slug, HeldText] = Field(default_factory=dict)
    identity: IdentityText | None = None
    remedies: Annotated[dict[Slug, RemedyText], Field(min_length=1)]
    roles: dict[Slug, RoleText] = Field(default_factory=dict)
    solutions: list[SolutionText] = Field(default_factory=list)
    escalation: EscalationText | None = None
    note_must_hold: list[Slug] = Field(default_factory=list)
    lines: Lines
    criteria: Annotated[dict[str, Annotated[list[Observation], Field(min_length=2)]], Field(min_length=1)]
    scripts: dict[str, Annotated[list[Words | DeedText], Field(min_length=1)]]


def load_persona(path: Path) -> Persona:
    """The persona in a file; raises ContentInvalid with every finding."""
    text = read_model(path, PersonaText)
    findings = [*_named_as_file(path, text.id), *_persona_findings(path, text)]
    if findings:
        raise ContentInvalid(findings)
    return _persona(text)


def _persona(text: PersonaText) -> Persona:
    return Persona(
        id=text.id,
        title=text.title,
        leaves_at=text.leaves_at,
        effects={name: Deltas(d.trust, d.anger, d.worry, d.patience) for name, d in text.effects.items()},
        style=Style(**text.style.model_dump()),
        lines=_lines(text.lines, "p"),
        restless=text.restless,
        abusive=text.abusive,
    )


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file, with its persona from `../personas/`; raises ContentInvalid with every finding."""
    text = read_model(path, ScenarioText)
    persona_path = path.parent.parent / "personas" / f"{text.customer.persona}.yaml"
    if not persona_path.is_file():
        known = {found.stem for found in persona_path.parent.glob("*.yaml")}
        raise ContentInvalid([_unknown(path, "customer > persona", text.customer.persona, known)])
    persona = load_persona(persona_path)
    findings = [*_named_as_file(path, text.id), *_scenario_findings(path, text, persona)]
    if findings:
        raise ContentInvalid(findings)
    return _scenario(text, persona, content_digest(text), content_digest(read_model(persona_path, PersonaText)))


def scenario_text(path: Path) -> str:
    """The scenario in a file and its persona as one JSON text, in the order of the files, on which a play depends."""
    scenario = read_model(path, ScenarioText)
    persona = read_model(path.parent.parent / "personas" / f"{scenario.customer.persona}.yaml", PersonaText)
    data = {
        "scenario": scenario.model_dump(mode="json", exclude_defaults=True),
        "persona": persona.model_dump(mode="json", exclude_defaults=True),
    }
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)


@lru_cache(maxsize=64)
def scenario_from_text(text: str) -> Scenario:
    """Reads back what `scenario_text` made; raises ContentInvalid when the language of scenarios has changed since."""
    data = json.loads(text)
    scenario = check_model(data["scenario"], ScenarioText, "stored scenario")
    persona = check_model(data["persona"], PersonaText, "stored persona")
    return _scenario(scenario, _persona(persona), content_digest(scenario), content_digest(persona))


def check_scenarios(content: Path, points: Mapping[str, set[str] | None]) -> list[Finding]:
    """Every finding in `content/personas` and `content/scenarios`.

    `points` are the `unit/point` ids of each unit that a simulation may show; None for a unit that cannot be read.
    """
    findings: list[Finding] = []
    for path in sorted((content / "personas").glob("*.yaml")):
        try:
            load_persona(path)
        except ContentInvalid as invalid:
            findings += invalid.findings
    for path in sorted((content / "scenarios").glob("*.yaml")):
        try:
            scenario = load_scenario(path)
        except ContentInvalid as invalid:
            findings += [finding for finding in invalid.findings if finding not in findings]
            continue
        findings += _criteria_findings(path, scenario, points)
    return findings


def _criteria_findings(path: Path, scenario: Scenario, points: Mapping[str, set[str] | None]) -> Iterator[Finding]:
    for point in scenario.criteria:
        known = points.get(point.partition("/")[0], set())
        if known is not None and point not in known:
            yield _unknown(path, "criteria", point, known or set(points))


def _named_as_file(path: Path, id_: str) -> list[Finding]:
    found = f"{id_!r} is not its file's name"
    return [] if id_ == path.stem else [Finding(str(path), "id", found, f"Say {path.stem!r}.")]


def _persona_findings(path: Path, text: PersonaText) -> Iterator[Finding]:
    known = set(GROUPS)
    for group in text.lines:
        if group not in known:
            yield _unknown(path, "lines", group, known)
    never = {"leaves_angry"} if text.leaves_at is None else set()
    never |= set() if text.abusive else {"boundary"}
    needed = [group for group in GROUPS if group not in never]
    for group in needed:
        if group not in text.lines:
            yield Finding(str(path), "lines", f"{group!r} has no lines", "Add at least one.")
        elif all(isinstance(line, LineText) and line.when for line in text.lines[group]):
            yield Finding(str(path), f"lines > {group}", "every line has a condition", "Add one without.")
    for effect in text.effects:
        if effect not in DEFAULTS:
            yield _unknown(path, "effects", effect, set(DEFAULTS))
    count = sum(len(lines) for lines in text.lines.values())
    if count < FEWEST_LINES:
        yield Finding(str(path), "lines", f"has {count} lines", f"Write at least {FEWEST_LINES}.")
    yield from _line_findings(path, text.lines, {"customer", "organisation"})


def _line_findings(path: Path, groups: Lines, slots: set[str]) -> Iterator[Finding]:
    for group, lines in groups.items():
        texts = [_say(line) for line in lines]
        for number, line in enumerate(texts, 1):
            place = f"lines > {group} > item {number}"
            for slot in SLOT.findall(line):
                if slot not in slots:
                    yield _unknown(path, place, slot, slots)
            if re.search(r"[{}]", SLOT.sub("", line)):
                yield Finding(str(path), place, "holds a brace that is no slot", "Write a slot as {fact_id}.")
            if re.search(r"[\[\]]", CHOICE.sub("", line)):
                yield Finding(str(path), place, "holds a bracket that is no choice", "Write a choice as [this|that].")
            if line in texts[: number - 1]:
                yield Finding(str(path), place, f"{line!r} stands twice", "Write each line once.")


def _scenario_findings(path: Path, text: ScenarioText, persona: Persona) -> Iterator[Finding]:
    facts, remedies, roles, needs = set(text.facts), set(text.remedies), set(text.roles), set(text.needs)
    named: list[tuple[str, list[str], set[str]]] = [
        ("customer > feelings", list(text.customer.feelings), set(FEELINGS)),
        ("note_must_hold", list(text.note_must_hold), facts | remedies | roles),
        ("identity > records", list(text.identity.records) if text.identity else [], facts),
        ("escalation > role", [text.escalation.role] if text.escalation else [], roles),
    ]
    for number, solution in enumerate(text.solutions, 1):
        named.append((f"solutions > item {number} > remedies", list(solution.remedies), remedies))
        named.append((f"solutions > item {number} > meets", list(solution.meets), needs))
    for fact_id, fact in text.facts.items():
        named.append((f"facts > {fact_id} > gate > after", list(fact.gate.after), facts - {fact_id}))
    for place, ids, known in named:
        yield from (_unknown(path, place, id_, known) for id_ in ids if id_ not in known)
    for id_ in sorted((facts & set(text.held)) | (facts & remedies)):
        yield Finding(str(path), "facts", f"the id {id_!r} is used twice", "Give each its own id.")
    yield from _reach_findings(path, text)
    yield from _solution_findings(path, text)
    yield from _said_findings(path, text)
    yield from _group_findings(path, text)
    yield from _line_findings(path, text.lines, {*facts, "customer", "organisation"})
    yield from _script_findings(path, text)
    if persona.abusive and not text.warning:
        yield Finding(str(path), "warning", "is missing, and the persona is abusive", "Say what the learner may meet.")


def _reach_findings(path: Path, text: ScenarioText) -> Iterator[Finding]:
    """Every fact can be told in the end: askable where its gate asks for a question, and no circle of `after`."""
    for fact_id, fact in text.facts.items():
        if "closed_question" in fact.gate.opened_by and not fact.asked:
            yield Finding(str(path), f"facts > {fact_id} > asked", "is missing", "Say how one asks for it.")
        if fact.gate.identity and text.identity is None:
            yield Finding(
                str(path), f"facts > {fact_id} > gate", "waits for identity", "Say what proves it: `identity`."
            )
        if fact.key and not fact.said and not any(c.isdigit() for c in fact.value):
            yield Finding(str(path), f"facts > {fact_id} > said", "is missing", "Say how one says it back.")
    reached: set[str] = set()
    while True:
        more = {id_ for id_, fact in text.facts.items() if set(fact.gate.after) <= reached} - reached
        if not more:
            break
        reached |= more
    for fact_id in sorted(set(text.facts) - reached):
        yield Finding(str(path), f"facts > {fact_id} > gate > after", "can never be told", "Break the circle.")
    if text.identity and text.identity.needed > len(text.identity.records):
        yield Finding(str(path), "identity > needed", "is more than there are records", "Ask for fewer.")
    if text.identity:
        matching = [id_ for id_, held in text.identity.records.items() if _matches(text, id_, held)]
        if len(matching) < text.identity.needed:
            found = f"only {len(matching)} of what the customer says match the records"
            yield Finding(str(path), "identity > records", found, "Let enough match, or nobody can be verified.")


def _matches(text: ScenarioText, fact_id: str, held: str) -> bool:
    return fact_id in text.facts and holds_value(text.facts[fact_id].value, held)


def _solution_findings(path: Path, text: ScenarioText) -> Iterator[Finding]:
    if not text.escalation and not any(set(text.needs) <= set(solution.meets) for solution in text.solutions):
        yield Finding(str(path), "solutions", "none meets every need", "Add one, or say `escalation`.")
    for number, solution in enumerate(text.solutions, 1):
        for remedy in solution.remedies:
            if remedy in text.remedies and not text.remedies[remedy].allowed:
                place = f"solutions > item {number}"
                yield Finding(str(path), place, f"{remedy!r} is not allowed", "Leave it to the escalation.")
    for remedy_id, limited in text.remedies.items():
        if limited.over and limited.limit is None:
            found = "has words that go over a limit, and no limit"
            yield Finding(str(path), f"remedies > {remedy_id} > over", found, "Say the `limit`.")
    if not any(fact.key for fact in text.facts.values()):
        yield Finding(str(path), "facts", "none is `key`", "Mark what must be understood before a solution.")


def _said_findings(path: Path, text: ScenarioText) -> Iterator[Finding]:
    """No words of the scenario may run ahead of a gate: a fact's value stands in its own lines only, as a slot."""
    for fact_id, fact in text.facts.items():
        if f"fact.{fact_id}" not in text.lines:
            yield Finding(str(path), "lines", f"'fact.{fact_id}' has no lines", "Write at least two.")
        elif len(text.lines[f"fact.{fact_id}"]) < 2:
            yield Finding(str(path), f"lines > fact.{fact_id}", "has one line", "Write at least two.")
        spoken = [("opening", message) for burst in text.opening for message in burst]
        spoken += [(f"lines > {g}", _say(line)) for g, lines in text.lines.items() for line in lines]
        for place, message in spoken:
            outright = any(holds_value(variant, fact.value) for variant in variants(message))
            if place != f"lines > fact.{fact_id}" and outright:
                yield Finding(str(path), place, f"says {fact_id!r} outright", f"Write {{{fact_id}}}, which waits.")
            elif f"{{{fact_id}}}" in message and place == "opening":
                yield Finding(str(path), place, f"tells {fact_id!r} in the opening", "Leave it to its gate.")


def _group_findings(path: Path, text: ScenarioText) -> Iterator[Finding]:
    subjects = {
        "fact": set(text.facts),
        "guarded": set(text.facts),
        "asked_again": set(text.facts),
        "paraphrase_wrong": set(text.facts),
        "declines": set(text.remedies),
        "promise_heard": set(text.remedies),
        "too_early": set(text.remedies),
        "remedy_done": set(text.remedies),
        "escalation": set(text.roles),
        "escalation_done": set(text.roles),
        "passed_on_early": set(text.roles),
        "information": set(text.held),
        "disclosure": set(text.held),
    }
    for name in text.lines:
        group, _, about = name.partition(".")
        if not about and group not in GROUPS:
            yield _unknown(path, "lines", name, set(GROUPS))
        elif about and about not in subjects.get(group, set()):
            known = {f"{group}.{id_}" for group, ids in subjects.items() for id_ in ids}
            yield _unknown(path, "lines", name, known)


def _script_findings(path: Path, text: ScenarioText) -> Iterator[Finding]:
    for name in sorted(set(SCRIPTS) ^ set(text.scripts)):
        would_do = "Write it." if name in SCRIPTS else f"Use {', '.join(SCRIPTS)}."
        yield Finding(str(path), "scripts", f"{name!r} is {'missing' if name in SCRIPTS else 'not known'}", would_do)
    for name, turns in text.scripts.items():
        for number, turn in enumerate(turns, 1):
            if isinstance(turn, DeedText):
                yield from _deed_findings(path, f"scripts > {name} > item {number}", turn, text)


def _deed_findings(path: Path, place: str, deed: DeedText, text: ScenarioText) -> Iterator[Finding]:
    fields: dict[str, set[str]] = {
        "verify_identity": set(text.identity.records) if text.identity else set(),
        "remedy": {"remedy", "amount"},
        "hold": {"reason"},
        "escalate": set(HANDOVER),
        "follow_up": {"when", "what"},
        "record": {"text"},
        "manner": {"posture", "eye_contact", "tone"},
    }
    if deed.do not in DEED_KINDS:
        yield _unknown(path, place, deed.do, set(DEED_KINDS))
        return
    for name in sorted(set(deed.values) - fields.get(deed.do, set())):
        yield _unknown(path, place, name, fields.get(deed.do, set()))
    for name, known in (("remedy", set(text.remedies)), ("to", set(text.roles))):
        if name in deed.values and deed.values[name] not in known:
            yield _unknown(path, place, deed.values[name], known)


def _scenario(text: ScenarioText, persona: Persona, *digests: str) -> Scenario:
    customer = text.customer
    start: dict[Measure, int] = {measure: getattr(customer, measure) for measure in MEASURES}
    return Scenario(
        id=text.id,
        title=text.title,
        brief=text.brief,
        channel=text.channel,
        industry=text.industry or "",
        organisation=text.organisation,
        policy=tuple(text.policy),
        customer=customer.name,
        persona=persona,
        warning=text.warning,
        start=start,
        feelings=frozenset(customer.feelings),
        problem=tuple(text.problem),
        effects=tuple(text.effects),
        jargon=tuple(text.jargon),
        opening=tuple(tuple(burst) for burst in text.opening),
        needs=tuple(Need(id_, need.label, need.explicit) for id_, need in text.needs.items()),
        facts=tuple(_fact(id_, fact) for id_, fact in text.facts.items()),
        held=tuple(HeldFact(id_, h.label, h.value, tuple(h.said), h.account) for id_, h in text.held.items()),
        identity=Identity(text.identity.needed, dict(text.identity.records)) if text.identity else None,
        remedies=tuple(
            Remedy(
                id_, r.label, r.kind, tuple(r.words), r.allowed, r.limit, r.by_words, r.needs_identity, tuple(r.over)
            )
            for id_, r in text.remedies.items()
        ),
        roles=tuple(Role(id_, role.title, tuple(role.words)) for id_, role in text.roles.items()),
        solutions=tuple(Solution(tuple(s.remedies), tuple(s.meets)) for s in text.solutions),
        escalation=Escalation(text.escalation.role, text.escalation.because) if text.escalation else None,
        note_must_hold=tuple(text.note_must_hold),
        lines=_lines(text.lines, "s"),
        criteria={point: tuple(asked) for point, asked in text.criteria.items()},
        scripts={name: tuple(_script_turn(turn) for turn in turns) for name, turns in text.scripts.items()},
        digest="+".join(digest[:16] for digest in digests),
    )


def _fact(id_: str, text: FactText) -> Fact:
    gate = text.gate
    return Fact(
        id=id_,
        label=text.label,
        value=text.value,
        gate=Gate(tuple(gate.opened_by), gate.trust, tuple(gate.after), gate.identity, gate.volunteer_after),
        said=tuple(text.said),
        wrong=tuple(text.wrong),
        asked=tuple(text.asked),
        key=text.key,
        personal=text.personal,
    )


def _script_turn(turn: str | DeedText) -> ScriptTurn:
    return ScriptTurn(text=turn) if isinstance(turn, str) else ScriptTurn(deed=turn.do, values=dict(turn.values))


def _lines(groups: Lines, owner: str) -> dict[str, tuple[Line, ...]]:
    return {
        group: tuple(_line(f"{owner}.{group}.{number}", line) for number, line in enumerate(lines, 1))
        for group, lines in groups.items()
    }


def _line(id_: str, line: str | LineText) -> Line:
    if isinstance(line, str):
        return Line(id_, line)
    return Line(id_, line.say, tuple(_condition(text) for text in line.when), line.rare)


def _condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise ValueError(f"no condition: {text!r}")
    measure = next(measure for measure in MEASURES if measure == match.group(1))
    return Condition(measure, match.group(2) == ">=", int(match.group(3)))


def _say(line: str | LineText) -> str:
    return line if isinstance(line, str) else line.say


def _unknown(path: Path, place: str, found: str, known: set[str]) -> Finding:
    would_do = f"Use one of: {', '.join(sorted(known))}." if known else "Leave it out."
    return Finding(str(path), place, f"{found!r} is not known", would_do)
