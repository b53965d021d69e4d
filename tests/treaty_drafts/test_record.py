"""The record: sealed in order, and checked offline without the database."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import record

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def exported(cast: Cast) -> list[dict[str, Any]]:
    """A record of four entries, as it comes back from a file."""
    for n in range(3):
        record.add(negotiation=cast.negotiation, act="tabled", at=NOON, by="ARD", what={"n": n})
    return json.loads(json.dumps([record.plain(e) for e in cast.negotiation.entries.all()]))  # type: ignore[no-any-return]


def test_a_true_record_has_no_problems(exported: list[dict[str, Any]]) -> None:
    assert len(exported) == 4
    assert record.verify(exported, head=exported[-1]["hash"]) == []


def resealed(entries: list[dict[str, Any]]) -> None:
    entries[1]["what"]["n"] = 99
    entries[1]["hash"] = record.seal(entries[1])


FORGERIES: dict[str, Callable[[list[dict[str, Any]]], Any]] = {
    "a change": lambda e: e[1].update(by="BRV"),
    "a change sealed anew": resealed,
    "a deletion": lambda e: e.pop(1),
    "a deletion of the first": lambda e: e.pop(0),
    "an insertion": lambda e: e.insert(1, copy.deepcopy(e[1])),
    "another order": lambda e: e.reverse(),
    "an end cut off": lambda e: e.pop(),
    "a time moved": lambda e: e[2].update(at="2020-01-01T00:00:00+00:00"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found(exported: list[dict[str, Any]], forgery: str) -> None:
    head = exported[-1]["hash"]
    FORGERIES[forgery](exported)
    assert record.verify(exported, head=head) != []


def test_drafts_never_enter_the_record(cast: Cast) -> None:
    cast.draft("ardenia", "art_1", "Article 1\n\nA private word.", note="A private note.")
    assert "rivate" not in json.dumps([record.plain(e) for e in cast.negotiation.entries.all()])
