"""What follows when information is handled badly. "We avoid poor practice" says nothing of what would follow."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen

_HARM = (
    r"\b(?:data breach(?:es)?|breach(?:es)?|leak(?:s|ed)?|fine[ds]?|los(?:e|es|ing|"
    r"s) (?:of )?(?:\w+ )?(?:trust|customers|jobs?)|"
    r"(?:do not|don['\u2019]t|stop|no longer|never) trust(?:ing)?|identity theft|fraud|stolen|steal|the ICO|"
    r"Information Commissioner|sue[ds]?|"
    r"legal action|court|hack\w*|(?:the )?wrong (?:hands|person|people)|disciplin\w+|sacked|embarrass\w*|harm\w*|"
    r"damag\w+|bad (?:name|reputation|press))\b"
)
_IF = (
    r"\b(?:if|when|otherwise|could|can|may|might|would|will|lead(?:s|ing)? to|results? in|caus(?:e|es|ing)|"
    r"because|means)\b"
)

CHECK = Check(
    "poor_practice",
    "What goes wrong otherwise",
    (
        Sign(
            "What follows",
            "What could happen to the customer or the organisation if this is done badly?",
            seen(_HARM, _IF, deniable=False),
        ),
    ),
)
