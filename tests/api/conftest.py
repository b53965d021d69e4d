"""What the tests of the interface share."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories import Cast


@pytest.fixture
def api(cast: Cast):  # type: ignore[no-untyped-def]
    """A client of the REST interface, signed in as the named member of the cast."""

    def signed_in(name: str) -> APIClient:
        client = APIClient()
        client.force_login(cast.users[name])
        return client

    return signed_in


def problem(response: Any, status: int) -> dict[str, Any]:
    """The problem details of a refusal, which must have this status."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(response.content)
    assert found["status"] == status
    assert found["detail"]
    return found
