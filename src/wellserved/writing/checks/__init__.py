"""Every check of the coach by its id. One file holds one check."""

from __future__ import annotations

from wellserved.writing.check import Check
from wellserved.writing.checks import (
    body_and_tone,
    comparison,
    example,
    last,
    law,
    limits,
    linked_factors,
    named_role,
    policy,
    poor_practice,
    reasons,
    record_purpose,
    referral,
    scenario,
    steps,
    what_why_how,
)

CHECKS: dict[str, Check] = {
    module.CHECK.id: module.CHECK
    for module in (
        scenario,
        what_why_how,
        reasons,
        steps,
        named_role,
        example,
        limits,
        linked_factors,
        comparison,
        referral,
        last,
        body_and_tone,
        policy,
        law,
        record_purpose,
        poor_practice,
    )
}
