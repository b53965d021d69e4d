"""The convergence of live drafting, at length: `python -m bench.live_fuzz [RUNS]`, 10,000 by default.

Each run is seeded: 2 to 10 people in one draft, edits and deletions, messages reordered, doubled and lost, connections
that end, a server that is started again, a log that is compacted, a form saved in between. In memory, on all processors.
"""

import os
import sys
import time
from collections.abc import Sequence
from multiprocessing import get_context

TOGETHER = 100


def main(runs: int) -> int:
    started = time.monotonic()
    batches = [range(first, min(first + TOGETHER, runs)) for first in range(0, runs, TOGETHER)]
    found: dict[int, list[str]] = {}
    edits = 0
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        for done, (faults, logged) in enumerate(pool.imap_unordered(play, batches), 1):
            found |= faults
            edits += logged
            print(f"\r{min(done * TOGETHER, runs):,} of {runs:,} runs, {len(found)} with a fault", end="", flush=True)
    print(
        f"\n{runs:,} runs with {edits:,} edits logged, in {time.monotonic() - started:.0f} s; with a fault: {found or 0}"
    )
    return 1 if found else 0


def play(seeds: Sequence[int]) -> tuple[dict[int, list[str]], int]:
    """The runs that end with a fault and the edits logged, on a database of the process's own."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "treaty_drafts.project.settings", "DATABASE_URL": "sqlite://:memory:"}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tests import factories
    from tests.live import simulation

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    return simulation.faults(seeds, factories.cast())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
