"""How does this centre mark at present?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.records.models import Attempt, Centre


@dataclass(frozen=True, slots=True)
class CentrePolicy:
    slug: str
    name: str
    draft_shown: str
    blind_share: int
    standard_days: int
    decided_blind: int  # reviews made so far without sight of a draft, drawn for the blind share


def centre_policy(centre: Centre) -> CentrePolicy:
    blind = Attempt.objects.filter(enrolment__centre=centre, reviews__blind=True).distinct().count()
    return CentrePolicy(
        slug=centre.slug,
        name=centre.name,
        draft_shown=centre.draft_shown,
        blind_share=centre.blind_share,
        standard_days=centre.marking_standard_days,
        decided_blind=blind,
    )
