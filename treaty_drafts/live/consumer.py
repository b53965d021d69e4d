"""The websocket: one socket, one draft, for life. What is said is in `talk`."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import parse_cookie

from . import door, joining, log, messages, origins
from .hub import hub
from .log import Logged
from .refusals import Ended, NotTaken, Why
from .room import Listener, Room
from .talk import Answer, Conversation, edits
from .threads import in_thread


def _without(own: set[int], rows: list[Logged]) -> str:
    """Rows as a message, without the bytes of those that the connection brought itself."""
    left = [replace(row, update=b"") if row.seq in own else row for row in rows]
    return json.dumps(edits(left, left[-1]))


async def nowhere(_scope: Any, receive: Any, send: Any) -> None:
    """What any other address of a socket answers."""
    await receive()
    await send({"type": "websocket.close"})


CODES = {
    Why.SIGNED_OUT: 4401,
    Why.REVOKED: 4403,
    Why.NOT_THERE: 4404,
    Why.TABLED: 4410,
    Why.DISCARDED: 4411,
    Why.PUBLISHED: 4412,
}
TRY_AGAIN = 1013
BEAT = 2.0  # seconds without news after which a socket is told so: a page knows within five that its line is dead
SILENT = 30.0  # seconds in which a socket that was opened must join


class DraftConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    channel_layer_alias = ""  # pokes come to the process, not to each socket
    talk: Conversation | None = None
    listener: Listener | None = None
    room: Room | None = None
    pushing: asyncio.Task[None] | None = None
    over = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()

    async def dispatch(self, message: Any) -> None:
        """Without looking after a database connection each time: the threads of `in_thread` have their own."""
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        headers = dict(self.scope["headers"])
        if not origins.ours(headers):
            await self.close()
            return
        await self.accept()
        draft: UUID = self.scope["url_route"]["kwargs"]["pk"]
        try:
            cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
            by = await in_thread(door.caller, cookies.get(settings.SESSION_COOKIE_NAME))
            await in_thread(joining.found, draft, by)
        except Ended as ended:
            await self._end(ended.why)
        except (DatabaseError, InterfaceError):
            await self._close(TRY_AGAIN)
        else:
            self.talk = Conversation(hub(), draft, by)
            self.pushing = asyncio.create_task(self._close_if_silent())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.talk is None:
            return
        try:
            answer = await self.talk.answer(text_data if text_data is not None else bytes_data or b"")
            if answer and answer["type"] == "joined":
                await self._enter(self.talk, answer)
            elif answer:
                await self._say(json.dumps(answer))
        except NotTaken as refused:
            await self._say(json.dumps(messages.refused(refused)))
            await self._close(TRY_AGAIN)
        except (DatabaseError, InterfaceError):
            await self._close(TRY_AGAIN)
        except Ended as ended:
            await self._end(ended.why)

    async def _enter(self, talk: Conversation, joined: Answer) -> None:
        """Say what was joined, then push what comes after it."""
        assert talk.person
        self._leave()
        self.listener = Listener(talk.by, talk.person, joined["seq"])
        self.listener.mark = joined["mark"]
        self.room = talk.room = await talk.hub.enter(talk.draft, self.listener)
        await self._say(json.dumps(joined))
        self.pushing = asyncio.create_task(self._push(self.room, self.listener))

    async def _push(self, room: Room, listener: Listener) -> None:
        """Send what the connection lacks of the log, and who is there, whenever there is something new."""
        while True:
            try:
                async with asyncio.timeout(BEAT):
                    await listener.woken.wait()
            except TimeoutError:
                await self._say(f'{{"type":"poke","seq":{room.head}}}')
                continue
            listener.woken.clear()
            if listener.ended:
                await self._end(listener.ended)
                return
            with suppress(DatabaseError, InterfaceError):  # the next look wakes it again
                if not await self._push_edits(room, listener):
                    await self._begin_anew()
                    return
            if listener.people_told != room.people_changed:
                listener.people_told = room.people_changed
                await self._push_people(room, listener)
            if mark := room.remarked(listener):
                listener.remarks = mark
                await self._say(f'{{"type":"comments","mark":"{mark}"}}')

    async def _push_edits(self, room: Room, listener: Listener) -> bool:
        """Whether what comes next belongs to the document that the connection has; then it is sent."""
        rows = room.recent(listener.sent)
        if rows is None:
            rows = await in_thread(log.since, room.draft, listener.sent)
        rows = log.together(rows)
        own = self.talk.own if self.talk else set()
        if any(row.begins for row in rows):
            return False
        if rows:
            await self._say(room.frame(rows) if own.isdisjoint(row.seq for row in rows) else _without(own, rows))
            listener.sent = rows[-1].seq
            if listener.sent < room.head:
                listener.woken.set()
        return True

    async def _begin_anew(self) -> None:
        """Say that the draft goes on in a new document, which is joined like any other."""
        self._leave()
        self.pushing = asyncio.create_task(self._close_if_silent())
        await self._say(json.dumps(messages.refused(log.begun_anew())))

    async def _push_people(self, room: Room, listener: Listener) -> None:
        people, mark = room.others(listener.person)
        if mark != listener.mark:
            listener.mark = mark
            await self._say(f'{{"type":"presence","people":{people},"mark":"{mark}"}}')

    async def _say(self, message: str) -> None:
        if not self.over:
            with suppress(OSError):  # it is gone; the end of the connection comes next
                await self.send(message)

    async def _end(self, why: Why) -> None:
        self._leave()
        self.talk = None
        await self._say(json.dumps({"type": "closed", "why": why}))
        await self._close(CODES[why])

    async def _close(self, code: int) -> None:
        """Close once: what is answered later has nobody to hear it."""
        if not self.over:
            self.over = True
            with suppress(OSError):
                await self.close(code)

    async def _close_if_silent(self) -> None:
        await asyncio.sleep(SILENT)
        await self._close(TRY_AGAIN)

    def _leave(self) -> None:
        if self.pushing and self.pushing is not asyncio.current_task():
            self.pushing.cancel()
        if self.talk and self.room and self.listener:
            self.talk.hub.leave(self.room, self.listener)
        self.pushing = self.room = self.listener = None
