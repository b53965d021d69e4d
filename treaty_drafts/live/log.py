"""The log of a draft's words: append edits under the lock of the draft, and read it. The log is the truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from ..models import Draft, DraftSnapshot, DraftUpdate, ProposalKind, hash_of
from ..text import with_line_ends_of, with_plain_line_ends
from . import door, loading
from .door import Caller
from .refusals import Code, Ended, NotTaken, Why
from .shared_text import SharedText

SNAPSHOT_EVERY = 200  # updates; loading a text reads at most so many
ROWS, BYTES = 500, 1_000_000  # of one message, at most
EMPTY = hash_of("")


@dataclass(frozen=True, slots=True)
class Edit:
    """An update that a person sends; `id` is of the client's making, `client` the one that its connection was given."""

    id: UUID
    by: Caller
    client: int
    update: bytes


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log, or where it stood when an edit brought nothing new."""

    seq: int
    text_hash: str
    edition: int
    update: bytes = field(default=b"", repr=False)
    begins: bool = False


Outcome = Logged | NotTaken | Ended


def append(*, draft: UUID, edits: Sequence[Edit], at: datetime) -> tuple[list[Outcome], list[Logged]]:
    """Append edits of one draft, in one transaction: what became of each, and the new rows.

    An edit that is refused leaves no trace; one that is there already is answered with its row.
    """
    try:
        return _append(draft, edits, at, look_up=False)
    except IntegrityError:  # another edit under an id that is there
        return _append(draft, edits, at, look_up=True)


def _append(draft: UUID, edits: Sequence[Edit], at: datetime, *, look_up: bool) -> tuple[list[Outcome], list[Logged]]:
    """An edit that is there already brings nothing new, so that not every id need be looked up first."""
    with transaction.atomic():
        found = locked(draft)
        if found is None:
            return [Ended(Why.NOT_THERE) for _ in edits], []
        writer = _Writer(found, at)
        away = door.turned_away(found, {e.by for e in edits})
        there: dict[UUID, Outcome] = dict(_there(found, [e.id for e in edits])) if look_up else {}
        outcomes: list[Outcome] = []
        for edit in edits:
            if edit.by in away:
                outcomes.append(Ended(away[edit.by]))
            elif edit.id in there:
                outcomes.append(there[edit.id])
            else:
                outcomes.append(writer.take(edit))
                there[edit.id] = outcomes[-1]
        return outcomes, writer.store()


def replace(*, draft: Draft, text: str, by: Any, at: datetime, restores: int | None = None) -> None:
    """Make the words of `draft` read `text`, as an edit of the server's for `by`; the caller holds the draft's lock.

    What others typed meanwhile is not overwritten: only what differs is changed.
    """
    writer = _Writer(draft, at)
    writer.write(with_plain_line_ends(text), by.pk, restores)
    writer.store()
    draft.text = text


def locked(draft: UUID) -> Draft | None:
    """The draft, kept from everybody else's changes until the transaction ends."""
    found = Draft.objects.select_for_update(of=("self",)).select_related("delegation").filter(pk=draft)
    return next(iter(found.order_by()), None)


def since(draft: UUID, after: int) -> list[Logged]:
    """The rows of the log beyond `after`, as many as go together; none from before the document of now begins."""
    here = DraftUpdate.objects.filter(draft=draft, seq__gt=after).filter(seq__gt=F("draft__begins"))
    rows = here.values_list("seq", "text_hash", "edition", "update", "begins")[:ROWS]
    return together([Logged(seq, made, edition, bytes(update), begins) for seq, made, edition, update, begins in rows])


def together(rows: list[Logged]) -> list[Logged]:
    """The first of `rows`, as many as one message carries."""
    size = 0
    for n, row in enumerate(rows):
        size += len(row.update)
        if n and size > BYTES:
            return rows[:n]
    return rows


def begun_anew() -> NotTaken:
    """What is said to who is at an earlier document of the draft."""
    return NotTaken(Code.BEGUN_ANEW, "another delegation has joined: the draft goes on in a new document")


def begin(draft: Draft, at: datetime) -> None:
    """Enter the words that a draft had before it had a log; the caller holds the draft's lock."""
    _Writer(draft, at).store()


