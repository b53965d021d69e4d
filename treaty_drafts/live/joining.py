"""A connection joins a draft: it gets a client id, and what it lacks of the log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from .. import access
from ..models import Delegation, Draft, ProposalKind
from . import anew, clients, door, loading, log
from .door import Caller
from .log import Logged
from .messages import Join
from .present import Person
from .refusals import Ended, Why

STATE_BEYOND = 200  # updates: whoever lacks more gets the document instead


@dataclass(frozen=True, slots=True)
class Joined:
    me: Person
    document: UUID
    delegations: tuple[str, ...]  # that are at the draft
    last: Logged
    may_write: bool
    fits: bool
    edits: tuple[Logged, ...]
    state: bytes | None

    @property
    def client(self) -> int:
        return self.me.client


def join(*, draft: UUID, by: Caller, asked: Join, at: datetime) -> Joined:
    """Raises `Ended` where the person may not be there."""
    with transaction.atomic():
        there = found(draft, by)
        if not there.seq and there.text:
            there = _begun(draft, at)
        client = clients.give(draft=there, by=by, at=at)
        there = found(draft, by)  # again: until it had a client, a joint draft could go on in a new document
        fits = _fits(there, asked)
        edits = _lacking(there, asked.have) if fits else None
        state = loading.load(there).state if edits is None else None
    may_write = there.kind != ProposalKind.DELETE
    holders = access.holders([there])[there.pk]
    return Joined(
        Person(client.number, _name(there, holders, by), client.colour, there.begins), anew.document(there),
        tuple(d.name for d in holders),
        _row(there, there.seq), may_write, fits, edits or (), state,
    )  # fmt: skip


def person(*, draft: UUID, by: Caller, client: int, after: int | None = None) -> Person:
    """The connection that a client id was given to, which has the log up to `after`.

    Raises `Ended` where it was given to somebody else, `NotTaken` where it is of an earlier document.
    """
    there = found(draft, by)
    given = there.clients.filter(user=by.user, number=client).first()
    if there.begins and (given is None or (after is not None and after < there.begins)):
        raise log.begun_anew()
    if given is None:
        raise Ended(Why.NOT_THERE)
    name = _name(there, access.holders([there])[there.pk], by)
    return Person(given.number, name, given.colour, there.begins)


def fetch(*, draft: UUID, by: Caller, after: int) -> tuple[list[Logged], Logged]:
    """The log beyond `after`, and its last row. Raises `Ended`, `NotTaken` where `after` is in an earlier document."""
    there = found(draft, by)
    if after < there.begins:
        raise log.begun_anew()
    return log.since(draft, after), _row(there, there.seq)


def found(draft: UUID, by: Caller) -> Draft:
    """The draft, if the person may be at it. Raises `Ended`."""
    there = Draft.objects.select_related("delegation").filter(pk=draft).order_by()
    return door.check(next(iter(there), None), by)


def _begun(draft: UUID, at: datetime) -> Draft:
    there = log.locked(draft)
    if there is None:
        raise Ended(Why.NOT_THERE)
    log.begin(there, at)
    return there


def _lacking(draft: Draft, have: int) -> tuple[Logged, ...] | None:
    """The rows from `have` to the draft's last, or None where they are many or do not begin at the beginning."""
    if draft.seq - have > STATE_BEYOND or have < draft.begins:
        return None
    rows = tuple(row for row in log.since(draft.pk, have) if row.seq <= draft.seq)
    return rows if len(rows) == draft.seq - have else None


def _fits(draft: Draft, asked: Join) -> bool:
    """Whether what the client holds is the beginning of the log."""
    if asked.history is None:
        return asked.have == 0
    if asked.history != anew.document(draft) or not draft.begins <= asked.have <= draft.seq:
        return False
    return asked.hash is None or asked.hash == _row(draft, asked.have).text_hash


def _row(draft: Draft, seq: int) -> Logged:
    row = draft.updates.filter(seq=seq).values_list("seq", "text_hash", "edition").first()
    return Logged(*row) if row else Logged(0, log.EMPTY, draft.edition)


def _name(draft: Draft, holders: tuple[Delegation, ...], by: Caller) -> str:
    """The person's name, and in a joint draft the delegation."""
    if len(holders) == 1:
        return by.name
    own = access.drafters(draft).filter(user=by.user).values_list("delegation", flat=True)
    names = [d.name for d in holders if d.pk in set(own)]
    return ", ".join([by.name, *names])[:300]
