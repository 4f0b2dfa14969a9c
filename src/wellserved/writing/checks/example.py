"""A specific example: something that is set out as an example, with a detail that only this case has.

"For example, customers are happy" has no detail.
"""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, either, seen
from wellserved.writing.lexicon import HAPPENED, ONCE, SOMEBODY, SUPPOSED

_THINGS = (
    r"kettle|order|parcel|booking|meal|room|ticket|receipt|bill|delivery|coat|shoes?|phone|laptop|prescription|"
    r"appointment|card|cake|pizza|coffee|train|flight|table|account|password|size|colour|menu|ramp|pushchair|"
    r"wheelchair|"
    r"allergy|washing machine|fridge|sofa|book|key|form|letter|boiler|jacket|dress|toy|tablet|charger|invoice"
)
_GIVEN = r"\b(?:for example|for instance|e\.?g\b\.?|such as|like when|an example)\b\W+\w+(?:\W+\w+){2}"

CHECK = Check(
    "example",
    "A specific example",
    (
        Sign(
            "An example",
            "Can you give one example, from work or made up?",
            either(
                seen(_GIVEN),
                seen(ONCE),
                seen(SUPPOSED),
                seen(rf"(?:{SOMEBODY}|\b(?:he|she)\b)\W+(?:\w+\W+)?{HAPPENED}"),
            ),
        ),
        Sign(
            "A detail",
            "What exactly was it: which thing, what was said, how many or how long?",
            either(
                seen(rf"\b(?:an?|the|her|his|their|my|wrong|this|one|two|three)\s+(?:\w+\s+){{0,2}}(?:{_THINGS})s?\b"),
                seen(
                    r"[£$€]\s?\d|\b\d+(?:[:.]\d+)?\s?\w+|\b(?:two|three|four|five|six|ten|twenty|thirty|half an?)\s+"
                    r"(?:minutes?|hours?|days?|weeks?|pounds?|people|times)\b"
                ),
                seen(r"[\"\u201c\u2018][^\"\u201d\u2019]{6,}[\"\u201d\u2019]"),
            ),
        ),
    ),
)
