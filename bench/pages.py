"""`python -m bench.pages`: what every page costs the server, for every role, against a made-up history.

Run `wellserved history` in an installation of its own first (set WELLSERVED_HOME). Prints a table of Markdown: the
middle and the 95th percentile of the server's time in milliseconds, how much of it the processor worked (the rest is
waiting, on a busy machine for its turn), and how many queries a page takes.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import Any

AIM = 100.0  # milliseconds at the 95th percentile
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
    pages = _pages()
    return [_row(name, role, ways, requests) for name, role, ways in pages]


Way = tuple[Any, str]  # who asks, and for what address


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
        person, address = ways[number % len(ways)]
        key = person.pk if person else None
        if key not in clients:
            clients[key] = _client(person)
            clients[key].get(address)
        with CaptureQueriesContext(connection) as captured:
            began, work = perf_counter(), thread_time()
            response = clients[key].get(address)
            times.append((perf_counter() - began) * 1000)
            worked.append((thread_time() - work) * 1000)
        assert response.status_code == 200, (name, role, address, response.status_code)
        queries.append(len(captured))
    return Row(name, role, tuple(times), tuple(worked), tuple(queries))


def _client(person: Any) -> Any:
    from django.test import Client

    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages() -> list[tuple[str, str, list[Way]]]:
    from django.db.models import Count, Q
    from django.urls import reverse

    from wellserved.actions.make_history import SLUG
    from wellserved.records.models import Attempt, Centre, Person

    centre = Centre.objects.get(slug=SLUG)
    here = Person.objects.filter(roles_held__centre=centre)
    busy = list(here.filter(roles_held__role="learner").annotate(work=Count("attempts")).order_by("-work")[:10])
    assessors = list(here.filter(roles_held__role="assessor")[:5])
    iqa, admin = here.get(roles_held__role="iqa"), here.get(roles_held__role="admin")
    mine = list(Attempt.objects.filter(learner__in=busy).select_related("learner")[:200])
    practice = [one for one in mine if one.kind == "practice"][:20]
    assessed = [one for one in mine if one.kind == "assessment"][:20]
    waiting = list(Attempt.objects.filter(kind="assessment", reviews=None, enrolment__centre=centre)[:20])
    reviewed = list(Attempt.objects.filter(~Q(reviews=None), enrolment__centre=centre)[:20])
    tasks: Callable[[Attempt, str], str] = lambda one, route: reverse(route, args=[one.unit_id, one.point])  # noqa: E731
    cohort = centre.cohorts.order_by("starts").first()
    assert cohort is not None
    by_admin = {
        "people": [],
        "add-person": [],
        "person": [busy[0].pk],
        "import-people": [],
        "cohorts": [],
        "cohort": [cohort.pk],
        "centre-settings": [],
        "centre-units": [],
        "centre-retention": [],
    }
    return [
        ("sign-in", "anybody", [(None, reverse("sign-in"))]),
        ("how-marking-works", "anybody", [(None, reverse("how-marking-works"))]),
        ("accessibility", "anybody", [(None, reverse("accessibility"))]),
        ("learner-home", "learner", [(person, reverse("learner-home")) for person in busy]),
        ("unit", "learner", [(one.learner, reverse("unit", args=[one.unit_id])) for one in practice]),
        ("task", "learner", [(one.learner, tasks(one, "task")) for one in practice]),
        ("attempt, practice", "learner", [(one.learner, reverse("attempt", args=[one.pk])) for one in practice]),
        ("attempt, for assessment", "learner", [(one.learner, reverse("attempt", args=[one.pk])) for one in assessed]),
        (
            "compare",
            "learner",
            [(o.learner, reverse("compare", args=[o.follows_id, o.pk])) for o in practice if o.follows_id],
        ),
        *(
            (f"queue, {state}", role, [(person, f"{reverse('queue')}?state={state}") for person in people])
            for role, people in (("assessor", assessors), ("IQA", [iqa]))
            for state in ("waiting", "decided", "referred_back")
        ),
        ("answer, waiting", "assessor", [(assessors[0], reverse("answer", args=[one.pk])) for one in waiting]),
        ("answer, decided", "assessor", [(assessors[0], reverse("answer", args=[one.pk])) for one in reviewed]),
        ("answer, decided", "IQA", [(iqa, reverse("answer", args=[one.pk])) for one in reviewed]),
        *((name, "centre admin", [(admin, reverse(name, args=[SLUG, *more]))]) for name, more in by_admin.items()),
    ]


if __name__ == "__main__":
    main()
