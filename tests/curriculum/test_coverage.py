"""What the course has to cover, statement by statement, with the address where it stands.

An address is `UNIT/KIND/ID`, or `KIND/ID` for what no unit owns. A statement without its address fails by name.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wellserved.curriculum import library
from wellserved.curriculum.service_models import ServiceModel

JOBS, PLACE, LEVEL_2 = "jobs-and-principles", "service-environment", "principles-level-2"
RESPECT, LAW = "first-impressions-and-respect", "law-ethics-records"


COVERED: dict[str, tuple[str, ...]] = {
    # Principles and jobs
    "principles shape what people do at work": (f"{JOBS}/cards/principles-of-service", "maps/principles-to-behaviours"),
    "needs differ, and service meets or exceeds them": (
        f"{JOBS}/cards/customer-needs-and-expectations",
        f"{LEVEL_2}/cards/customer-needs-and-expectations",
    ),
    "attitude, communication and standards": (f"{JOBS}/cards/attitude-communication-standards", "maps/three-levers"),
    "clear language, tone, active listening": (
        f"{JOBS}/cards/effective-communication",
        f"{RESPECT}/cards/active-listening",
    ),
    "first impressions": (f"{JOBS}/cards/first-impressions", f"{RESPECT}/cards/first-impressions"),
    "enquiries": (f"{JOBS}/cards/dealing-with-enquiries", f"{JOBS}/cards/escalation"),
    "professional behaviour": (f"{JOBS}/cards/professional-behaviour",),
    "jobs and where they lead": (
        f"{JOBS}/cards/entry-level-roles",
        f"{JOBS}/cards/roles-by-industry",
        f"{JOBS}/cards/career-progression",
        f"{JOBS}/cards/autonomy-responsibility-skills",
        "roles/retail-assistant",
        "roles/call-centre-agent",
    ),
    "tips for principles and jobs": (
        f"{JOBS}/tips/use-a-real-scenario",
        f"{JOBS}/tips/what-why-how",
        f"{JOBS}/tips/compare-in-a-table",
        f"{JOBS}/tips/autonomy-responsibility-skills-rows",
        f"{JOBS}/tips/label-with-objectives",
        f"{JOBS}/tips/cover-every-criterion",
    ),
    "misconceptions about principles and jobs": (
        f"{JOBS}/misconceptions/principle-is-procedure",
        f"{JOBS}/misconceptions/all-jobs-identical",
        f"{JOBS}/misconceptions/sideways-is-progression",
        f"{JOBS}/misconceptions/duty-without-customer",
    ),
    "words of principles": tuple(
        f"{JOBS}/terms/{term}"
        for term in ("empathy", "politeness", "responsiveness", "reliability", "professional-demeanour")
    ),
    "words of jobs": tuple(
        f"{JOBS}/terms/{term}"
        for term in (
            "retail-assistant",
            "call-centre-agent",
            "supervisor",
            "specialist",
            "autonomy",
            "horizontal-move",
            "vertical-move",
        )
    ),
    # The service environment
    "internal and external customers": (f"{PLACE}/cards/internal-and-external-customers",),
    "factors": (
        f"{PLACE}/cards/internal-and-external-factors",
        f"{PLACE}/cards/controllable-and-uncontrollable-factors",
        "factors/customer-expectations",
        "factors/team-morale",
        "factors/technology",
    ),
    "duties and limits of the role": (f"{PLACE}/cards/service-role-duties", f"{PLACE}/cards/limits-of-authority"),
    "passing on": (
        f"{PLACE}/cards/escalation",
        f"{PLACE}/cards/referral-and-handover",
        f"{PLACE}/cards/referral-hierarchy",
    ),
    "body language and a professional image": (
        f"{PLACE}/cards/non-verbal-communication",
        f"{PLACE}/cards/professional-image",
    ),
    "tips for the environment": tuple(
        f"{PLACE}/tips/{tip}"
        for tip in (
            "link-factors",
            "referral-in-three",
            "mirror-tone-and-values",
            "confirm-understanding",
            "use-terms-rightly",
            "read-the-question",
            "give-specific-examples",
            "remember-listen",
            "know-your-hierarchy",
            "know-your-procedure",
        )
    ),
    "misconceptions about the environment": tuple(
        f"{PLACE}/misconceptions/{wrong}"
        for wrong in (
            "service-is-sales",
            "only-external-matters",
            "beyond-authority",
            "vague-escalation",
            "factor-on-wrong-side",
            "words-are-all",
        )
    ),
    "words of the environment": tuple(
        f"{PLACE}/terms/{term}" for term in ("service-standards", "escalation", "stakeholder")
    ),
    # Level 2
    "the qualification": ("qualifications/level-2-award-principles-of-customer-service",),
    "four outcomes, each a record of its own": tuple(
        f"{LEVEL_2}/outcomes/{outcome}"
        for outcome in ("principles", "needs-and-expectations", "communicating", "when-not-met")
    ),
    "transferable skills": tuple(
        f"{LEVEL_2}/key_skills/{skill}" for skill in ("active-listening", "problem-solving", "teamwork")
    ),
    "needs, communication, complaints and a customer-focused approach": tuple(
        f"{LEVEL_2}/cards/{card}"
        for card in (
            "customer-needs-and-expectations",
            "observing-customers",
            "types-of-customers",
            "effective-communication",
            "building-rapport",
            "choosing-a-channel",
            "handling-complaints",
            "service-failure",
            "customer-focused-culture",
            "service-standards",
            "confidentiality",
            "equality-and-diversity",
        )
    ),
    "what service does to satisfaction, loyalty and name": ("maps/impact-chain", "maps/customer-journey"),
    "tips for level 2": tuple(
        f"{LEVEL_2}/tips/{tip}"
        for tip in (
            "restate-before-solving",
            "structure-with-last",
            "give-workplace-examples",
            "write-about-body-and-tone",
            "solve-a-case-step-by-step",
            "use-the-right-words",
            "name-the-policy",
            "name-the-law",
        )
    ),
    "misconceptions of level 2": tuple(
        f"{LEVEL_2}/misconceptions/{wrong}"
        for wrong in (
            "needs-are-wants",
            "closed-questions-only",
            "dissatisfied-means-angry",
            "solve-first",
            "just-be-polite",
            "customer-always-right",
            "complaints-are-bad",
        )
    ),
    "words of level 2": tuple(
        f"{LEVEL_2}/terms/{term}" for term in ("customer-journey", "service-recovery", "added-value")
    ),
    # Interaction, respect, and planning one's own learning
    "interaction and respect": tuple(
        f"{RESPECT}/cards/{card}"
        for card in ("respect-for-individuals", "cultural-awareness", "patience", "cost-of-poor-service")
    ),
    "planning one's own learning, in a group apart": tuple(
        f"{RESPECT}/cards/{card}"
        for card in (
            "smart-goals",
            "time-management",
            "reflective-practice",
            "teamwork",
            "personal-development-planning",
        )
    ),
    "the heading of that group": (f"{RESPECT}/groups/own-learning",),
    "tips for respect": tuple(
        f"{RESPECT}/tips/{tip}"
        for tip in ("use-a-real-scenario", "words-tone-and-body", "let-them-finish", "restate-before-solving")
    ),
    "misconceptions about respect": tuple(
        f"{RESPECT}/misconceptions/{wrong}"
        for wrong in (
            "friendly-is-enough",
            "customer-always-right",
            "non-verbal-ignored",
            "complaints-are-for-managers",
        )
    ),
    # Law, ethics, records
    "law and what it makes you do": (
        f"{LAW}/cards/data-protection",
        f"{LAW}/cards/equality-and-diversity",
        f"{LAW}/cards/protected-characteristics",
        f"{LAW}/cards/consumer-rights",
        f"{LAW}/cards/ethics-at-work",
        "maps/law-to-action",
    ),
    "handling contacts and records": tuple(
        f"{LAW}/cards/{card}"
        for card in (
            "open-and-closed-questions",
            "written-correspondence",
            "building-customer-relationships",
            "added-value",
            "purpose-of-records",
            "facts-not-opinions",
            "keeping-records-secure",
            "using-records",
            "sharing-records",
        )
    ),
    "tips for law and records": tuple(
        f"{LAW}/tips/{tip}"
        for tip in (
            "name-the-law",
            "give-workplace-examples",
            "show-the-why",
            "state-the-purpose-of-each-record",
            "say-what-could-go-wrong",
        )
    ),
    "misconceptions about law and records": tuple(
        f"{LAW}/misconceptions/{wrong}" for wrong in ("politeness-only", "compliance-is-theirs", "opinion-as-record")
    ),
    "the law by its names": (f"{LAW}/terms/uk-gdpr", f"{LAW}/terms/data-protection-act", f"{LAW}/terms/equality-act"),
}


def addresses() -> Iterator[str]:
    for unit in library.units():
        for kind in ("cards", "terms", "tips", "misconceptions", "outcomes", "key_skills", "groups"):
            yield from (f"{unit.id}/{kind}/{entry.id}" for entry in getattr(unit, kind))
    yield from (f"models/{id_}" for id_ in library.service_models())
    yield from (f"maps/{id_}" for id_ in library.maps())
    yield from (f"roles/{id_}" for id_ in library.roles())
    yield from (f"factors/{factor.id}" for factor in library.factors().factors)
    yield from (f"qualifications/{found.id}" for found in library.qualifications())


@pytest.mark.parametrize("statement", COVERED)
def test_statement_stands_where_it_should(statement: str) -> None:
    missing = set(COVERED[statement]) - set(addresses())
    assert not missing


@pytest.mark.parametrize(
    ("model", "steps"),
    [
        ("customer-service-cycle", "Acknowledge, Listen, Respond, Confirm, Follow up"),
        ("last", "Listen, Apologise, Solve, Thank"),
        ("listen", "Listen, Acknowledge, Solve, Thank"),
        ("what-why-how", "What, Why, How"),
        ("smart", "Specific, Measurable, Achievable, Relevant, Time-bound"),
        ("referral-in-three", "The problem, The right person, The handover"),
        ("listen-apologise-solve-check", "Listen without interrupting, Apologise, Find a solution, Check afterwards"),
        ("listen-apologise-resolve-follow-up", "Listen, Apologise, Resolve, Follow up"),
        ("acknowledge-apologise-solve-follow-up", "Acknowledge, Apologise, Find a solution, Follow up"),
    ],
)
def test_named_model_has_its_steps_in_order(model: str, steps: str) -> None:
    assert ", ".join(step.name for step in library.service_models()[model].steps) == steps


def test_listen_says_that_six_letters_carry_four_steps() -> None:
    listen: ServiceModel = library.service_models()["listen"]
    assert (len(listen.spells), len(listen.steps)) == (6, 4)
    assert "six letters" in listen.note
    assert "four steps" in listen.note


def test_every_unit_has_no_empty_section() -> None:
    for unit in library.units():
        for kind in ("synopsis", "before_you_start", "cards", "terms", "tips", "misconceptions", "faq", "related"):
            assert getattr(unit, kind), (unit.id, kind)


def test_roles_cover_six_industries_and_every_level() -> None:
    assert len(library.industries()) >= 6
    assert len(library.roles()) >= 12
    entry = [role for role in library.roles().values() if role.level == "entry"]
    assert len(entry) >= 6
    assert {role.level for role in library.roles().values()} == {
        "entry",
        "senior",
        "supervisory",
        "specialist",
        "managerial",
    }


def test_moves_up_and_sideways_are_told_apart() -> None:
    moves = library.progression().moves
    assert {move.direction for move in moves} == {"up", "sideways"}
    ends = {library.roles()[move.end].level for move in moves if move.direction == "up"}
    assert {"supervisory", "specialist"} <= ends


def test_technology_can_be_argued_on_either_side() -> None:
    [technology] = [factor for factor in library.factors().factors if factor.id == "technology"]
    assert {reading.place for reading in technology.readings} == {"internal", "external"}


def test_the_nine_characteristics_are_named_in_full() -> None:
    [card] = [card for card in library.unit(LAW).cards if card.id == "protected-characteristics"]
    for characteristic in (
        "age",
        "disability",
        "gender reassignment",
        "marriage and civil partnership",
        "pregnancy and maternity",
        "race",
        "religion or belief",
        "sex",
        "sexual orientation",
    ):
        assert characteristic in card.text


def test_model_answers_tell_of_a_workplace_each() -> None:
    workplaces = [answer.workplace for unit in library.unit_ids() for answer in library.model_answers(unit).values()]
    assert len(workplaces) == len(set(workplaces))
    assert len(workplaces) == sum(len(library.scheme(unit).points) for unit in library.unit_ids())


def test_ideas_that_units_share_have_one_id() -> None:
    holders = {id_: {unit.id for unit in units} for id_, units in library.units_with_card().items()}
    assert holders["benefits-of-good-service"] == set(library.unit_ids())
    assert holders["escalation"] == set(library.unit_ids())
    assert {RESPECT, LEVEL_2} <= holders["customer-first"]
    assert {PLACE, RESPECT, LEVEL_2} <= holders["non-verbal-communication"]
    assert {JOBS, RESPECT} <= holders["first-impressions"]
