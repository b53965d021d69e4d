"""What the server answers to each message: one conversation, over a websocket or over plain HTTP."""

import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from . import joining, messages, watching
from .door import Caller
from .hub import Hub
from .joining import Joined
from .log import Edit, Logged
from .messages import EditSent, Fetch, Join, Moved
from .present import Here, Person
from .refusals import Code, Ended, NotTaken, Why
from .room import Room, marked
from .threads import in_thread

Answer = dict[str, Any]
LARGE = 4096  # bytes
BUSY = "the server could not do this just now; it is tried again"


class Conversation:
    """One connection of a person with a draft. `person` is set once it has joined."""

    def __init__(self, hub: Hub, draft: UUID, by: Caller) -> None:
        self.hub = hub
        self.draft = draft
        self.by = by
        self.client: int | None = None  # of a connection that is not the one that joined
        self.person: Person | None = None
        self.room: Room | None = None
        self.own: set[int] = set()  # large rows of the log that this connection brought: it need not be sent them again

    async def answer(self, raw: str | bytes) -> Answer | None:
        """The answer to one message; None where none is due. Raises `Ended` where the person may not be there."""
        try:
            self.hub.allowance.spend(self.by.user, len(raw))
            message = messages.read(raw)
            return await self._answer(message)
        except NotTaken as refused:
            return messages.refused(refused, messages.id_of(raw))
        except (DatabaseError, InterfaceError):
            return messages.refused(NotTaken(Code.BUSY, BUSY, retry_after=1.0), messages.id_of(raw))
        except Ended as ended:
            raise Ended(await self._why(ended.why)) from None

    async def _answer(self, message: messages.Message) -> Answer | None:
        match message:
            case Join():
                return await self._join(message)
            case EditSent():
                return await self._edit(message)
            case Fetch():
                rows, last = await in_thread(joining.fetch, draft=self.draft, by=self.by, after=message.after)
                return edits(rows, last)
            case Moved():
                await self._move(message)
                return None

    async def _join(self, asked: Join) -> Answer:
        made = await in_thread(joining.join, draft=self.draft, by=self.by, asked=asked, at=timezone.now())
        self.person = made.me
        room = self.hub.rooms.get(self.draft)
        people, mark = room.others(made.me) if room else marked(())
        return joined(made) | {"people": json.loads(people), "mark": mark}

    async def _edit(self, sent: EditSent) -> Answer:
        client = self.person.client if self.person else self.client
        if client is None:
            raise NotTaken(Code.BAD_MESSAGE, "join first")
        outcome = await self.hub.writing.submit(self.draft, Edit(sent.id, self.by, client, sent.update))
        if isinstance(outcome, Exception):
            raise outcome
        if len(outcome.update) > LARGE:
            self.own.add(outcome.seq)
        return {
            "type": "saved", "id": str(sent.id), "seq": outcome.seq, "hash": outcome.text_hash, "edition": outcome.edition,
        }  # fmt: skip

    async def _move(self, moved: Moved) -> None:
        if self.person is None and self.client is not None:
            self.person = await in_thread(joining.person, draft=self.draft, by=self.by, client=self.client)
        if self.person is None:
            raise NotTaken(Code.BAD_MESSAGE, "join first")
        self.person = replace(self.person, anchor=moved.anchor, head=moved.head)
        here = Here(self.by, self.person)
        if self.client is None:
            self.hub.moves.add(self.draft, here)
        else:
            await self.hub.moves.tell(self.draft, [here])

    async def _why(self, why: Why) -> Why:
        """For somebody who was there: whether the draft was tabled or discarded, or the person may not be there now."""
        if why != Why.NOT_THERE or self.room is None:
            return why
        gone = await in_thread(watching.facts, self.draft) is None
        return await in_thread(watching.how, self.room.facts) if gone else Why.REVOKED


def edits(rows: Sequence[Logged], last: Logged) -> Answer:
    """Part of the log as a message; where it is empty, with the last `seq` as it is."""
    last = rows[-1] if rows else last
    return {
        "type": "edits", "edits": messages.edits(rows), "seq": last.seq, "hash": last.text_hash, "edition": last.edition,
    }  # fmt: skip


def joined(made: Joined) -> Answer:
    """What somebody who joins is told, but for who else is there."""
    what: Answer = {"edits": messages.edits(made.edits)}
    if made.state is not None:
        what = {"state": base64.b64encode(made.state).decode()}
    return {
        "type": "joined", "client": made.me.client, "history": str(made.document), "seq": made.last.seq,
        "hash": made.last.text_hash, "edition": made.last.edition, "may_write": made.may_write, "fits": made.fits,
        "me": {"name": made.me.name, "colour": made.me.colour}, "delegations": list(made.delegations), **what,
    }  # fmt: skip
