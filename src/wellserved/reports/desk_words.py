"""How the practice desk and its debrief say things: outcomes, deeds and what they teach, slips and a better way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wellserved.simulation import Deed, Event, Scenario

OUTCOMES: Mapping[str, str] = {
    "resolved": "Resolved",
    "referred_properly": "Passed on properly",
    "unresolved": "Not resolved",
    "customer_lost": "Customer lost",
    "stopped": "Stopped",
}
CHANNELS: Mapping[str, str] = {"chat": "Chat", "phone": "Phone", "face_to_face": "Face to face", "email": "Email"}
STAGES: Mapping[str, str] = {
    "acknowledge": "Acknowledge",
    "listen": "Listen",
    "respond": "Respond",
    "confirm": "Confirm",
    "follow_up": "Follow up",
}
SHOWN: Mapping[str, str] = {
    "greeting": "Greeted the customer",
    "acknowledge": "Acknowledged the problem early",
    "empathy": "Named how the customer feels",
    "apology": "Apologised for this very problem",
    "open_question": "Asked an open question that brought something new",
    "paraphrase": "Said back what matters",
    "understood_before_solution": "Understood before offering a solution",
    "solution_fits": "Found a solution that meets every need",
    "within_limits": "Stayed within the limits",
    "identity_before_account": "Checked identity before speaking of the account",
    "named_escalation": "Passed it on to the right role, by name, with a full handover",
    "confirm": "Checked that the customer agrees",
    "follow_up": "Planned a follow-up",
    "thanks": "Thanked the customer",
    "plain_words": "Used plain words",
    "calm_kept": "Stayed calm and polite",
    "record": "Wrote a record that holds what matters",
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a slip is called, why it costs, and a better way said."""

    title: str
    why: str
    better: str


LESSONS: Mapping[str, Lesson] = {
    "solution_before_understanding": Lesson(
        "A solution before the problem was understood",
        "An offer made too early often misses what the customer needs, and sounds as if nobody had listened.",
        "Could you tell me what happened, and what you need it for? Then I can find what really helps.",
    ),
    "interrupts": Lesson(
        "Spoke before the customer had finished",
        "Somebody who is interrupted feels unheard, and what they were about to say is lost.",
        "Wait until the customer has finished. Then: Thank you for telling me. Let me make sure that I have it right.",
    ),
    "blames_customer": Lesson(
        "Blamed the customer",
        "Whoever is blamed defends themselves, and stops telling you what you need to know.",
        "I can see that it did not go as you expected. Let's find out where it went wrong.",
    ),
    "rude_or_dismissive": Lesson(
        "Rude or dismissive words",
        "They turn a problem with a product into a problem with people.",
        "I understand that this is frustrating. Here is what I can do.",
    ),
    "vague_escalation": Lesson(
        "Passed on to nobody in particular",
        "“Someone will call you” gives the customer nobody to hold on to.",
        "I'll pass this to our Team Leader now, with everything you told me. They will ring you by noon tomorrow.",
    ),
    "jargon": Lesson(
        "Words of the trade",
        "A word that the customer does not know shuts them out.",
        "Say what it does, in everyday words, instead of what it is called inside the company.",
    ),
    "closed_body_language": Lesson(
        "A closed manner",
        "Posture, eyes and tone are believed before words are.",
        "Face the customer, look at them, and keep your voice calm.",
    ),
    "breaks_authority_limit": Lesson(
        "More than you may decide",
        "What you may not give will be taken back, and a promise broken is worse than none.",
        "That is above what I may decide. I'll ask the person who can, and tell you by when you will hear.",
    ),
    "false_promise": Lesson(
        "A promise that could not be kept",
        "The customer left with it, and will come back without trust.",
        "Promise only what you can do yourself, and name who decides the rest.",
    ),
    "discloses_without_identity_check": Lesson(
        "Something of the account before identity was checked",
        "It may not be the customer who is asking. The law asks you to protect personal data (UK GDPR).",
        "Before I look at the account, may I check two details with you?",
    ),
    "no_apology": Lesson(
        "No apology for the problem",
        "The customer was angry about something that had gone wrong, and nobody said sorry for it.",
        "I'm sorry that we sent you the wrong thing again: say sorry for the very thing that happened.",
    ),
}

_TEACHES: Mapping[str, str] = {
    "refused_not_needed": "Nothing of an account is asked for here, so there is no identity to check.",
    "identity_not_matched": "Not verified. Too few details match the records, or the customer has not told you them. "
    "Ask for the details one by one, and type what the customer says.",
    "refused_unknown": "The desk does not know this action. Choose from the list.",
    "refused_identity": "Not done: {about}. This touches the account, so identity has to be checked first.",
    "refused_authority": "Not done: {about}. This is not yours to decide. Who is who names who can.",
    "refused_incomplete": "Not done: something is missing. A handover says to whom, what the problem is, what you "
    "tried and what you told the customer; an amount is a whole number of pounds; a follow-up says when and what.",
    "refused_over_limit": "Not done: {about}. The amount is above your limit. The handbook names it.",
}
_TELLS: Mapping[str, str] = {
    "identity_verified": "Identity checked: the details match the records.",
    "done": "Done: {about}.",
    "held": "You put the customer on hold.",
    "sent_to_wrong_role": "Passed on to {about}. This is not who decides this.",
    "referred": "Passed on to {about}, with your handover.",
    "follow_up_planned": "A follow-up is planned.",
    "recorded": "Your record is kept.",
    "manner": "You change your manner.",
    "closed": "You close the contact.",
    "stopped_by_learner": "You stopped the conversation.",
}


@dataclass(frozen=True, slots=True)
class DeedTold:
    """What came of a deed, in words. `teaches`: the desk refused it and says why."""

    words: str
    teaches: bool = False


def tell_deed(events: tuple[Event, ...], scenario: Scenario) -> DeedTold:
    for event in events:
        about = subject(event.about, scenario)
        if event.kind in _TEACHES:
            return DeedTold(_TEACHES[event.kind].format(about=about), teaches=True)
        if event.kind in _TELLS:
            return DeedTold(_TELLS[event.kind].format(about=about))
    return DeedTold("Done.")


def typed(deed: Deed, scenario: Scenario) -> tuple[str, ...]:
    """What the learner typed into the fields of a deed, a line each; a remedy is named by what the desk says of it."""
    lines = (_typed(name, value.strip(), scenario) for name, value in deed.values.items() if name != "remedy")
    return tuple(line for line in lines if line)


def _typed(name: str, value: str, scenario: Scenario) -> str:
    if name == "amount":
        return f"£{value.removeprefix('£')}" if value else ""
    return subject(value, scenario) if name == "to" else value


def subject(id_: str, scenario: Scenario) -> str:
    """The label of a fact, remedy or role; the id itself where it is none."""
    fact, remedy, role = scenario.fact(id_), scenario.remedy(id_), scenario.role(id_)
    return fact.label if fact else remedy.label if remedy else role.title if role else id_


def heat(scenario: Scenario) -> str:
    """How the customer begins, in a word: calm, tense or heated."""
    anger = scenario.start["anger"]
    return "calm" if anger <= 2 else "tense" if anger <= 5 else "heated"
