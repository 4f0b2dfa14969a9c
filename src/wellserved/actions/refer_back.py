"""A named assessor refers an attempt back, saying what is missing."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.review import Evidence, check_evidence, new_review, open_for_review, store_review
from wellserved.actions.words import check_comment
from wellserved.records.models import Person, Review


@transaction.atomic
def refer_back(
    person: Person,
    attempt_id: uuid.UUID | str,
    *,
    missing: str,
    comment: str,
    seen: int,
    now: datetime,
    draft_seen: str | None = None,
    evidence: Evidence | None = None,
) -> Review:
    """`seen` and `draft_seen` as for `decide`; `evidence` holds what was judged of it. Raises NotFound, NotAllowed,
    StaleScreen, StaleDraft and Refused (field `missing`, `evidence-QUALITY` or `comment`)."""
    check_comment("missing", missing)
    check_comment("comment", comment)
    opened = open_for_review(person, attempt_id, seen=seen, draft_seen=draft_seen)
    if not missing.strip():
        raise Refused("missing", "It does not say what is missing", "Tell the learner what to add or change.")
    judged = evidence or {}
    check_evidence(judged, Review.Outcome.REFERRED_BACK)
    review = new_review(opened, Review.Outcome.REFERRED_BACK, comment=comment.strip(), missing=missing.strip(), now=now)
    return store_review(opened, review, [], judged)
