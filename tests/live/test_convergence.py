"""The whole protocol over an unreliable network: nobody diverges, nothing acknowledged is lost or doubled.

`python -m bench.live_fuzz 10000` plays more runs.
"""

import pytest
from django.db import connection

from tests.factories import Cast

from . import simulation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

RUNS = 200


def test_nobody_diverges(cast: Cast) -> None:
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")  # what is tested is not the disk
    faults, edits = simulation.faults(range(RUNS), cast)
    assert faults == {}
    assert edits > 10 * RUNS
