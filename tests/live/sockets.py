"""Sockets of the tests: a page of this site, signed in, with its draft open."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from treaty_drafts.project.asgi import application

from .writer import Message, Writer

ORIGIN = "http://localhost"


def cookie_of(user: Any) -> str:
    """A sign-in of the user's, as its cookie."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Socket:
    """A websocket and the writer behind it."""

    def __init__(self, draft: object, cookie: str, *, origin: str | None = ORIGIN, host: str = "localhost") -> None:
        headers = [(b"host", host.encode()), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        scope = {"type": "websocket", "path": f"/live/drafts/{draft}/", "headers": headers, "query_string": b""}
        self.wire = ApplicationCommunicator(application, scope | {"subprotocols": []})
        self.writer = Writer()

    async def connect(self) -> bool:
        """Whether the handshake is accepted."""
        await self.wire.send_input({"type": "websocket.connect"})
        answer = await self.wire.receive_output(5)
        return bool(answer["type"] == "websocket.accept")

    async def open(self) -> "Socket":
        assert await self.connect()
        await self.say(self.writer.join())
        await self.until(lambda w: w.client != 0)
        return self

    async def say(self, message: Message) -> None:
        await self.wire.send_input({"type": "websocket.receive", "text": json.dumps(message)})

    async def type(self, at: int, words: str = "", delete: int = 0) -> str:
        message = self.writer.type(at, words, delete)
        await self.say(message)
        return str(message["id"])

    async def hear(self, timeout: float = 5) -> Message:
        message: Message = json.loads((await self.wire.receive_output(timeout))["text"])
        answer = self.writer.hear(message)
        if answer:
            await self.say(answer)
        return message

    async def until(self, so: Callable[[Writer], bool], timeout: float = 5) -> None:
        async with asyncio.timeout(timeout):
            while not so(self.writer):
                await self.hear()

    async def closed(self, timeout: float = 5) -> int:
        """The code with which the socket was closed, after `closed` was said."""
        await self.until(lambda w: w.ended is not None, timeout)
        found = await self.wire.receive_output(timeout)
        assert found["type"] == "websocket.close"
        return int(found["code"])

    async def close(self) -> None:
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wire.wait(5)
