"""The coach, the notes on one's workplace and the comparison table, without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import NOW, POINT, UNIT, Cast
from wellserved.actions.load_content import load_content
from wellserved.actions.save_draft import save_draft
from wellserved.actions.save_workplace import save_workplace
from wellserved.actions.submit_answer import submit_answer
from wellserved.records.models import Attempt, Draft, Enrolment, Workplace

pytestmark = pytest.mark.django_db
JOBS = "jobs-and-principles"
TASK = reverse("task", args=[UNIT, POINT])
TABLE = reverse("answer-table", args=[JOBS, "two-roles"])
SENT = {
    "name-0": "Waiter",
    "name-1": "Cashier",
    "cell-0-0": "serves food because <b>people</b> are hungry",
    "cell-0-1": "takes money",
    "cell-3-1": "adding up",
    "below": "One stands, one sits.",
}
TEXT = (
    "First job: Waiter\nSecond job: Cashier\n\nWhat the person usually does:\n"
    "- Waiter: serves food because <b>people</b> are hungry\n- Cashier: takes money\n\n"
    "Skills needed:\n- Cashier: adding up\n\nOne stands, one sits."
)


@pytest.fixture
def jobs(cast: Cast) -> Any:
    """Lena, with a place on the unit whose tasks offer tables."""
    load_content(NOW, [JOBS])
    Enrolment.objects.create(person=cast.learner, centre=cast.centre, unit_id=JOBS, enrolled_at=NOW)
    return cast.learner


def body(response) -> str:
    return response.content.decode()


def keep(person: Any, **words: str) -> None:
    save_workplace(person, words=words, revision=0, now=NOW)


def test_the_coach_asks_about_the_saved_draft_and_ticks_what_is_there(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert "Why is that so?" in body(client.get(TASK))
    sent = {"text": "They return because they felt welcome.", "revision": "0", "then": "coach"}
    answer = client.post(reverse("save-draft", args=[UNIT, POINT]), sent)
    assert answer.headers["Location"] == f"{TASK}#coach"
    page = body(client.get(TASK))
    assert "Why is that so?" not in page
    assert "because they felt welcome." in page


def test_the_coach_answers_a_script_and_keeps_nothing(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    page = body(client.post(reverse("coach", args=[UNIT, POINT]), {"text": "It is so because <script>x</script> y z."}))
    assert "<html" not in page
    assert "&lt;script&gt;" in page
    assert not Draft.objects.exists()
    assert client.get(reverse("coach", args=[UNIT, POINT])).status_code == 405
    assert client.post(reverse("coach", args=[UNIT, "no-such-point"]), {"text": "x"}).status_code == 404


def test_a_signed_out_script_gets_no_sign_in_page(cast: Cast, client) -> None:
    address = reverse("coach", args=[UNIT, POINT])
    assert client.post(address, {"text": "x"}, headers={"hx-request": "true"}).status_code == 401
    assert client.post(address, {"text": "x"}).headers["Location"].startswith(reverse("sign-in"))


def test_the_coach_reads_a_very_long_text(cast: Cast, sign_in) -> None:
    text = "because " * 20_000
    assert sign_in(cast.learner).post(reverse("coach", args=[UNIT, POINT]), {"text": text}).status_code == 200


def test_questions_to_go_further_come_only_when_everything_is_there(cast: Cast, sign_in, hand_in) -> None:
    client = sign_in(cast.learner)
    short, met = hand_in(cast.learner, text="They are happy."), hand_in(cast.learner, text="It is so because of joy.")
    handed_in = hand_in(cast.learner, kind="assessment")
    assert "To go further" not in body(client.get(reverse("attempt", args=[short.pk])))
    assert "To go further" in body(client.get(reverse("attempt", args=[met.pk])))
    assert "To go further" not in body(client.get(reverse("attempt", args=[handed_in.pk])))


def test_a_workplace_is_kept_and_offered_beside_the_task(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert "Write down my workplace" in body(client.get(TASK))
    assert client.post(reverse("workplace"), {"job": "Tram <conductor>", "revision": "0"}).status_code == 302
    assert "Tram &lt;conductor&gt;" in body(client.get(TASK))


def test_a_note_is_put_below_the_answer_and_saved(cast: Cast, sign_in) -> None:
    keep(cast.learner, job="Tram conductor")
    client = sign_in(cast.learner)
    take = reverse("take-from-workplace", args=[UNIT, POINT])
    client.post(take, {"text": "I work hard.", "revision": "0", "take": "job"})
    assert Draft.objects.get().text == "I work hard.\n\nTram conductor"
    assert client.post(take, {"text": "x", "revision": "1", "take": "customers"}).status_code == 404
    assert client.post(take, {"text": "Other words.", "revision": "0", "take": "job"}).status_code == 409
    assert Draft.objects.get().text == "I work hard.\n\nTram conductor"


def test_two_screens_of_the_workplace_are_both_shown(cast: Cast, sign_in) -> None:
    keep(cast.learner, job="Tram conductor")
    answer = sign_in(cast.learner).post(reverse("workplace"), {"job": "Bus driver", "revision": "0"})
    assert answer.status_code == 409
    assert "Tram conductor" in body(answer)
    assert "Bus driver" in body(answer)
    assert Workplace.objects.get().job == "Tram conductor"


def test_a_refused_workplace_stays_in_the_boxes(cast: Cast, sign_in) -> None:
    answer = sign_in(cast.learner).post(reverse("workplace"), {"job": "x" * 5000, "customers": "Families"})
    assert answer.status_code == 422
    assert "Families" in body(answer)
    assert "x" * 5000 in body(answer)


def test_a_table_becomes_the_answer_and_comes_back(jobs, sign_in) -> None:
    client = sign_in(jobs)
    answer = client.post(TABLE, {**SENT, "revision": "0"})
    assert answer.headers["Location"] == reverse("task", args=[JOBS, "two-roles"])
    assert Draft.objects.get().text == TEXT
    page = body(client.get(TABLE))
    assert 'value="Waiter"' in page
    assert "serves food because &lt;b&gt;people&lt;/b&gt; are hungry</textarea>" in page
    assert "One stands, one sits.</textarea>" in page


def test_an_answer_that_is_no_table_stands_below_the_empty_cells(jobs, sign_in) -> None:
    save_draft(jobs, unit=JOBS, point="two-roles", text="A waiter serves.", revision=0, now=NOW)
    assert "A waiter serves.</textarea>" in body(sign_in(jobs).get(TABLE))


def test_the_table_never_overwrites_another_screen(jobs, sign_in) -> None:
    save_draft(jobs, unit=JOBS, point="two-roles", text="Written elsewhere.", revision=0, now=NOW)
    client = sign_in(jobs)
    answer = client.post(TABLE, {**SENT, "revision": "0"})
    assert answer.status_code == 409
    assert "Written elsewhere." in body(answer)
    assert 'value="Waiter"' in body(answer)
    assert Draft.objects.get().text == "Written elsewhere."


def test_a_table_that_somebody_left_open_is_not_saved_as_the_next_persons(cast: Cast, jobs, sign_in) -> None:
    answer = sign_in(jobs).post(TABLE, {**SENT, "revision": "0", "writer": str(cast.other_learner.pk)})
    assert answer.status_code == 403
    assert "Somebody else has signed in" in body(answer)
    assert not Draft.objects.exists()


def test_the_table_holds_the_answer_as_it_is_saved_for_the_script(jobs, sign_in) -> None:
    text = "First job: Waiter  \r\n\r\n\r\nNo table: </textarea>"
    save_draft(jobs, unit=JOBS, point="two-roles", text=text, revision=0, now=NOW)
    page = body(sign_in(jobs).get(TABLE))
    assert "First job: Waiter  \r\n\r\n\r\nNo table: &lt;/textarea&gt;</textarea>" in page


def test_a_table_that_is_too_long_stays_in_the_boxes(jobs, sign_in) -> None:
    answer = sign_in(jobs).post(TABLE, {**SENT, "below": "x" * 100_001, "revision": "0"})
    assert answer.status_code == 422
    assert 'value="Waiter"' in body(answer)


def test_tasks_that_compare_nothing_offer_no_table(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert client.get(reverse("answer-table", args=[UNIT, POINT])).status_code == 404
    assert client.get(reverse("answer-table", args=[UNIT, "no-such-point"])).status_code == 404
    assert "Write it as a table" not in body(client.get(TASK))


def test_cells_show_which_of_them_earned_credit(jobs, sign_in) -> None:
    handed_in = submit_answer(jobs, unit=JOBS, point="two-roles", text=TEXT, kind="practice", key="k", now=NOW)
    assert Attempt.objects.get().attempt_text.text == TEXT
    page = body(sign_in(jobs).get(reverse("attempt", args=[handed_in.pk])))
    assert '<th scope="col">Waiter</th>' in page
    assert page.count("Evidence for part 1") == 1
    assert '<mark class="p1 ">' in page
