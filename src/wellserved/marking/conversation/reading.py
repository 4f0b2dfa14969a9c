"""Reads one message as a set of acts: cues of the language, grounded in the scenario, each with its reason.

What earns nothing: a list of key words, the customer's own message sent back, a stock phrase, an order to the
system, and words in a sentence that denies them. Where a rule cannot tell, the act is *unsure*: it is shown to the
assessor and moves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from wellserved.marking import flags
from wellserved.marking.conversation import cues
from wellserved.marking.conversation.acts import ActKind, ActRead, Reading, Verdict
from wellserved.marking.conversation.ground import FEELINGS, Ground, Moment
from wellserved.marking.conversation.grounded import grounded_acts
from wellserved.marking.conversation.phrases import holds_value, plain, roots, says
from wellserved.marking.segments import Segment, sentences, words
from wellserved.marking.values import Quote

MOST_CHARACTERS_READ = 4000  # of one message; a message of more is also an act of its own
KEY_WORD_SHARE = 0.85
LEARNABLE: tuple[ActKind, ...] = ("empathy", "apology", "open_question", "confirm", "follow_up", "blame", "dismissive")


class ActReader(Protocol):
    """A trained reader beside the rules, on encoder vectors for example. `adapters` would implement it."""

    @property
    def version(self) -> str: ...

    def read(self, texts: list[str]) -> list[Mapping[ActKind, float]]:
        """For each text the chance, 0 to 1, of each act that it was trained for."""


def read_message(text: str, ground: Ground, moment: Moment, reader: ActReader | None = None) -> Reading:
    """The acts of `text`, in the order of its words. The same arguments give the same reading.

    A `reader` may settle what the rules leave unsure and add candidates of the kinds in `LEARNABLE`; it never takes
    back what a rule found.
    """
    head = text[:MOST_CHARACTERS_READ]
    found = _of_message(text, moment)
    if any(act.kind in ("danger", "instruction") for act in found):
        return Reading(tuple(found))
    segments = [segment for segment in _sentences(head) if not _earns_nothing(segment, head, moment, found)]
    for segment in segments:
        spelt = _spelt_out(segment.text)
        alone = Segment(0, len(spelt), spelt, segment.sentence)
        quote = _quote(segment)
        found += [
            replace(act, quote=quote)
            for act in (*_cued(alone, ground, moment), *grounded_acts(spelt, alone, ground, moment))
        ]
    found = _one_each(found)
    if reader is not None:
        found = _with_reader(found, segments, reader)
    return Reading(tuple(sorted(found, key=lambda act: (act.quote.start, act.quote.end, act.kind, act.about))))


def _sentences(text: str) -> list[Segment]:
    """Sentences with a lead-in ("Hi Dana:", "So:") left in its place: in a message it is no heading."""
    return [
        Segment(match.start(), match.end(), match.group(), number)
        for number, match in enumerate(_SENTENCE.finditer(text))
        if any(character.isalnum() for character in match.group())
    ]


def _spelt_out(text: str) -> str:
    """The sentence as the cues expect it: "u", "ur", "ill" and "cant" spelt out. Quotes stay as they were written."""
    text = _SPACES.sub(" ", text.replace("\u2019", "'"))
    for pattern, spelt in _SHORT_FORMS:
        text = pattern.sub(spelt, text)
    return text


_SPACES = re.compile(r" {2,}")
_SHORT_FORMS = tuple(
    (re.compile(rf"\b{short}\b", re.IGNORECASE), spelt)
    for short, spelt in (
        ("u", "you"), ("ur", "your"), ("r", "are"), ("im", "I'm"), ("ive", "I've"), ("id like", "I'd like"),
        (r"(?<!is )(?<!was )(?<!feel )(?<!been )ill(?= \w)", "I'll"), ("youre", "you're"), ("youve", "you've"),
        ("youll", "you'll"), ("weve", "we've"), ("thats", "that's"), ("whats", "what's"), ("cant", "can't"),
        ("dont", "don't"), ("didnt", "didn't"), ("wont", "won't"), ("couldnt", "couldn't"), ("isnt", "isn't"),
        ("pls|plz", "please"), ("thx|ta", "thanks"), ("soz", "sorry"), ("tmrw|tmw", "tomorrow"),
    )
)  # fmt: skip
# A full stop inside a number, a sum or an address ends no sentence.
_SENTENCE = re.compile(r"[^\s.!?\u2026](?:[^.!?\u2026\n]|[.!?](?=[^\s.!?]))*+[.!?\u2026]*")


def _of_message(text: str, moment: Moment) -> list[ActRead]:
    """Acts of the message as a whole: nothing in it, another language, the same again, an emergency."""
    whole = Quote(0, len(text), text) if len(text) <= 200 else Quote(0, 200, text[:200])
    found: list[ActRead] = []

    def add(kind: ActKind, reason: str, quote: Quote = whole, verdict: Verdict = "yes") -> None:
        found.append(ActRead(kind, verdict, reason, quote))

    if moment.unheard > 0:
        add("interruption", f"sent while {moment.unheard} more of the customer's messages were to come")
    if not text.strip():
        add("silence", "nothing was written")
        return found
    head = text[:MOST_CHARACTERS_READ]
    read = words(head)
    for kind, pattern in (("danger", cues.DANGER), ("instruction", cues.INSTRUCTION)):
        match = pattern.search(text)
        if match:
            add(kind, "says so in these words", Quote(match.start(), match.end(), match.group()))  # type: ignore[arg-type]
    if not any(word.isalpha() or "'" in word or "-" in word for word in read):
        add("no_words", "holds no word")
    if len(text) > MOST_CHARACTERS_READ:
        add("too_long", f"{len(text)} characters; a customer reads no more than {MOST_CHARACTERS_READ}")
    if "not_english" in flags.of_answer(head, sentences(head), ()):
        add("not_english", "is not in English")
    if read and any(plain(earlier[:MOST_CHARACTERS_READ]) == plain(head) for earlier in moment.learner_said):
        add("repeated", "the same message was sent before")
    return found


def _earns_nothing(segment: Segment, text: str, moment: Moment, found: list[ActRead]) -> bool:
    quote = _quote(segment)
    if _is_key_words(segment):
        found.append(ActRead("key_words", "yes", "a run of key words and no sentence", quote))
        return True
    if _is_echo(segment, text, moment):
        found.append(ActRead("echo", "yes", "the customer's own message sent back", quote))
        return True
    return any(act.kind in ("repeated", "not_english", "no_words") for act in found)


def _is_key_words(segment: Segment) -> bool:
    """Many content words with hardly a small word to hold them together; a greeting may be that short."""
    said = words(segment.text)
    content = [word for word in said if word not in flags.FUNCTION_WORDS]
    if len(content) < 5 or cues.GREETING.search(segment.text) or cues.NAMES_SELF.search(segment.text):
        return False
    return len(content) >= KEY_WORD_SHARE * len(said)


def _is_echo(segment: Segment, text: str, moment: Moment) -> bool:
    """A sentence of the customer's, still told as "I" and "my", or with nothing of the learner's own around it."""

    def copied(text: str) -> bool:
        return len(plain(text).split()) >= 3 and any(plain(text) in plain(said) for said in moment.customer_said)

    return copied(segment.text) and (bool(_FIRST_PERSON & set(words(segment.text))) or copied(text))


_FIRST_PERSON = frozenset("i i'm i've i'd i'll me my mine we us our".split())


def _cued(segment: Segment, ground: Ground, moment: Moment) -> list[ActRead]:
    text = segment.text
    found: list[ActRead] = []

    def add(kind: ActKind, reason: str, verdict: Verdict = "yes", about: str = "") -> None:
        found.append(ActRead(kind, verdict, reason, _quote(segment), about))

    opens = not moment.learner_said and cues.THANKS_FOR_CALLING.search(text) is not None
    if opens or cues.GREETING.search(text):
        add("greeting", "a greeting")
    if cues.NAMES_SELF.search(text):
        add("names_self", "gives a name")
    if cues.OFFERS_HELP.search(text):
        add("offers_help", "offers help")
    if cues.BOUNDARY.search(text):
        add("boundary", "asks for a fair tone, or says what follows if it goes on")
    elif cues.RUDE.search(text):
        add("rude", f"the words {cues.RUDE.search(text).group()!r}")  # type: ignore[union-attr]
    if cues.BLAME.search(text):
        add("blame", f"puts it on the customer: {cues.BLAME.search(text).group()!r}")  # type: ignore[union-attr]
    if cues.DISMISSIVE.search(text):
        add("dismissive", f"sends the customer off: {cues.DISMISSIVE.search(text).group()!r}")  # type: ignore[union-attr]
    if cues.JARGON.search(text) or says(roots(text), ground.jargon):
        add("jargon", "holds words of the trade that customers do not use")
    if cues.HOLD.search(text):
        reasoned = cues.REASON.search(text) is not None
        add("hold_with_reason" if reasoned else "hold_without_reason", "asks the customer to wait")
    if cues.THANKS.search(text) and not opens and not cues.GREETING.search(text):
        add("thanks", "thanks the customer")
    if cues.FAREWELL.search(text):
        add("farewell", "says goodbye")
    if cues.CONFIRM.search(text):
        add("confirm", "asks whether the customer agrees or follows")
    if cues.COMES_BACK.search(text):
        dated = cues.WHEN.search(text) is not None
        add("follow_up", "undertakes a later step" if dated else "a later step without a time", _sure(dated))
    if cues.EXPLAINS_LIMIT.search(text):
        add("explains_limit", "says where the own authority ends")
    return found + _apologies(segment, ground) + _empathy(segment, ground) + _questions(segment, ground)


def _apologies(segment: Segment, ground: Ground) -> list[ActRead]:
    if not cues.APOLOGY.search(segment.text) or cues.NO_APOLOGY.search(segment.text):
        return []
    specific = says(roots(segment.text), (*ground.problem, *ground.effects))
    reason = "apologises and names what went wrong" if specific else "apologises without naming what for"
    return [ActRead("apology", "yes" if specific else "no", reason, _quote(segment))]


def _empathy(segment: Segment, ground: Ground) -> list[ActRead]:
    if not cues.UNDERSTANDS.search(segment.text) or segment.text.rstrip().endswith("?"):
        return []
    said = roots(segment.text)
    named = [feeling for feeling, phrases in FEELINGS.items() if says(said, phrases)]
    quote = _quote(segment)
    if cues.RUDE.search(segment.text) or _BUT.search(segment.text):
        return []
    if any(feeling in ground.feelings for feeling in named):
        about = next(feeling for feeling in named if feeling in ground.feelings)
        return [ActRead("empathy", "yes", f"names a feeling that is there ({about})", quote, about)]
    if cues.STOCK_EMPATHY.search(segment.text) or named:
        if says(said, ground.effects):
            return [ActRead("empathy", "yes", "names what it does to this customer", quote, "effect")]
        if named and named != ["joy"]:
            return [ActRead("empathy_misplaced", "yes", f"names a feeling that is not there ({named[0]})", quote)]
        if not named:
            return [ActRead("empathy", "no", "a stock phrase: names neither the feeling nor its cause", quote)]
    return []


_BUT = re.compile(r"\b(?:understand|sorry|appreciate)\b[^.]{0,40}\bbut\b[^.]{0,40}\byou\b", re.IGNORECASE)


def _questions(segment: Segment, ground: Ground) -> list[ActRead]:
    """Open before closed; a request for one fact is closed, "tell me about" is open."""
    text, quote = segment.text, _quote(segment)
    said = roots(text)
    asks = text.rstrip().endswith("?") or cues.QUESTION_OPENING.search(text) is not None
    requests = cues.REQUEST.search(text) is not None
    if not asks and not requests and not cues.OPEN_QUESTION.search(text):
        return []
    wanted = [
        fact for fact in ground.facts if not fact.held and says(said, fact.asked) and not holds_value(text, fact.value)
    ]
    if cues.OPEN_QUESTION.search(text) and not (wanted and not _TELLS.search(text)):
        return [ActRead("open_question", "yes", "lets the customer tell", quote)]
    if wanted:
        return [ActRead("closed_question", "yes", f"asks for one fact ({fact.id})", quote, fact.id) for fact in wanted]
    settles = (cues.CONFIRM, cues.OFFERS_HELP, cues.OFFER, _IS_THAT_RIGHT)
    if text.rstrip().endswith("?") and not any(pattern.search(text) for pattern in settles):
        return [ActRead("closed_question", "yes", "asks something else", quote)]
    return []


_TELLS = re.compile(
    r"\b(?:tell me (?:more|what|about|how|everything)|what happened|what else|how has|why)\b", re.IGNORECASE
)


_IS_THAT_RIGHT = re.compile(r"\b(?:is that|have i got that|that's) (?:right|correct)\b", re.IGNORECASE)


def _one_each(found: list[ActRead]) -> list[ActRead]:
    """The strongest of each kind, subject and sentence; a sentence that promises too much is no solution as well."""
    best: dict[tuple[str, str, int], ActRead] = {}
    strength = {"yes": 2, "unsure": 1, "no": 0}
    for act in found:
        key = (act.kind, act.about, act.quote.start)
        if key not in best or strength[act.verdict] > strength[best[key].verdict]:
            best[key] = act
    return list(best.values())


def _with_reader(found: list[ActRead], segments: list[Segment], reader: ActReader) -> list[ActRead]:
    """What the rules leave unsure is settled by the reader; what they miss is added, sure only when it is sure."""
    settled = list(found)
    for segment, chances in zip(segments, reader.read([segment.text for segment in segments]), strict=True):
        for kind in LEARNABLE:
            chance = chances.get(kind, 0.0)
            here = [act for act in settled if act.kind == kind and act.quote.start == segment.start]
            if any(act.verdict == "yes" for act in here) or chance < 0.5:
                continue
            settled = [act for act in settled if act not in here]
            reason = f"the trained reader {reader.version} says {chance:.2f}"
            sure = chance >= (0.7 if here else 0.9)
            settled.append(ActRead(kind, "yes" if sure else "unsure", reason, _quote(segment)))
    return settled


def _sure(holds: bool) -> Verdict:
    return "yes" if holds else "unsure"


def _quote(segment: Segment) -> Quote:
    return Quote(segment.start, segment.end, segment.text)
