"""Tabs of the tests: a page of this site, signed in, with its draft open, over a websocket."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from treaty_drafts.project.asgi import application

from .writer import Message, Writer

ORIGIN = "http://localhost"


def cookie_of(user: Any) -> str:
    """A sign-in of the user's, as its cookie."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Tab(ABC):
    """A writer with a wire to the server."""

    def __init__(self) -> None:
        self.writer = Writer()

    @abstractmethod
    async def send(self, raw: str) -> None: ...

    @abstractmethod
    async def receive(self, timeout: float) -> str: ...

    async def say(self, message: Message) -> None:
        await self.send(json.dumps(message))

    async def join(self) -> None:
        """Join, and send again what is not saved."""
        self.writer.client = 0
        await self.say(self.writer.join())
        await self.until(lambda w: w.client != 0)
        for message in self.writer.resend():
            await self.say(message)

    async def type(self, at: int, words: str = "", delete: int = 0) -> str:
        message = self.writer.type(at, words, delete)
        await self.say(message)
        return str(message["id"])

    async def hear(self, timeout: float = 5) -> Message:
        message: Message = json.loads(await self.receive(timeout))
        for answer in self.writer.hear(message):
            await self.say(answer)
        return message

    async def until(self, so: Callable[[Writer], bool], timeout: float = 5) -> None:
        async with asyncio.timeout(timeout):
            while not so(self.writer):
                await self.hear(timeout)


class Socket(Tab):
    """A tab of a server that is this process."""

    def __init__(self, draft: object, cookie: str, *, origin: str | None = ORIGIN, host: str = "localhost") -> None:
        super().__init__()
        headers = [(b"host", host.encode()), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        scope = {"type": "websocket", "path": f"/live/drafts/{draft}/", "headers": headers, "query_string": b""}
        self.wire = ApplicationCommunicator(application, scope | {"subprotocols": []})

    async def connect(self) -> bool:
        """Whether the handshake is accepted."""
        await self.wire.send_input({"type": "websocket.connect"})
        answer = await self.wire.receive_output(5)
        return bool(answer["type"] == "websocket.accept")

    async def open(self) -> "Socket":
        assert await self.connect()
        await self.join()
        return self

    async def send(self, raw: str) -> None:
        await self.wire.send_input({"type": "websocket.receive", "text": raw})

    async def receive(self, timeout: float) -> str:
        return str((await self.wire.receive_output(timeout))["text"])

    async def closed(self, timeout: float = 5) -> int:
        """The code with which the socket was closed, after `closed` was said."""
        await self.until(lambda w: w.ended is not None, timeout)
        found = await self.wire.receive_output(timeout)
        assert found["type"] == "websocket.close"
        return int(found["code"])

    async def close(self) -> None:
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wire.wait(5)


class Remote(Tab):
    """A tab of a server that runs by itself."""

    def __init__(self, draft: object, cookie: str) -> None:
        super().__init__()
        self.path = f"/live/drafts/{draft}/"
        self.headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
        self.wire: ClientConnection

    async def open(self, port: int) -> "Remote":
        """Connect to the server at a port, for the first time or again."""
        address = f"127.0.0.1:{port}"
        self.wire = await connect(
            f"ws://{address}{self.path}", origin=Origin(f"http://{address}"), additional_headers=self.headers,
            compression=None, ping_interval=None,
        )  # fmt: skip
        await self.join()
        return self

    async def send(self, raw: str) -> None:
        await self.wire.send(raw)

    async def receive(self, timeout: float) -> str:
        async with asyncio.timeout(timeout):
            return str(await self.wire.recv())

    async def close(self) -> None:
        await self.wire.close()


__all__ = ["ORIGIN", "ConnectionClosed", "Remote", "Socket", "Tab", "cookie_of"]
