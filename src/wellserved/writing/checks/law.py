"""A law by its name, and what is done because of it. "GDPR", "UK GDPR" and "DPA 2018" all name the same one.

"By law" and "legislation" name none.
"""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, either, seen, spans

_BY_NAME = (
    r"\b(?:(?:the )?(?:UK )?GDPR|General Data Protection Regulation|Data Protection Act(?: 2018)?|"
    r"Equality Act(?: 2010)?|Consumer Rights Act(?: 2015)?|Consumer Contracts Regulations(?: 2013)?|"
    r"Health and Safety at Work(?: etc\.?)? Act(?: 1974)?|Freedom of Information Act(?: 2000)?|"
    r"Computer Misuse Act(?: 1990)?|Human Rights Act(?: 1998)?|Food Safety Act(?: 1990)?)\b"
)
_SHORT = r"\bDPA(?: 2018)?\b"
_ACT = (
    r"\b(?:check\w*|ask\w*|lock\w*|delet\w*|shred\w*|keep\w*|stor\w*|shar(?:e|es|ing)|give|giving|tell|tells|telling|"
    r"read\w*|offer\w*|provid\w*|let(?:s|ting)?|make|makes|making|adjust\w*|refund\w*|repair\w*|replac\w*|treat\w*|"
    r"refus\w*|verif\w*|confirm\w*|write|writes|writing|print\w*|turn\w*|log\w*)\b"
)

CHECK = Check(
    "law",
    "The law by name",
    (
        Sign(
            "Which law",
            "Which law is it? Give its name.",
            either(spans(_BY_NAME, deniable=False), spans(_SHORT, case=True, deniable=False)),
        ),
        Sign(
            "What you do",
            "What do you do, or not do, because of that law?",
            either(
                seen(_BY_NAME, _ACT, deniable=False),
                seen(r"\b(?:because of|under|due to) (?:this|that|the) (?:law|act|regulation)\b", _ACT, deniable=False),
                seen(r"\b(?:this|that|it) means\b", _ACT, deniable=False),
            ),
        ),
    ),
)
