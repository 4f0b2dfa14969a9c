"""What a debrief proposes, and the words that it rests on."""

from __future__ import annotations

from wellserved.curriculum import library
from wellserved.simulation import Deed, Play, act, begin, debrief, say
from wellserved.simulation.agents import play_script

ORDER = library.scenario("wrong-order-twice")
REFUND = library.scenario("refund-above-limit")


def said(*texts: str) -> Play:
    play = begin(ORDER, "1")
    for text in texts:
        play = say(play, text)
    return play


def test_expert_shows_the_cycle_in_its_order() -> None:
    seen = debrief(play_script(ORDER, ORDER.scripts["expert"], "1"))
    firsts = [seen.stages[stage][0] for stage in ("acknowledge", "listen", "respond", "confirm", "follow_up")]
    assert firsts == sorted(firsts)
    assert all(seen.last[step] for step in ("listen", "apologise", "solve", "thank"))
    assert seen.outcome == "resolved"
    assert all(criterion.shown and not criterion.missing for criterion in seen.criteria)
    assert seen.faults == ()


def test_evidence_is_the_learners_words_at_their_turn() -> None:
    play = said("Hello, I'm Sam. I'm sorry that we sent the wrong set.")
    [apology] = [one for one in debrief(play).observed if one.observation == "apology"]
    assert apology.shown
    assert [(e.turn, e.quote) for e in apology.evidence] == [(1, "I'm sorry that we sent the wrong set.")]


def test_faults_carry_turn_and_quote() -> None:
    seen = debrief(said("Hello.", "You should have checked the box.", "I can send you £40 credit."))
    found = {(fault.turn, fault.kind, fault.quote) for fault in seen.faults}
    assert (2, "blames_customer", "You should have checked the box.") in found
    assert (3, "breaks_authority_limit", "I can send you £40 credit.") in found


def test_missing_apology_is_a_fault_of_the_whole_once_it_has_ended() -> None:
    assert "no_apology" not in {fault.kind for fault in debrief(said("Hello.")).faults}
    ended = debrief(act(said("Hello."), Deed("close")))
    assert (0, "no_apology") in {(fault.turn, fault.kind) for fault in ended.faults}


def test_unsure_is_listed_and_counts_for_nothing() -> None:
    seen = debrief(said("We will be in touch."))
    assert [evidence.quote for evidence in seen.unsure] == ["We will be in touch."]
    assert not seen.shows("follow_up")


def test_open_question_without_an_answer_is_not_shown() -> None:
    play = said("What happened?")
    assert debrief(play).shows("open_question")
    identity = say(begin(library.scenario("identity-before-account"), "1"), "What happened?")
    assert not debrief(identity).shows("open_question")


def test_what_stayed_hidden_is_named() -> None:
    seen = debrief(said("What did you order?"))
    assert "guests" in seen.untold
    assert seen.hidden_needs == ("before_friday",)


def test_escalation_has_to_be_told_and_done() -> None:
    script = REFUND.scripts["expert"]
    told_only = debrief(play_script(REFUND, [turn for turn in script if turn.deed != "escalate"], "1"))
    done_only = debrief(play_script(REFUND, [turn for turn in script if "pass this to" not in turn.text], "1"))
    assert not told_only.shows("named_escalation")
    assert told_only.outcome != "referred_properly"
    assert not done_only.shows("named_escalation")


def test_record_needs_its_facts() -> None:
    script = [turn for turn in ORDER.scripts["expert"] if turn.deed not in ("record", "close")]
    play = play_script(ORDER, script, "1")
    thin = act(play, Deed("record", {"text": "Customer rang, sorted it."}))
    full = act(play, Deed("record", {"text": "BH-48213: grey king-size set sent by express courier."}))
    assert not debrief(thin).shows("record")
    assert debrief(full).shows("record")
