"""People who are signed in, for the tests of the pages."""

import pytest
from django.test import Client

from tests.factories import Cast


@pytest.fixture
def ardenia(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.users["ardenia"])
    return client
