"""`python -m wellserved.server`: prepare this installation and serve it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

LOOPBACK = ("127.0.0.1", "::1", "localhost")
LARGEST_REQUEST = 25_000_000  # bytes; words from 1 MB and files from 10 MB on are refused with a page that says so


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.server.settings")
    from django.core.exceptions import ImproperlyConfigured

    try:
        return _run(asked)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {asked.host}:{asked.port}: {error.strerror}. Try another --port.\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m wellserved.server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on (default: %(default)s)")
    parser.add_argument("--prepare-only", action="store_true", help="prepare, then stop")
    return parser


def _run(asked: argparse.Namespace) -> int:
    from django.core.exceptions import ImproperlyConfigured

    from wellserved.server import settings
    from wellserved.server.environment import require_secret_key
    from wellserved.server.prepare import catch_up, prepare

    require_secret_key(settings.SECRET_KEY)
    if settings.DEMO and asked.host not in LOOPBACK:
        raise ImproperlyConfigured(
            f"The demo signs anybody in with one click, and {asked.host} can be reached from other machines. "
            "Listen on 127.0.0.1, or unset WELLSERVED_DEMO."
        )
    prepare()
    if asked.prepare_only:
        catch_up()
        return 0
    return _serve(asked, catch_up)


def _serve(asked: argparse.Namespace, catch_up: Callable[[], None]) -> int:
    from waitress.server import create_server

    from wellserved.server import settings
    from wellserved.server.wsgi import application  # reads the folder of collected files, so after prepare

    server = create_server(
        application,
        host=asked.host,
        port=asked.port,
        threads=8,
        ident="",
        max_request_body_size=LARGEST_REQUEST,
        **(_behind(settings.PROXY) if settings.HTTPS else {}),
    )
    Thread(target=catch_up, name="catch-up", daemon=True).start()
    sys.stdout.write(f"Wellserved is ready: http://{asked.host}:{asked.port}/\n")
    if settings.DEMO:
        sys.stdout.write(f"{_demo_sign_ins()}\n")
    else:
        sys.stdout.write(_set_up_code())
    sys.stdout.flush()
    server.run()
    return 0


def _set_up_code() -> str:
    """What to do first in an installation that has no centre yet; "" in any other."""
    from django.utils import timezone

    from wellserved.actions.open_set_up import open_set_up

    code = open_set_up(timezone.now())
    return f"There is no centre here yet. Open that address and set it up with this code: {code}\n" if code else ""


def _demo_sign_ins() -> str:
    """The demo people by role, who sign in with one click on the first page."""
    from wellserved.reports.demo_people import demo_groups

    groups = (f"  {group.title}: {', '.join(door.name for door in group.first)}" for group in demo_groups())
    return "\n".join(["Sign in there with one click, without a password, for example as:", *groups])


def _behind(proxy: str) -> dict[str, Any]:
    """Take the proxy's word on https and on the visitor's address, and nobody else's."""
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"},
        "clear_untrusted_proxy_headers": True,
    }


if __name__ == "__main__":
    sys.exit(main())
