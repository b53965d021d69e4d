"""The connections of one process that are at one draft. Nothing is kept here that is not in the database."""

import asyncio
import hashlib
import json
from collections import deque
from collections.abc import Iterable, Mapping
from uuid import UUID

from . import messages
from .door import Caller
from .log import Logged
from .present import Here, Person
from .refusals import Why
from .remarks import Marks
from .watching import Facts

RECENT = 256  # rows of the log that need not be read again for each connection


class Listener:
    """One connection: what it has been sent, and what it is woken for."""

    def __init__(self, by: Caller, person: Person, sent: int) -> None:
        self.by = by
        self.person = person
        self.sent = sent
        self.mark: str | None = None
        self.people_told = -1
        self.remarks: str | None = None
        self.ended: Why | None = None
        self.woken = asyncio.Event()

    @property
    def here(self) -> Here:
        return Here(self.by, self.person)

    def end(self, why: Why) -> None:
        self.ended = self.ended or why
        self.woken.set()


class Room:
    def __init__(self, draft: UUID, facts: Facts, head: int) -> None:
        self.draft = draft
        self.facts = facts
        self.head = head
        self.listeners: set[Listener] = set()
        self.people: dict[int, Person] = {}
        self.people_changed = 0
        self._remarks: Marks = {}
        self._recent: deque[Logged] = deque(maxlen=RECENT)
        self._frames: dict[tuple[int, int], str] = {}
        self._told: dict[int, str] = {}

    def advance(self, rows: list[Logged]) -> None:
        """New rows of the log, in order; wakes those who lack them."""
        for row in rows:
            if row.seq <= self.head:
                continue
            if self._recent and row.seq != self._recent[-1].seq + 1:
                self._recent.clear()
            self._recent.append(row)
            self.head = row.seq
        self._frames.clear()
        self.wake()

    def turn_away(self, away: Mapping[Caller, Why]) -> None:
        """End the connections of those who may not be there."""
        for listener in self.listeners:
            if listener.by in away:
                listener.end(away[listener.by])

    def wake(self) -> None:
        for listener in self.listeners:
            listener.woken.set()

    def recent(self, after: int) -> list[Logged] | None:
        """The rows beyond `after`, or None where they must be read from the database."""
        if after >= self.head:
            return []
        if not self._recent or self._recent[0].seq > after + 1:
            return None
        return [row for row in self._recent if row.seq > after]

    def frame(self, rows: list[Logged]) -> str:
        """The message that carries `rows`; made once for all who get the same."""
        key = rows[0].seq, rows[-1].seq
        if key not in self._frames:
            last = rows[-1]
            made = {
                "type": "edits", "edits": messages.edits(rows), "seq": last.seq, "hash": last.text_hash,
                "edition": last.edition,
            }  # fmt: skip
            self._frames[key] = json.dumps(made, separators=(",", ":"))
        return self._frames[key]

    def present(self, people: dict[int, Person]) -> None:
        """Who is there, as the database has it; wakes everybody where that is new."""
        if people != self.people:
            self.people = people
            self.people_changed += 1
            self._told = {client: json.dumps(_shown(p), separators=(",", ":")) for client, p in people.items()}
            self.wake()

    def remark(self, marks: Marks) -> None:
        """How the comments stand for each who is there; wakes everybody where that is new."""
        if marks != self._remarks:
            self._remarks = marks
            self.wake()

    def remarked(self, listener: Listener) -> str | None:
        """How the comments stand for somebody, where that is not what was said last."""
        mark = self._remarks.get(listener.by.user)
        return mark if mark != listener.remarks else None

    def others(self, person: Person) -> tuple[str, str]:
        """All who are in a person's document but that one, as JSON, and a mark that changes with it.

        Where somebody is in an earlier document says what was written in that.
        """
        of = {c for c, p in self.people.items() if p.begins == person.begins and c != person.client}
        return marked(told for c, told in sorted(self._told.items()) if c in of)


def marked(told: Iterable[str]) -> tuple[str, str]:
    listed = "[" + ",".join(told) + "]"
    return listed, hashlib.sha256(listed.encode()).hexdigest()[:16]


def _shown(person: Person) -> dict[str, str | int | None]:
    return {
        "client": person.client, "name": person.name, "colour": person.colour, "anchor": person.anchor or None,
        "head": person.head or None,
    }  # fmt: skip
