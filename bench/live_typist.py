"""One of the many who type in the bench: no document, only edits that append to what was typed before."""

import asyncio
import base64
import json
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

LOST = (OSError, WebSocketException, TimeoutError)


@dataclass
class Heard:
    """What was measured: seconds until an edit was on each other screen, and until it was acknowledged."""

    began: float = 0
    sent: dict[str, float] = field(default_factory=dict)  # by the update
    screens: list[float] = field(default_factory=list)
    acks: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    lost: int = 0


class Typist:
    def __init__(self, number: int, draft: str, cookie: str, port: int) -> None:
        self.number, self.draft = number, draft
        self.headers, self.port = {"Cookie": f"sessionid={cookie}"}, port
        self.client = self.clock = self.seq = self.count = 0
        self.unsaved: dict[str, tuple[str, str]] = {}  # the id of an edit: the update and the words
        self.saved: dict[str, tuple[int, str]] = {}
        self.own: set[str] = set()
        self.wire: ClientConnection | None = None
        self.again: asyncio.Task[None] | None = None

    async def open(self) -> None:
        address = f"127.0.0.1:{self.port}"
        self.wire = await connect(
            f"ws://{address}/live/drafts/{self.draft}/", origin=Origin(f"http://{address}"),
            additional_headers=self.headers, compression=None, ping_interval=None, open_timeout=30,
        )  # fmt: skip
        history = self.draft if self.seq else None
        await self.say({"type": "join", "history": history, "have": self.seq, "hash": None})
        while True:
            message = json.loads(await asyncio.wait_for(self.wire.recv(), 30))
            if message["type"] == "joined":
                break
            if message["type"] == "refused":
                await asyncio.sleep(message["retry_after"] or 1)
                await self.say({"type": "join", "history": history, "have": self.seq, "hash": None})
        self.client, self.clock, self.seq = message["client"], 0, message["seq"]
        for edit, (update, _) in self.unsaved.items():
            await self.say({"type": "edit", "id": edit, "update": update})

    async def say(self, message: dict[str, Any]) -> None:
        assert self.wire
        await self.wire.send(json.dumps(message))

    async def close(self) -> None:
        if self.wire:
            await self.wire.close()

    async def type(self, first: float, every: float, ends: float, heard: Heard) -> None:
        await asyncio.sleep(first)
        while time.monotonic() < ends:
            if self.client:
                await self._type(heard)
            await asyncio.sleep(every)

    async def _type(self, heard: Heard) -> None:
        words = f"[{self.number}.{self.count}]"
        update = base64.b64encode(insertion(self.client, self.clock, words)).decode()
        edit = str(uuid4())
        self.count += 1
        self.clock += len(words)
        self.unsaved[edit] = update, words
        self.own.add(update)
        heard.sent[edit] = heard.sent[update] = time.monotonic()
        await self._send(edit, update)

    async def listen(self, heard: Heard) -> None:
        while True:
            try:
                assert self.wire
                self._hear(self._read(await self.wire.recv()), heard)
            except LOST:
                heard.lost += 1
                self.client = 0
                await self._reopen()

    async def _reopen(self) -> None:
        while not self.client:
            try:
                await self.open()
            except (*LOST, KeyError):
                await asyncio.sleep(0.5)

    def _read(self, raw: str | bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(raw)
        return found

    def _hear(self, message: dict[str, Any], heard: Heard) -> None:
        now = time.monotonic()
        if message["type"] == "edits":
            for seq, update in message["edits"]:
                if seq > self.seq and update in heard.sent and update not in self.own:
                    heard.screens.append(now - heard.sent[update])
                self.seq = max(self.seq, seq)
        elif message["type"] == "saved":
            _, words = self.unsaved.pop(message["id"], ("", ""))
            if words:
                self.saved[message["id"]] = message["seq"], words
                heard.acks.append(now - heard.sent[message["id"]])
        elif message["type"] == "refused":
            heard.refused[message["code"]] += 1
            if self.again is None or self.again.done():
                self.again = asyncio.create_task(self._again(message["retry_after"] or 0.5))

    async def _again(self, wait: float) -> None:
        await asyncio.sleep(wait)
        for edit, (update, _) in list(self.unsaved.items()):
            await self._send(edit, update)

    async def _send(self, edit: str, update: str) -> None:
        with suppress(*LOST):  # it is sent again when the connection is there again
            await self.say({"type": "edit", "id": edit, "update": update})


def insertion(client: int, clock: int, words: str) -> bytes:
    """A Yjs update that puts `words` behind what the client wrote last, or at the beginning of the text."""
    head = b"\1\1" + number(client) + number(clock)
    at = b"\x84" + number(client) + number(clock - 1) if clock else b"\4\1\4text"
    return head + at + number(len(words)) + words.encode() + b"\0"


def number(n: int) -> bytes:
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + number(n >> 7)
