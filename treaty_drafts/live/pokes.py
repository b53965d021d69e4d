"""Word between processes that a log has gone on: {draft, seq} and nothing else. It may be lost; nobody relies on it."""

import asyncio
import hmac
import logging
from collections.abc import Callable
from uuid import UUID

from channels.layers import get_channel_layer
from django.conf import settings

PATIENCE = 2.0  # seconds, for Redis to answer
AGAIN = 1.0  # seconds, until it is asked again

logger = logging.getLogger(__name__)


def group(draft: UUID) -> str:
    """A name that says nothing of the draft."""
    return "draft." + hmac.new(settings.SECRET_KEY.encode(), draft.bytes, "sha256").hexdigest()[:40]


class Pokes:
    """Sends and receives them for one process. Where the channel layer is gone, it goes on trying."""

    def __init__(self, poked: Callable[[UUID, int], None]) -> None:
        self._poked = poked
        self._layer = get_channel_layer()
        self._channel = ""
        self._heard: set[UUID] = set()
        self._wanted: set[UUID] = set()
        self._sending: dict[UUID, int] = {}
        self._changed = asyncio.Event()
        self._tasks = [asyncio.create_task(work()) for work in (self._send, self._receive)]

    def want(self, drafts: set[UUID]) -> None:
        """Hear of these drafts from now on, and of no others."""
        self._wanted = drafts
        self._changed.set()

    def send(self, draft: UUID, seq: int) -> None:
        self._sending[draft] = max(seq, self._sending.get(draft, 0))
        self._changed.set()

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _send(self) -> None:
        while _goes_on():
            await self._changed.wait()
            self._changed.clear()
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._subscribe()
                    while self._sending:
                        draft, seq = self._sending.popitem()
                        await self._layer.group_send(group(draft), {"type": "poke", "draft": str(draft), "seq": seq})
            except Exception as lost:  # whatever the layer raises: a lost poke is fetched
                logger.warning("pokes between processes are lost: %s", type(lost).__name__)
                await asyncio.sleep(AGAIN)
                self._changed.set()

    async def _subscribe(self) -> None:
        if not self._channel:
            self._channel = await self._layer.new_channel()
        for draft in self._wanted - self._heard:
            await self._layer.group_add(group(draft), self._channel)
            self._heard.add(draft)
        for draft in self._heard - self._wanted:
            self._heard.discard(draft)
            await self._layer.group_discard(group(draft), self._channel)

    async def _receive(self) -> None:
        while _goes_on():
            if not self._channel:
                await asyncio.sleep(0.05)
                continue
            try:
                poke = await self._layer.receive(self._channel)
                self._poked(UUID(poke["draft"]), int(poke["seq"]))
            except Exception as lost:
                logger.warning("pokes between processes are not heard: %s", type(lost).__name__)
                await asyncio.sleep(AGAIN)


def _goes_on() -> bool:
    """Whether this task may: a layer that waits for Redis can swallow that it was cancelled."""
    task = asyncio.current_task()
    return task is None or not task.cancelling()
