"""What one edit costs in its transaction, alone on a PostgreSQL: `python -m bench.live_append`, best of ten rounds of 50."""

import os
import sys
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from bench import killable
from bench.live import prepare
from bench.live_typist import insertion

WORDS = "[1.23]"


def main() -> int:
    with killable.postgres() as (database, _):
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "treaty_drafts.project.settings", "DATABASE_URL": database, "REDIS_URL": "",
            "SECRET_KEY": "of-the-bench", "HTTPS": "off",
        }  # fmt: skip
        (draft,), (cookie,) = prepare(1, 1)
        edit = typist(UUID(draft), cookie)
        rounds = [spent(edit) for _ in range(11)][1:]
        from django.db import connection

        connection.close()
    processor, passed = min(rounds)
    print(f"an edit in its transaction: {processor:.2f} ms of processor time, {passed:.2f} ms in all")
    return 0


def spent(edit: Callable[[int], None], times: int = 50) -> tuple[float, float]:
    """Milliseconds of this thread's processor time, and of the clock, for one edit."""
    busy, clock = time.thread_time(), time.monotonic()
    for n in range(times):
        edit(n)
    return (time.thread_time() - busy) / times * 1000, (time.monotonic() - clock) / times * 1000


def typist(draft: UUID, cookie: str) -> Callable[[int], None]:
    """Somebody who types, without a line to the server."""
    from django.utils import timezone

    from treaty_drafts.live import door, joining, log
    from treaty_drafts.live.messages import Join

    by = door.caller(cookie)
    client = joining.join(draft=draft, by=by, asked=Join(None, 0, None), at=timezone.now()).client
    typed = [0]

    def edit(_n: int) -> None:
        update = insertion(client, typed[0] * len(WORDS), WORDS)
        typed[0] += 1
        _, rows = log.append(draft=draft, edits=[log.Edit(uuid4(), by, client, update)], at=timezone.now())
        assert rows

    return edit


if __name__ == "__main__":
    sys.exit(main())
