"""The coach asks for what examiners look for while it is absent, and ticks it with the draft's own words when there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.marking.scheme import Part, Point
from wellserved.writing.check import Advice
from wellserved.writing.checks import CHECKS
from wellserved.writing.coach import BY_VERB, checks_for, coach

POINT = Point(
    id="p",
    title="P",
    statement="",
    verb="explain",
    task="Explain how good customer service helps a busy organisation to keep and to win many new customers.",
    note="",
    plain="",
    simulation_allowed=True,
    parts=(Part("a", "A", 1, "", "", "", ""),),
    scaffold=("The first reason is ... because ...", "I work in a shop where a customer came in and ..."),
)


def advice(check: str, text: str) -> Advice:
    (found,) = coach(text, POINT, [CHECKS[check]])
    return found


def asked(check: str, text: str) -> set[str]:
    """The names of the signs that are asked for."""
    by_question = {sign.question: sign.name for sign in CHECKS[check].signs}
    return {by_question[question] for question in advice(check, text).asks}


# A draft that shows everything the check looks for, and words that must be in what is quoted.
THERE = {
    "scenario": [
        ("I work at a garden centre. One Saturday a customer brought back a dead rose bush.", "One Saturday"),
        ("At Brightside Travel an old lady phoned, and she had lost her tickets.", "Brightside Travel"),
        ("When a guest comes to the front desk and is angry about noise, I listen.", "a guest comes"),
        ("Imagine a man at the till who has no receipt.", "Imagine a man"),
    ],
    "what_why_how": [
        ("I greet each customer because they want to be noticed. I do it by looking up and smiling.", "I greet"),
        (
            "The receptionist checks the booking. Guests expect no wait. She says 'Good morning, Mr Shah' calmly.",
            "calmly",
        ),
    ],
    "reasons": [
        ("Tone matters because a sharp voice makes people defensive.", "because a sharp voice"),
        ("Speak plainly so that nobody has to guess.", "so that nobody"),
        ("They were kept waiting, which means they will not return.", "which means"),
    ],
    "steps": [
        ("First I check the order. Then I say sorry. Finally I ring back.", "Then I say"),
        ("1. Ask what is wrong\n2. Say sorry\n3. Bring the right plate", "2. Say sorry"),
        ("To begin with I listen. After that I offer a choice. I call back later.", "After that"),
    ],
    "named_role": [
        ("I would pass it to my shift supervisor.", "my shift supervisor"),
        ("The complaints team decides.", "complaints team"),
        ("I do not refund without my duty manager.", "my duty manager"),
        ("Ask the nurse in charge.", "nurse in charge"),
    ],
    "example": [
        ("For example, a man whose kettle leaked got a new one in ten minutes.", "kettle"),
        ("Last week a guest asked for room 12 and got room 21.", "room 12"),
        ("A customer ordered two coats and waited a fortnight.", "two coats"),
    ],
    "limits": [
        ("I may refund up to £30.", "£30"),
        ("I am not allowed to give medical advice.", "not allowed to give"),
        ("Reply within two days.", "two days"),
    ],
    "linked_factors": [
        ("When snow closes the roads, staff cannot get in and queues grow.", "snow"),
        ("Low morale leads to more sickness.", "Low morale leads to"),
        (
            "The cost of living is up, so the firm has cut its training budget because money is short.",
            "training budget",
        ),
    ],
    "comparison": [
        (
            "The agent asks the team leader, and the leader decides alone. The leader is responsible for ten people. "
            "She needs planning skills.",
            "responsible for ten people",
        ),
        ("Autonomy:\n- Agent: none\n\nResponsibility:\n- Agent: calls\n\nSkills needed:\n- Agent: typing", "typing"),
    ],
    "referral": [
        (
            "I find out what the problem is. It goes to the duty manager. I pass on my notes and tell the guest who "
            "will call and when.",
            "duty manager",
        )
    ],
    "last": [
        ("I let her finish. I say I am sorry. I send the right pizza. I thank her for telling us.", "let her finish"),
        ("Listen to them, apologise, replace the item and thank them.", "apologise"),
    ],
    "body_and_tone": [
        ("I keep eye contact so that he feels heard. I speak slowly and in a warm voice.", "eye contact"),
        ("A smile and a friendly tone make the customer relax.", "friendly tone"),
    ],
    "policy": [
        ("Our refund policy gives 28 days.", "refund policy"),
        ("The complaints procedure at the hotel starts at the desk.", "complaints procedure"),
        ("The handbook says that two people lock up.", "handbook says"),
    ],
    "law": [
        ("Because of the GDPR I check who is calling before I read out an address.", "GDPR"),
        ("Under UK GDPR we ask for two details first.", "UK GDPR"),
        ("DPA 2018: this means I lock my screen.", "DPA 2018"),
        ("The Data Protection Act 2018 is why we shred old forms. That means we keep nothing too long.", "2018"),
        ("Under the Equality Act 2010 we offer large print.", "Equality Act 2010"),
    ],
    "record_purpose": [
        ("We write a note so that the next person knows what was promised.", "so that the next person"),
        ("The ticket is there to show what has been tried.", "to show what"),
    ],
    "poor_practice": [
        ("If the file is left open, details could get into the wrong hands.", "wrong hands"),
        ("A data breach can lead to a fine.", "data breach can"),
    ],
}

# Near-misses: what is asked for all the same.
NOT_THERE = {
    "scenario": [
        ("Good service matters in a shop because customers expect it.", {"Who and what happens"}),
        ("One day a customer was upset about a bill.", {"Where"}),
        ("At Christmas a customer came and was angry.", {"Where"}),
        ("Politeness is a principle.", {"Where", "Who and what happens"}),
    ],
    "what_why_how": [
        ("It matters because customers want to be noticed. It is done calmly.", {"What"}),
        ("I greet each person at the door by looking up and smiling.", {"Why"}),
        ("I greet each customer because they want to be noticed.", {"How"}),
        ("Customer service is important.", {"What", "Why", "How"}),
    ],
    "reasons": [
        ("Tone matters. Clarity matters.", {"Why"}),
        ("Just because.", {"Why"}),
        ("I have worked here since 2019.", {"Why"}),
        ("It is so nice.", {"Why"}),
    ],
    "steps": [
        ("A first impression counts. The desk is next to the door. It was the last one.", {"First", "Next", "Last"}),
        ("First I check. Then I say sorry.", {"Last"}),
        ("I say sorry, then I finally ring back.", {"First"}),
        ("My first job was in a bar.", {"First", "Next", "Last"}),
    ],
    "named_role": [
        ("I would tell someone.", {"Who"}),
        ("I pass it to somebody higher up.", {"Who"}),
        ("Tell the right person.", {"Who"}),
    ],
    "example": [
        ("For example, customers are happy with it.", {"A detail"}),
        ("Customers like good service.", {"An example", "A detail"}),
        ("For example.", {"An example", "A detail"}),
    ],
    "limits": [("I only do what I am meant to do.", {"The limit"}), ("There are limits to my job.", {"The limit"})],
    "linked_factors": [
        ("Staff attitude is internal. The weather is external.", {"The link"}),
        ("Staff matter because people matter.", {"The link"}),
        ("Training, morale and weather.", {"The link"}),
    ],
    "comparison": [
        ("She decides alone. She is responsible for the till.", {"Skills"}),
        ("Autonomy:\n\nResponsibility:\n- Agent: calls", {"Autonomy", "Skills"}),
        ("A waiter carries plates.", {"Autonomy", "Responsibility", "Skills"}),
    ],
    "referral": [
        ("It goes to the duty manager. I pass on my notes.", {"The problem"}),
        ("I find out what is wrong. I pass on my notes to someone.", {"The right person"}),
        ("I find out what is wrong and go to my supervisor.", {"The handover"}),
    ],
    "last": [
        ("I say sorry, replace it and thank her.", {"Listen"}),
        ("I listen, replace it and thank her.", {"Apologise"}),
        ("I listen, say sorry and thank her.", {"Solve"}),
        ("I listen, say sorry and replace it.", {"Thank"}),
        ("I never say sorry.", {"Listen", "Apologise", "Solve", "Thank"}),
    ],
    "body_and_tone": [
        ("I use kind words with everybody.", {"Body language", "Tone", "What it does"}),
        ("I smile. I use a calm voice.", {"What it does"}),
        ("I smile so that they feel welcome.", {"Tone"}),
    ],
    "policy": [
        ("I follow company policy.", {"Which policy"}),
        ("There is no refund policy here.", {"Which policy"}),
        ("Rules are rules.", {"Which policy"}),
    ],
    "law": [
        ("I follow the law and all legislation.", {"Which law", "What you do"}),
        ("The GDPR is important.", {"What you do"}),
        ("We keep data private by law.", {"Which law", "What you do"}),
    ],
    "record_purpose": [
        ("We keep records on the computer.", {"The purpose"}),
        ("So that we know.", {"The purpose"}),
    ],
    "poor_practice": [
        ("We avoid poor practice.", {"What follows"}),
        ("Data is kept safe.", {"What follows"}),
    ],
}


@pytest.mark.parametrize(("check", "text", "words"), [(c, *case) for c, cases in THERE.items() for case in cases])
def test_ticks_what_is_there_with_this_quote(check: str, text: str, words: str) -> None:
    found = advice(check, text)
    assert found.is_there, found.asks
    assert any(words in seen.quote.text for seen in found.seen), [seen.quote.text for seen in found.seen]
    assert all(text[seen.quote.start : seen.quote.end] == seen.quote.text for seen in found.seen)


@pytest.mark.parametrize(("check", "text", "names"), [(c, *case) for c, cases in NOT_THERE.items() for case in cases])
def test_asks_for_what_is_absent_and_for_nothing_else(check: str, text: str, names: set[str]) -> None:
    assert asked(check, text) == names


def test_every_check_has_both_kinds_of_example() -> None:
    assert set(THERE) == set(NOT_THERE) == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS)
def test_an_empty_draft_is_asked_every_question(check: str) -> None:
    assert advice(check, "").asks == tuple(sign.question for sign in CHECKS[check].signs)


@pytest.mark.parametrize("check", CHECKS)
def test_questions_ask_and_write_no_answer(check: str) -> None:
    for sign in CHECKS[check].signs:
        assert "?" in sign.question
        assert "..." not in sign.question


def test_the_task_said_again_and_beginnings_left_unfinished_tick_nothing() -> None:
    assert asked("reasons", POINT.task) == {"Why"}
    assert asked("scenario", "I work in a shop where a customer came in and ...") == {"Where", "Who and what happens"}


def test_not_knowing_ticks_nothing() -> None:
    assert asked("law", "I don't know what the Data Protection Act tells us to keep.") == {"What you do"}


def test_the_verb_of_the_task_asks_for_its_checks_once() -> None:
    assert [check.id for check in checks_for(POINT)] == list(BY_VERB["explain"])
    assert [check.id for check in checks_for(POINT, ["scenario", "reasons"])] == ["scenario", "reasons"]
    with pytest.raises(KeyError):
        checks_for(POINT, ["no-such-check"])


PIECES = st.sampled_from(
    ["because", "GDPR", "a customer", "came", "\n", "1. ", "£30", "\u202e", "😀", "<script>", "...", ", ", "first", " "]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_whatever_is_written_every_quote_is_in_it(text: str) -> None:
    for found in coach(text, POINT, CHECKS.values()):
        for seen in found.seen:
            assert text[seen.quote.start : seen.quote.end] == seen.quote.text != ""
        assert found.is_there == (not found.asks)
