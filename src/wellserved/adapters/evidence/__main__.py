"""`python -m wellserved.adapters.evidence`: the file on standard input, its text as JSON on standard output.

An exit status other than 0 means that the file broke the reading.
"""

from __future__ import annotations

import json
import logging
import sys

from wellserved.adapters.evidence.errors import Unreadable
from wellserved.adapters.evidence.kinds import text_of
from wellserved.adapters.evidence.limits import MOST_MEMORY, MOST_SECONDS


def main() -> int:
    logging.disable()
    _limit()
    try:
        answer = {"text": text_of(sys.stdin.buffer.read())}
    except Unreadable as found:
        answer = {"unreadable": found.reason.value}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit() -> None:
    """Where the system has such limits: so much time, so much more memory than now, and no file written."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as sizes:
            held = int(sizes.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + MOST_MEMORY, held + MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
