"""Comments on a draft by the interface."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_comment_is_made_answered_resolved_and_reopened(cast: Cast, api: Callable[..., APIClient]) -> None:
    client = api("ardenia")
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")
    every = f"/api/drafts/{draft.pk}/comments/"
    made = client.post(every, {"said": "Ask capital.", "words": "Quiet"}).json()
    assert client.post(f"/api/comments/{made['id']}/answers/", {"said": "Asked."}).status_code == 201
    found: list[dict[str, Any]] = client.get(every).json()
    assert [(c["said"], c["words"], c["said_by"], [a["said"] for a in c["answers"]]) for c in found] == [
        ("Ask capital.", "Quiet", "ardenia", ["Asked."])
    ]
    resolved = client.put(f"/api/comments/{made['id']}/resolved/", {"resolved": True})
    assert (resolved.status_code, resolved.json()["resolved_at"] is None) == (200, False)
    assert client.put(f"/api/comments/{made['id']}/resolved/", {"resolved": True}).status_code == 409
    reopened = client.put(f"/api/comments/{made['id']}/resolved/", {"resolved": False})
    assert (reopened.status_code, reopened.json()["resolved_at"]) == (200, None)


def test_who_sees_a_comment_is_told_as_on_the_page(cast: Cast, api: Callable[..., APIClient]) -> None:
    """The draft says since when others are at it, a thread when it was begun, and a comment meant for fewer is not taken."""
    owner, other = api("ardenia"), api("borvale")
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")
    address = f"/api/drafts/{draft.pk}/"
    before = owner.post(f"{address}comments/", {"said": "Ours.", "begins": 0}).json()
    made = owner.post(f"{address}share/", {"delegation": "BRV"}).json()
    other.post(f"/api/joint-drafts/{made['id']}/accept/")
    late = owner.post(f"{address}comments/", {"said": "Still ours?", "begins": 0})
    assert (late.status_code, late.json()["title"]) == (409, "Edited meanwhile")
    begins = owner.get(address).json()["begins"]
    after = other.post(f"{address}comments/", {"said": "For both.", "begins": begins}).json()
    assert before["seq"] <= begins < after["seq"]
    assert other.get(address).json()["begins"] == begins
    seen = {who: [c["id"] for c in api(who).get(f"{address}comments/").json()] for who in ("ardenia", "borvale")}
    assert seen == {"ardenia": [before["id"], after["id"]], "borvale": [after["id"]]}