class _Writer:
    """The edits of one transaction on one draft."""

    def __init__(self, draft: Draft, at: datetime) -> None:
        self.draft = draft
        self.at = at
        self.shared = loading.take(draft)
        self.rows: list[DraftUpdate] = []
        self.last = Logged(draft.seq, self.shared.hash, draft.edition)
        words = with_plain_line_ends(draft.text)
        if self.shared.text != words:
            self._settle(words)

    def take(self, edit: Edit) -> Outcome:
        if self.draft.kind == ProposalKind.DELETE:
            return NotTaken(Code.NOT_WRITABLE, "a proposal to delete has no words of its own")
        try:
            given = _Own(self.draft, self.shared.owners, edit.by.user)
            if edit.client not in given:
                return _there(self.draft, [edit.id]).get(edit.id, begun_anew())
            new = self.shared.take(edit.update, given=given, most=settings.TEXT_MAX_CHARACTERS)
        except NotTaken as refused:
            if self.shared.spoiled:
                self.shared = loading.load(self.draft)
                for row in self.rows:
                    self.shared.load(bytes(row.update))
            return refused
        if new:
            return self._add(new, edit.by.user, edit.id)
        return _there(self.draft, [edit.id]).get(edit.id, self.last)

    def write(self, text: str, by: int, restores: int | None = None) -> None:
        if new := self.shared.write(text):
            self._add(new, by, uuid4(), restores)

    def _settle(self, words: str) -> None:
        """Enter words that came into the draft without the log, those that it began with above all: no new edition."""
        if new := self.shared.write(words):
            self.last = Logged(self.last.seq + 1, self.shared.hash, self.last.edition, new)
            self._row(self.draft.edited_by_id, uuid4(), at=self.draft.edited_at)

    def _add(self, new: bytes, by: int, edit_id: UUID, restores: int | None = None) -> Logged:
        self.last = Logged(self.last.seq + 1, self.shared.hash, self.last.edition + 1, new)
        self._row(by, edit_id, at=self.at, restores=restores)
        return self.last

    def _row(self, by: int, edit_id: UUID, *, at: datetime, restores: int | None = None) -> None:
        row = DraftUpdate(
            draft=self.draft, seq=self.last.seq, update=self.last.update, text_hash=self.last.text_hash,
            edition=self.last.edition, edit_id=edit_id, restores=restores, by_id=by, at=at,
        )  # fmt: skip
        self.rows.append(row)

    def store(self) -> list[Logged]:
        """Write the rows, and the draft as it is after them."""
        if self.rows:
            DraftUpdate.objects.bulk_create(self.rows)
            draft, last = self.draft, self.rows[-1]
            text = self.shared.text
            draft.text = with_line_ends_of(text, draft.text) if "\r" in draft.text else text
            draft.seq, draft.edition, draft.edited_at, draft.edited_by_id = last.seq, last.edition, last.at, last.by_id
            draft.save(update_fields=["text", "seq", "edition", "edited_at", "edited_by"])
            if last.seq // SNAPSHOT_EVERY > (last.seq - len(self.rows)) // SNAPSHOT_EVERY:
                compact(draft, self.shared)
        loading.keep(self.draft, self.draft.seq, self.shared)
        return [Logged(r.seq, r.text_hash, r.edition, bytes(r.update)) for r in self.rows]


def compact(draft: Draft, shared: SharedText) -> None:
    """Keep the document as it is at `draft.seq`; the rows stay, for the delegation's history."""
    DraftSnapshot.objects.update_or_create(draft=draft, defaults={"seq": draft.seq, "state": shared.state})


def _there(draft: Draft, edits: Sequence[UUID]) -> dict[UUID, Logged]:
    rows = draft.updates.filter(edit_id__in=edits)
    return {row.edit_id: Logged(row.seq, row.text_hash, row.edition) for row in rows.defer("update")}


class _Own:
    """The client ids of one person at a draft. Whose one is never changes: it is read once for a text that is kept."""

    def __init__(self, draft: Draft, owners: dict[int, int], user: int) -> None:
        self.draft, self.owners, self.user = draft, owners, user

    def __contains__(self, client: object) -> bool:
        assert isinstance(client, int)
        if client not in self.owners:
            self.owners.update(self.draft.clients.filter(number=client).order_by().values_list("number", "user_id"))
        return self.owners.get(client) == self.user
