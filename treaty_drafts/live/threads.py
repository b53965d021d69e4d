"""Work on the database that sockets wait for, in threads of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

P = ParamSpec("P")
R = TypeVar("R")

# more threads take the interpreter from the loop that sends: with 8 an edit took 1.6 times as long (bench.live)
_pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="live")


async def in_thread(act: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """What `act` returns, run in a thread that has a database connection."""
    made: R = await database_sync_to_async(act, thread_sensitive=False, executor=_pool)(*args, **kwargs)
    return made
