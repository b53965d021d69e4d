"""What the tests of live drafting share."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def close_at_once() -> Iterator[None]:
    """Threads keep no connections: the database of the tests is dropped in the end."""
    kept, connection.settings_dict["CONN_MAX_AGE"] = connection.settings_dict["CONN_MAX_AGE"], 0
    yield
    connection.settings_dict["CONN_MAX_AGE"] = kept
