"""Words that several checks look for, as patterns."""

from __future__ import annotations

from wellserved.writing.check import any_of

# Somebody in particular: "a customer" is nobody yet, so checks ask for something that happens as well.
SOMEBODY = any_of(
    (
        "customers?",
        "guests?",
        "patients?",
        "passengers?",
        "clients?",
        "visitors?",
        "shoppers?",
        "callers?",
        "diners?",
        "tenants?",
        "members?",
        "residents?",
        "colleagues?",
        "m[ae]n",
        "wom[ae]n",
        "lady",
        "gentleman",
        "couple",
        "family",
        "mother",
        "father",
        "mum",
        "dad",
        "parents?",
        "drivers?",
        "students?",
        "pensioner",
        "person",
    )
)

# A person who has a title; "someone", "somebody higher up" and "the right person" have none.
NAMED_ROLE = (
    r"\b(?:(?:my|our|the|an?|their|his|her)\s+)?(?:(?:\w+[- ]){0,2}\b)?(?:supervisors?|managers?|team[ -]leaders?|"
    r"shift[ -]leaders?|heads? of \w+|nurse in charge|technicians?|engineers?|pharmacists?|head (?:waiter|chef|porter)|"
    r"(?:complaints?|data protection|safeguarding|privacy|compliance|health and safety|customer relations|first aid)"
    r" (?:officer|lead|team|department|adviser|advisor|desk)|(?:IT|HR|technical|accounts|finance|billing|maintenance|"
    r"housekeeping|security|warehouse|returns|complaints|compliance|specialist|escalations?) (?:team|"
    r"department|desk))\b"
)

BECAUSE = (
    r"\b(?:because|becuase|cos|cuz|as a result(?: of)?|due to|owing to|so that|in order to|otherwise|therefore|"
    r"which means|this means|that means|means that|the reason|that(?:'|\u2019)?s why|that is why|this is why|"
    r"lead(?:s|ing)? to|results? in|"
    r"since (?=they|the|he|she|it|we|you|customers?|people|this|that|a)|"
    r"so (?=they|the|he|she|it|we|you|customers?|people|this|that (?:they|the|he|she|it|we|you|customers?|"
    r"people)|\w+ feels?))"
)
# A reason has something after it: "Just because." gives none.
REASON = BECAUSE + r"\W+\w+(?:\W+\w+)+"

LINK = rf"(?:{BECAUSE}|\b(?:affects?|causes?|makes?|if|when|puts?|depends? on|knock-?on)\b)"

# Something that happened or is set out as happening once, not "always" or "in general".
ONCE = (
    r"\b(?:one (?:day|morning|afternoon|evening|night|time|\w+day)|last (?:week|month|year|night|summer|"
    r"winter|spring|autumn|"
    r"\w+day)|yesterday|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|imagine|suppose|picture this|let(?:'|"
    r"\u2019)?s say|"
    r"say (?:that )?an?\b|once,? an?\b|once,? when|there was|recently)\b"
)
HAPPENED = (
    r"\b(?:came|rang|phoned|called|emailed|asked|wanted|bought|ordered|booked|arrived|complained|returned|brought|"
    r"told|said|needed|waited|lost|left|forgot|found|paid|received|got|walked|turned up|was (?:upset|cross|angry|"
    r"worried|late|lost|given|charged|told|sent|waiting|unhappy|confused|in a hurry))\b"
)
# A case that is set up: "if a customer comes in with", "when a guest rings".
SUPPOSED = (
    r"\b(?:if|when)\s+(?:an?|the|one|my)\s+(?:\w+\s+){0,2}(?:customer|guest|patient|passenger|client|visitor|shopper|"
    r"caller|diner|tenant|member|resident|colleague|man|woman|lady|gentleman|couple|family|parent|driver|student)\s+"
    r"(?:\w+\s+)?(?:comes|rings|phones|calls|emails|asks|wants|brings|arrives|complains|returns|says|tells|needs|has|"
    r"cannot|can't|is)\b"
)
