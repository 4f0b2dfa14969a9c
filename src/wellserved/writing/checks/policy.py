"""A policy or procedure of the organisation, told apart from others by its subject or by what it says.

"I follow company policy" tells nobody which one.
"""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen

_SUBJECTS = (
    r"refunds?|returns?|complaints?|privacy|data protection|confidentiality|dress|uniform|equality|diversity|inclusion|"
    r"safeguarding|lone[- ]working|health and safety|price[- ]match|cancellation|service|social media|retention|"
    r"escalation|cash[- ]handling|lost property|accessibility|whistle-?blowing|record[- ]keeping|"
    r"clear[- ]desk|password|"
    r"exchange|communication"
)

CHECK = Check(
    "policy",
    "A policy by name",
    (
        Sign(
            "Which policy",
            "Which policy or procedure of your organisation is this, and what does it say?",
            seen(
                rf"\b(?:{_SUBJECTS})\s+(?:policy|policies|procedures?|standards?|code|charter|rules?)\b|"
                r"\b(?:policy|procedure|handbook|code of conduct|service standards?)\s+(?:says?|states?|"
                r"is (?:to|that)|allows?|"
                r"tells? (?:us|me)|asks?|means|on \w+|about \w+|for \w+)\b"
            ),
        ),
    ),
)
