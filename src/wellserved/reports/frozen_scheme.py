"""What did the mark scheme say when this attempt was handed in?"""

from __future__ import annotations

from functools import lru_cache

from wellserved.curriculum.units import scheme_from_json
from wellserved.marking.scheme import MarkScheme
from wellserved.records.models import SchemeVersion


@lru_cache(maxsize=64)
def frozen_scheme(digest: str) -> MarkScheme:
    """The scheme with this digest. A digest names one content for ever, so the answer may be kept."""
    return scheme_from_json(SchemeVersion.objects.get(digest=digest).text)
