"""Where people are, on its way to the others: the moves of a moment together, written only if they may be there."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from . import present
from .door import Caller
from .present import Here
from .refusals import Why
from .threads import in_thread

TOGETHER = 0.1  # seconds


class Moves:
    """`told` hears, for each draft, where people are now and who may not be there."""

    def __init__(self, told: Callable[[UUID, list[Here], dict[Caller, Why]], None]) -> None:
        self._told = told
        self._waiting: dict[UUID, dict[int, Here]] = {}
        self._task: asyncio.Task[None] | None = None

    def add(self, draft: UUID, here: Here) -> None:
        self._waiting.setdefault(draft, {})[here.person.client] = here
        if self._task is None:
            self._task = asyncio.create_task(self._tell())

    async def tell(self, draft: UUID, here: list[Here]) -> None:
        """Write it now."""
        away = await in_thread(present.tell, draft=draft, here=here, at=timezone.now())
        self._told(draft, here, away)

    async def _tell(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(TOGETHER)
                waiting, self._waiting = self._waiting, {}
                for draft, moves in waiting.items():
                    await self.tell(draft, list(moves.values()))
        except (DatabaseError, InterfaceError):
            self._waiting.clear()  # the next move tells it
        finally:
            self._task = None
