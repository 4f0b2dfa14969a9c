"""`python -m bench.pages`: what every page costs the server, for every role, against a made-up history.

Run `wellserved history` in an installation of its own first (set WELLSERVED_HOME). Prints a table of Markdown: the
middle and the 95th percentile of the server's time in milliseconds, how much of it the processor worked (the rest is
waiting, on a busy machine for its turn), and how many queries a page takes.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import Any

AIM = 100.0  # milliseconds at the 95th percentile
TABLE = ("jobs-and-principles", "two-roles")  # a task that can be answered in a table
HEAD = (
    "| page | as | requests | p50 ms | p95 ms | p95 worked ms | queries |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
)


@dataclass(frozen=True, slots=True)
class Row:
    page: str
    role: str
    times: tuple[float, ...]  # milliseconds
    worked: tuple[float, ...]
    queries: tuple[int, ...]

    @property
    def p95(self) -> float:
        return p95(self.times)

    def line(self) -> str:
        fewest, most = min(self.queries), max(self.queries)
        queries = str(most) if fewest == most else f"{fewest} to {most}"
        times = f"{median(self.times):.0f} | {self.p95:.0f} | {p95(self.worked):.0f}"
        return f"| {self.page} | {self.role} | {len(self.times)} | {times} | {queries} |"


def p95(times: tuple[float, ...]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--requests", type=int, default=30, help="of each page (default %(default)s)")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.server.settings")
    os.environ.setdefault("WELLSERVED_KEEP_KEY", "1")
    os.environ["WELLSERVED_LOG_LEVEL"] = "ERROR"
    from wellserved.server.prepare import prepare

    prepare()
    print("\n".join(lines_of(measure(options.requests))))


def lines_of(rows: list[Row]) -> list[str]:
    """The table, and how many pages miss the aim."""
    slow = [row for row in rows if row.p95 > AIM]
    said = f"{len(slow)} of {len(rows)} pages take longer than {AIM:.0f} ms at the 95th percentile."
    left_out = sorted(_routes() - {row.page.split(",")[0] for row in rows})
    return [
        *HEAD,
        *(row.line() for row in rows),
        "",
        f"{said} {platform.machine()}, {os.cpu_count()} cores.",
        f"Not measured: {', '.join(left_out)}.",
    ]


def _routes() -> set[str]:
    from django.urls import URLPattern

    from wellserved.web.urls import urlpatterns

    return {entry.name for entry in urlpatterns if isinstance(entry, URLPattern) and entry.name}


def measure(requests: int) -> list[Row]:
    """Every page of every role, asked for in turn by some of the people who may open it."""
    return [_row(name, role, ways, requests) for name, role, ways in _pages()]


@dataclass(frozen=True, slots=True)
class Way:
    """Who asks for what address; `sent` is the form that goes with it, None to only open the page."""

    person: Any
    address: str
    sent: dict[str, str] | None = None


Pages = Iterator[tuple[str, str, list[Way]]]  # the page, in which role, and the ways to ask for it


def _row(name: str, role: str, ways: list[Way], requests: int) -> Row:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    clients: dict[Any, Client] = {}
    times: list[float] = []
    worked: list[float] = []
    queries: list[int] = []
    for number in range(requests):
        way = ways[number % len(ways)]
        key = way.person.pk if way.person else None
        if key not in clients:
            clients[key] = _client(way.person)
            _ask(clients[key], way)
        with CaptureQueriesContext(connection) as captured:
            began, work = perf_counter(), thread_time()
            response = _ask(clients[key], way)
            times.append((perf_counter() - began) * 1000)
            worked.append((thread_time() - work) * 1000)
        assert response.status_code == 200, (name, role, way.address, response.status_code)
        queries.append(len(captured))
    return Row(name, role, tuple(times), tuple(worked), tuple(queries))


def _ask(client: Any, way: Way) -> Any:
    return client.get(way.address) if way.sent is None else client.post(way.address, way.sent)


def _client(person: Any) -> Any:
    from django.test import Client

    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages() -> Pages:
    from wellserved.actions.make_history import SLUG
    from wellserved.records.models import Centre, Person

    centre = Centre.objects.get(slug=SLUG)
    here = Person.objects.filter(roles_held__centre=centre)
    for name in ("sign-in", "how-marking-works", "accessibility", "display", "offline"):
        yield name, "anybody", [Way(None, _at(name))]
    yield from _of_learners(here)
    yield from _of_the_library(here)
    yield from _of_assessors(centre, here)
    yield from _of_the_admin(centre, here.get(roles_held__role="admin"))


def _at(route: str, *of: Any) -> str:
    from django.urls import reverse

    return reverse(route, args=of)


def _of_learners(here: Any) -> Pages:
    from django.db.models import Count

    from wellserved.records.models import Attempt

    busy = list(here.filter(roles_held__role="learner").annotate(work=Count("attempts")).order_by("-work")[:10])
    mine = list(Attempt.objects.filter(learner__in=busy).select_related("learner")[:400])
    practice = [one for one in mine if one.kind == "practice"]
    assessed = [one for one in mine if one.kind == "assessment"]
    improved = [one for one in practice if one.follows_id]
    jobs = [one.learner for one in practice if (one.unit_id, one.point) == TABLE]
    for route in ("learner-home", "workplace"):
        yield route, "learner", [Way(person, _at(route)) for person in busy]
    for route in ("unit", "coverage"):
        yield route, "learner", [Way(one.learner, _at(route, one.unit_id)) for one in practice]
    for section in ("ideas", "words", "tips", "misconceptions", "questions"):
        ways = [Way(one.learner, _at("unit-section", one.unit_id, section)) for one in practice]
        yield f"unit-section, {section}", "learner", ways
    yield "task", "learner", [Way(one.learner, _at("task", one.unit_id, one.point)) for one in practice]
    yield "answer-table", "learner", [Way(person, _at("answer-table", *TABLE)) for person in jobs]
    yield "attempt, practice", "learner", [Way(one.learner, _at("attempt", one.pk)) for one in practice]
    for route in ("attempt", "appeal"):
        yield f"{route}, for assessment", "learner", [Way(one.learner, _at(route, one.pk)) for one in assessed]
    yield "compare", "learner", [Way(one.learner, _at("compare", one.follows_id, one.pk)) for one in improved]


def _of_the_library(here: Any) -> Pages:
    from wellserved.curriculum import library

    person = here.filter(roles_held__role="learner").first()
    roles = sorted(library.roles())
    for route in ("library", "complaint-models", "roles", "progression", "factors"):
        yield route, "learner", [Way(person, _at(route))]
    for route, ids in (("service-model", library.service_models()), ("map", library.maps()), ("role", roles)):
        yield route, "learner", [Way(person, _at(route, one)) for one in ids]
    yield "compare-roles", "learner", [Way(person, f"{_at('compare-roles')}?first={roles[0]}&second={roles[-1]}")]


def _of_assessors(centre: Any, here: Any) -> Pages:
    from wellserved.records.models import Attempt
    from wellserved.reports.class_view import cohort_units

    assessors, iqa = list(here.filter(roles_held__role="assessor")[:5]), here.get(roles_held__role="iqa")
    answers = Attempt.objects.filter(kind="assessment", enrolment__centre=centre)
    waiting, reviewed = answers.filter(reviews=None)[:20], answers.exclude(reviews=None)[:20]
    for role, people in (("assessor", assessors), ("IQA", [iqa])):
        for state in ("waiting", "appealed", "decided", "referred_back"):
            yield f"queue, {state}", role, [Way(person, f"{_at('queue')}?state={state}") for person in people]
    yield "answer, waiting", "assessor", [Way(assessors[0], _at("answer", one.pk)) for one in waiting]
    for role, person in (("assessor", assessors[0]), ("IQA", iqa)):
        yield "answer, decided", role, [Way(person, _at("answer", one.pk)) for one in reviewed]
        yield "classes", role, [Way(person, _at("classes"))]
        yield "class", role, [Way(person, _at("class", one.cohort, one.unit)) for one in cohort_units(person)]
        phrases = ("customer", "the customer", "nobody wrote these words")
        yield "search", role, [Way(person, _at("search"), {"phrase": phrase}) for phrase in phrases]


def _of_the_admin(centre: Any, admin: Any) -> Pages:
    people = [one.person_id for one in centre.roles_held.all()[:20]]
    cohorts = [cohort.pk for cohort in centre.cohorts.all()]
    of_the_centre = ("centre-settings", "centre-units", "centre-retention")
    for route in ("people", "add-person", "import-people", "cohorts", *of_the_centre):
        yield route, "centre admin", [Way(admin, _at(route, centre.slug))]
    yield "person", "centre admin", [Way(admin, _at("person", centre.slug, one)) for one in people]
    yield "cohort", "centre admin", [Way(admin, _at("cohort", centre.slug, one)) for one in cohorts]


if __name__ == "__main__":
    main()
