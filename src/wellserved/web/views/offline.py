"""The service worker, and the page that it shows for pages that cannot be had without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

FILES = Path(__file__).parents[1] / "static"
KINDS = {".css", ".js", ".svg"}
WORKER = "web/js/service-worker.js"


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "web/offline.html")


@never_cache
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root of the site, since a worker serves the addresses below its own.

    It changes with every release, and a browser that sees other bytes installs the new one.
    """
    worker, shell = static(WORKER), [static(name) for name in _shell()]
    made_of = [worker, *shell, render_to_string("web/offline.html")]
    release = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:12]
    lines = [
        f"const release = {json.dumps(release)};",
        f"const files = {json.dumps(settings.STATIC_URL)};",
        f"const shell = {json.dumps(shell)};",
        f"const offline = {json.dumps(reverse('offline'))};",
        f"importScripts({json.dumps(worker)});",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/javascript")


def _shell() -> list[str]:
    """The files that pages are made with. A vendored one is kept once a page has needed it."""
    found = sorted(path for path in FILES.rglob("*") if path.suffix in KINDS and "vendor" not in path.parts)
    names = [path.relative_to(FILES).as_posix() for path in found]
    return [name for name in names if name != WORKER]
