"""The record of a negotiation: what was done in the open, in order, each entry sealed with the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from . import access
from .access import Seat
from .errors import NotAllowed
from .models import Entry, Negotiation

SECRETARIAT = "secretariat"  # by whom a negotiation is set up, also where the person is in the chair, too


def lock(negotiation: Negotiation, by: Seat | None = None) -> None:
    """Wait until nobody else changes the public state of `negotiation`; held until the transaction ends.

    Raises `NotAllowed` where `by` has lost a role while it waited.
    """
    Negotiation.objects.select_for_update().get(pk=negotiation.pk)
    now = access.seat(by.user, negotiation) if by else None
    if by and (now is None or not by.roles <= now.roles or not {*by.delegations} <= {*now.delegations}):
        raise NotAllowed("your role in this negotiation has just changed: nothing was done")


@contextmanager
def set_up(by: Seat) -> Iterator[None]:
    """Hold the lock while the secretariat sets the negotiation up. Raises `NotAllowed` for everybody else."""
    if not by.sets_up:
        raise NotAllowed("only the secretariat sets up the negotiation")
    with transaction.atomic():
        lock(by.negotiation, by)
        yield


def add(*, negotiation: Negotiation, act: str, at: datetime, by: str, what: dict[str, Any]) -> Entry:
    """Append an entry. Call it inside a transaction that holds `lock`."""
    last = Entry.objects.filter(negotiation=negotiation).last()
    entry = Entry(
        negotiation=negotiation, sequence=last.sequence + 1 if last else 1, act=act, at=at, by=by, what=what,
        previous_hash=last.hash if last else "",
    )  # fmt: skip
    entry.hash = seal(plain(entry))
    entry.save(force_insert=True)
    return entry


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as it is exported: everything that its hash seals, and the hash."""
    return {
        "negotiation": entry.negotiation.slug,
        "sequence": entry.sequence,
        "act": entry.act,
        "at": entry.at.astimezone(UTC).isoformat(),
        "by": entry.by,
        "what": entry.what,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def seal(entry: Mapping[str, Any]) -> str:
    """SHA-256 over the entry in canonical JSON, without its own hash."""
    sealed = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(sealed, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify(entries: Iterable[Mapping[str, Any]], *, head: str | None = None) -> list[str]:
    """What is wrong with an exported record, in words; empty where every entry is as it was made, in order.

    With `head`, the hash of the last entry as somebody else noted it, a truncated record is found too.
    """
    problems = []
    previous, expected, of = "", 1, None
    for entry in entries:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("sequence"), int):
            problems.append(f"what stands in the place of entry {expected} is no entry")
            expected += 1
            continue
        of = of or entry.get("negotiation")
        if entry.get("negotiation") != of:
            problems.append(f"entry {entry['sequence']} is of another negotiation: {entry.get('negotiation')}")
        if entry.get("sequence") != expected:
            problems.append(f"entry {expected} is missing or out of order: {entry.get('sequence')} stands there")
        if entry.get("previous_hash") != previous:
            problems.append(f"entry {entry.get('sequence')} does not follow the entry before it")
        if entry.get("hash") != seal(entry):
            problems.append(f"entry {entry.get('sequence')} was changed")
        previous, expected = str(entry.get("hash")), entry["sequence"] + 1
    if head is not None and previous != head:
        problems.append("the record does not end where it should: entries are missing at its end")
    return problems
