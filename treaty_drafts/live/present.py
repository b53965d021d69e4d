"""Who is at a draft and where, as rows that every process reads. Names and colours are the server's."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from ..models import Draft, DraftClient, Presence
from . import door
from .door import Caller
from .refusals import Why

GONE_AFTER = timedelta(seconds=15)
KEY = ("draft", "client")


@dataclass(frozen=True, slots=True)
class Person:
    """A connection that is at a draft, and where in it: in the document that begins at `begins`."""

    client: int
    name: str
    colour: int
    begins: int = 0
    anchor: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody of this process."""

    by: Caller
    person: Person


def tell(*, draft: UUID, here: Collection[Here], at: datetime) -> dict[Caller, Why]:
    """Write where people are; who may not be there is not written, and comes back."""
    found = Draft.objects.select_related("delegation").filter(pk=draft).first()
    if found is None:
        return {}
    away = door.turned_away(found, {one.by for one in here})
    rows = [_row(draft, one, at) for one in here if one.by not in away]
    fields = ["anchor", "head", "seen_at"]
    Presence.objects.bulk_create(rows, update_conflicts=True, unique_fields=KEY, update_fields=fields)
    return away


def touch(here: Iterable[tuple[UUID, Here]], at: datetime) -> None:
    """Say that people are still there, and drop what a process left that was killed."""
    Presence.objects.filter(seen_at__lt=at - 4 * GONE_AFTER).delete()
    rows = [_row(draft, one, at) for draft, one in here]
    Presence.objects.bulk_create(rows, update_conflicts=True, unique_fields=KEY, update_fields=["seen_at"])


def leave(gone: Iterable[tuple[UUID, int]]) -> None:
    """Say that connections have ended."""
    clients: dict[UUID, set[int]] = defaultdict(set)
    for draft, client in gone:
        clients[draft].add(client)
    for draft, numbers in clients.items():
        Presence.objects.filter(draft=draft, client__in=numbers).delete()


def people(drafts: Collection[UUID], at: datetime) -> dict[UUID, dict[int, Person]]:
    """All who are at these drafts, in their documents of now: who has not come over to one yet is not there."""
    found: dict[UUID, dict[int, Person]] = {draft: {} for draft in drafts}
    given = DraftClient.objects.filter(draft=OuterRef("draft"), number=OuterRef("client"))
    rows = Presence.objects.filter(Exists(given), draft__in=drafts, seen_at__gt=at - GONE_AFTER)
    for row in rows.annotate(of=F("draft__begins")):
        found[row.draft_id][row.client] = Person(row.client, row.name, row.colour, row.of, row.anchor, row.head)
    return found


def _row(draft: UUID, one: Here, at: datetime) -> Presence:
    p = one.person
    return Presence(
        draft_id=draft, client=p.client, name=p.name, colour=p.colour, anchor=p.anchor, head=p.head, user_id=one.by.user,
        seen_at=at,
    )  # fmt: skip
