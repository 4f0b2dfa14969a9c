from __future__ import annotations

import pytest

from wellserved.assessment.evidence import QUALITIES, Judgement, all_hold, lacking, unjudged


def test_met_needs_every_quality_judged() -> None:
    some = {"valid": Judgement(True), "current": Judgement(True)}
    assert unjudged(some, "met") == ("authentic", "sufficient", "reliable")
    assert unjudged({}, "met") == QUALITIES
    assert unjudged(all_hold(), "met") == ()


@pytest.mark.parametrize("outcome", ["not_met", "referred_back"])
def test_other_outcomes_need_none(outcome: str) -> None:
    assert unjudged({}, outcome) == ()


def test_what_the_evidence_lacks_is_named_in_order() -> None:
    judged = {**all_hold(), "reliable": Judgement(False, "Twice read, twice different."), "valid": Judgement(False)}
    assert lacking(judged) == ("valid", "reliable")
    assert lacking(all_hold()) == lacking({}) == ()
