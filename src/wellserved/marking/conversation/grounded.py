"""Acts that only the scenario can tell: a fact said back or given away, a remedy offered, a role named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellserved.marking.conversation import cues
from wellserved.marking.conversation.acts import ActRead
from wellserved.marking.conversation.ground import Ground, GroundFact, GroundRemedy, Moment
from wellserved.marking.conversation.phrases import holds_value, roots, says
from wellserved.marking.segments import Segment, clauses
from wellserved.marking.values import Quote

_MONEY = re.compile(r"£\s?(\d{1,6})(?:\.\d\d)?|\b(\d{1,6})(?:\.\d\d)? ?(?:pounds?|quid)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![^\W_])[A-Za-z]{0,4}-?\d[\d-]{3,}(?![^\W_])")


def grounded_acts(text: str, sentence: Segment, ground: Ground, moment: Moment) -> list[ActRead]:
    """The acts of one sentence of `text` that the scenario's facts, remedies and roles decide."""
    return [
        *_facts(sentence, ground, moment),
        *_remedies(text, sentence, ground),
        *_escalations(sentence, ground),
        *_problem(sentence, ground),
    ]


def _facts(sentence: Segment, ground: Ground, moment: Moment) -> Iterator[ActRead]:
    said = roots(sentence.text)
    quote = _quote(sentence)
    sums_up = _sums_up(sentence, said, ground, moment)
    for fact in ground.facts:
        if fact.held:
            yield from _held(fact, sentence, said, quote)
        elif fact.id in moment.revealed:
            if _is_wrong(fact, sentence, said):
                yield ActRead("paraphrase_wrong", "yes", f"says {fact.id} otherwise than the customer", quote, fact.id)
            elif _holds(fact, sentence, said):
                back = sums_up or cues.READS_BACK.search(sentence.text) is not None
                reason = "says back what the customer told" if back else "holds what the customer told"
                yield ActRead("paraphrase", "yes" if back else "unsure", reason, quote, fact.id)


def _sums_up(sentence: Segment, said: frozenset[str], ground: Ground, moment: Moment) -> bool:
    """A statement that holds two or more of the things told is a summary, whatever words lead it in."""
    told = [fact for fact in ground.facts if fact.id in moment.revealed and _holds(fact, sentence, said)]
    return len(told) >= 2 and cues.OFFER.search(sentence.text) is None


def _holds(fact: GroundFact, sentence: Segment, said: frozenset[str]) -> bool:
    return holds_value(sentence.text, fact.value) or says(said, fact.said)


def _held(fact: GroundFact, sentence: Segment, said: frozenset[str], quote: Quote) -> Iterator[ActRead]:
    if not _holds(fact, sentence, said):
        return
    if fact.personal:
        yield ActRead("disclosure", "yes", f"says {fact.id}, which the records hold about a person", quote, fact.id)
    else:
        yield ActRead("information", "yes", f"gives {fact.id}", quote, fact.id)


def _is_wrong(fact: GroundFact, sentence: Segment, said: frozenset[str]) -> bool:
    """A wording that the author named as wrong, or another number where this fact's is talked about."""
    if holds_value(sentence.text, fact.value):
        return False
    if says(said, fact.wrong) and not says(said, fact.said):
        return cues.READS_BACK.search(sentence.text) is not None
    numbered = any(character.isdigit() for character in fact.value) and len(fact.value) >= 5
    return numbered and says(said, fact.asked) and _NUMBER.search(sentence.text) is not None


def _remedies(text: str, sentence: Segment, ground: Ground) -> Iterator[ActRead]:
    if not cues.OFFER.search(sentence.text):
        return
    quote = _quote(sentence)
    amounts = [int(match.group(1) or match.group(2)) for match in _MONEY.finditer(sentence.text)]
    for remedy in ground.remedies:
        piece = _piece_with(remedy, text, sentence)
        if piece is None:
            continue
        if cues.WITHOUT_COMMITMENT.search(piece) or _is_conditional(sentence.text, ground):
            yield ActRead("solution", "no", f"speaks of {remedy.id} and does not offer it", quote, remedy.id)
        elif not remedy.allowed:
            reason = f"offers {remedy.id}, which is not the agent's to give"
            yield ActRead("promise_beyond_limit", "yes", reason, quote, remedy.id)
        elif remedy.limit is not None and (
            any(amount > remedy.limit for amount in amounts) or says(roots(sentence.text), remedy.over)
        ):
            reason = f"offers more for {remedy.id} than the limit of £{remedy.limit}"
            yield ActRead("promise_beyond_limit", "yes", reason, quote, remedy.id)
        else:
            yield ActRead("solution", "yes", f"offers {remedy.id}", quote, remedy.id)


def _piece_with(remedy: GroundRemedy, text: str, sentence: Segment) -> str | None:
    """The clause that names the remedy, else the sentence if only the whole does."""
    for clause in clauses(text, sentence):
        if says(roots(clause.text), remedy.words):
            return clause.text
    return sentence.text if says(roots(sentence.text), remedy.words) else None


def _is_conditional(text: str, ground: Ground) -> bool:
    """To ask a named role whether something can be given is no offer of it."""
    said = roots(text)
    return any(says(said, role.words) for role in ground.roles) and cues.PASSES_ON.search(text) is not None


def _escalations(sentence: Segment, ground: Ground) -> Iterator[ActRead]:
    said = roots(sentence.text)
    quote = _quote(sentence)
    named = [role for role in ground.roles if says(said, role.words)]
    if named and cues.PASSES_ON.search(sentence.text):
        if cues.OFFER.search(sentence.text) or _ONGOING.search(sentence.text):
            yield from (ActRead("escalation", "yes", f"brings in {role.id}", quote, role.id) for role in named)
        else:
            yield from (ActRead("escalation", "unsure", f"speaks of {role.id}", quote, role.id) for role in named)
    elif not named and cues.SOMEBODY.search(sentence.text):
        yield ActRead("vague_escalation", "yes", "passes the customer on to nobody in particular", quote)


_ONGOING = re.compile(
    r"\b(?:i'?m|i am|we'?re) (?:just |now |going to )*\w+ing\b|\bi (?:need|have|want|must)\b", re.IGNORECASE
)


def _problem(sentence: Segment, ground: Ground) -> Iterator[ActRead]:
    """Naming the problem shows that it was taken in, unless it only asks for it or puts it on the customer."""
    said = roots(sentence.text)
    if says(said, (*ground.problem, *ground.effects)) and not cues.BLAME.search(sentence.text):
        yield ActRead("acknowledge", "yes", "names what went wrong or what it does", _quote(sentence))


def _quote(sentence: Segment) -> Quote:
    return Quote(sentence.start, sentence.end, sentence.text)
