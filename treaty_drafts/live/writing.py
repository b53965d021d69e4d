"""Edits on their way into the log: those of one draft one transaction after the other, what waits meanwhile together."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from . import log
from .log import Edit, Logged, Outcome
from .refusals import Code, NotTaken
from .threads import in_thread

TOGETHER = 64  # edits in one transaction
AT_ONCE = 2  # transactions; a draft that waits for its turn goes on collecting edits

Waiting = tuple[Edit, asyncio.Future[Outcome]]


class Writing:
    """`written` hears of the new rows of a draft, after they are committed. Their senders come first: on a slow line the
    log, with their own words in it, would keep them waiting for the word that these are saved.
    """

    def __init__(self, written: Callable[[UUID, list[Logged]], None]) -> None:
        self._written = written
        self._waiting: dict[UUID, list[Waiting]] = defaultdict(list)
        self._busy: dict[UUID, asyncio.Task[None]] = {}
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def submit(self, draft: UUID, edit: Edit) -> Outcome:
        """What became of an edit, once it is committed or refused."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[draft].append((edit, outcome))
        if draft not in self._busy:
            self._busy[draft] = asyncio.create_task(self._write(draft))
        return await outcome

    async def _write(self, draft: UUID) -> None:
        try:
            while self._waiting[draft]:
                async with self._turn:
                    batch = self._waiting[draft][:TOGETHER]
                    del self._waiting[draft][:TOGETHER]
                    await self._append(draft, batch)
        finally:
            del self._busy[draft], self._waiting[draft]

    async def _append(self, draft: UUID, batch: list[Waiting]) -> None:
        rows: list[Logged] = []
        try:
            outcomes, rows = await in_thread(log.append, draft=draft, edits=[e for e, _ in batch], at=timezone.now())
        except (DatabaseError, InterfaceError):
            outcomes = [_busy() for _ in batch]
        except BaseException as broken:
            for _, future in batch:
                if not future.done():
                    future.set_exception(broken)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if not future.done():
                future.set_result(outcome)
        if rows:
            self._written(draft, rows)


def _busy() -> NotTaken:
    """Whether the transaction was committed is not known: the same edit sent again is answered as it is in the log."""
    return NotTaken(Code.BUSY, "the server could not save this just now; it is kept, and sent again", retry_after=1.0)
