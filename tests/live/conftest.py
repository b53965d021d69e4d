"""What the tests of live drafting share: a draft, who writes in it, and a Redis that may be stopped."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from unittest import mock

import pytest
from django.db import connection

from tests import servers
from tests.factories import Cast
from treaty_drafts.models import Draft

from .sockets import cookie_of
from .writer import WORDS


@pytest.fixture(autouse=True)
def close_at_once() -> Iterator[None]:
    """Threads keep no connections: the database of the tests is dropped in the end."""
    kept, connection.settings_dict["CONN_MAX_AGE"] = connection.settings_dict["CONN_MAX_AGE"], 0
    yield
    connection.settings_dict["CONN_MAX_AGE"] = kept


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", WORDS)


@pytest.fixture
def cookie(cast: Cast) -> str:
    return cookie_of(cast.users["ardenia"])


@pytest.fixture
def own_redis() -> Iterator[tuple[str, ExitStack]]:
    """A Redis for the test alone, which it may stop."""
    with mock.patch.dict(os.environ, REDIS_URL=""), ExitStack() as stack:
        yield stack.enter_context(servers.redis()), stack
