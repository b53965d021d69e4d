"""The live drafting of one process: its rooms, and what the database and other processes tell them."""

import asyncio
import logging
from collections import Counter
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from . import limits, log, present, watching
from .door import Caller
from .limits import Allowance
from .log import Logged
from .moves import Moves
from .pokes import Pokes
from .present import Here
from .refusals import Code, Ended, NotTaken, Why
from .room import Listener, Room
from .threads import in_thread
from .writing import Writing

LOOK_EVERY = 0.5  # seconds; who may not be there any more is gone after twice that at most
TOUCH_EVERY = 5.0

DOWN = (DatabaseError, InterfaceError)
logger = logging.getLogger(__name__)
_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> "Hub":
    """The hub of this process."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self.allowance = Allowance()
        self.writing = Writing(self._written)
        self.moves = Moves(self._moved)
        self._pokes: Pokes | None = None
        self._looking: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._behind: set[UUID] = set()  # drafts whose log has gone on elsewhere
        self._left: list[tuple[UUID, int]] = []
        self._touched = 0.0
        self._connections: Counter[int] = Counter()

    async def enter(self, draft: UUID, listener: Listener, *, arrives: bool = True) -> Room:
        """Begin to listen; who `arrives` is shown to the others at the beginning of the text.

        Raises `Ended` where the draft is gone, `NotTaken` where a person has too many connections."""
        if self._connections[listener.by.user] >= limits.CONNECTIONS:
            raise NotTaken(Code.TOO_FAST, "too many connections: close some windows", retry_after=10.0)
        room = self.rooms.get(draft) or await self._opened(draft, listener)
        if not arrives and listener.person.client not in room.people:
            await in_thread(present.touch, [(draft, listener.here)], timezone.now())
        room = self.rooms.setdefault(draft, room)  # it may have been left, or opened by somebody else, meanwhile
        self._connections[listener.by.user] += 1
        room.listeners.add(listener)
        listener.woken.set()
        self.poked(draft, listener.sent)
        self._start()
        if arrives:
            self.moves.add(draft, listener.here)
        return room

    async def _opened(self, draft: UUID, listener: Listener) -> Room:
        facts, head, people, marks = await in_thread(watching.opened, draft, listener.by, timezone.now())
        if facts is None:
            raise Ended(Why.NOT_THERE)
        room = Room(draft, facts, head)  # as the database has it: who listens may say anything
        room.present(people)
        room.remark(marks)
        return room

    def leave(self, room: Room, listener: Listener, *, for_good: bool = True) -> None:
        """Listen no more; `for_good` where the connection does not come back in a moment."""
        if listener not in room.listeners:
            return
        room.listeners.discard(listener)
        self._connections[listener.by.user] -= 1
        if for_good:
            client = listener.person.client
            self._left.append((room.draft, client))
            room.present({c: p for c, p in room.people.items() if c != client})
        if not self._connections[listener.by.user]:
            del self._connections[listener.by.user]
            self.allowance.forget(listener.by.user)

    def poked(self, draft: UUID, seq: int) -> None:
        """The log of a draft is as far as `seq`, by what another process or the database says."""
        room = self.rooms.get(draft)
        if room is None or seq <= room.head:
            return
        self._behind.add(draft)
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        """Read what others wrote, once for all who listen here."""
        try:
            while self._behind:
                draft = self._behind.pop()
                if room := self.rooms.get(draft):
                    room.advance(await in_thread(log.since, draft, room.head))
        except DOWN:
            self._behind.clear()  # the next look finds it again
        finally:
            self._reading = None

    def _written(self, draft: UUID, rows: list[Logged]) -> None:
        room = self.rooms.get(draft)
        if room and room.head + 1 == rows[0].seq:
            room.advance(rows)
        else:
            self.poked(draft, rows[-1].seq)
        if self._pokes:
            self._pokes.send(draft, rows[-1].seq)

    def _moved(self, draft: UUID, here: list[Here], away: dict[Caller, Why]) -> None:
        room = self.rooms.get(draft)
        if room is None:
            return
        room.turn_away(away)
        room.present(room.people | {h.person.client: h.person for h in here if h.by not in away})

    def _start(self) -> None:
        if self._pokes is None:
            self._pokes = Pokes(self.poked)
        self._pokes.want(set(self.rooms))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Twice a second, as long as there are rooms."""
        while self.rooms or self._left:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self._look_once()
            except DOWN as down:
                logger.warning("live drafting waits for the database: %s", type(down).__name__)
            except Exception as broken:  # whatever it is: who may not be there any more is looked for again
                logger.error("live drafting could not look who may be there: %s", type(broken).__name__)
            self.rooms = {d: room for d, room in self.rooms.items() if room.listeners}
        if self._pokes:
            self._pokes.close()
        self._pokes = self._looking = None

    async def _look_once(self) -> None:
        left, self._left = self._left, []
        if left:
            await in_thread(present.leave, left)
        rooms = {d: room for d, room in self.rooms.items() if room.listeners}
        callers = {d: {x.by for x in room.listeners} for d, room in rooms.items()}
        seen = await in_thread(watching.look, callers, {d: r.facts for d, r in rooms.items()}, timezone.now())
        for draft, room in rooms.items():
            room.turn_away(seen.away[draft])
            room.present(seen.people[draft])
            room.remark(seen.remarks.get(draft, {}))
            self.poked(draft, seen.heads.get(draft, 0))
        await self._touch({d: room for d, room in rooms.items() if d in seen.heads})

    async def _touch(self, rooms: dict[UUID, Room]) -> None:
        """Now and then, say that those who are here are still here."""
        now = asyncio.get_running_loop().time()
        if now > self._touched + TOUCH_EVERY:
            self._touched = now
            here = [(d, listener.here) for d, room in rooms.items() for listener in room.listeners]
            await in_thread(present.touch, here, timezone.now())
