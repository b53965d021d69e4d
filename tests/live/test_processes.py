"""Several web processes with a real Redis: what one saves reaches the other, and survives the end of either."""

import asyncio
import signal
from contextlib import ExitStack

import pytest
import redis as client_of_redis
from channels_redis.serializers import registry

from treaty_drafts.models import Draft, DraftUpdate

from .sockets import ConnectionClosed, Remote
from .web import Web, web
from .writer import WORDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_what_one_process_saves_reaches_the_other_with_and_without_redis(
    draft: Draft, cookie: str, own_redis: tuple[str, ExitStack]
) -> None:
    url, stack = own_redis
    heard = client_of_redis.Redis.from_url(url).pubsub()
    heard.psubscribe("*")

    async def work(first: Web, second: Web) -> None:
        one, two = await Remote(draft.pk, cookie).open(first.port), await Remote(draft.pk, cookie).open(second.port)
        await one.type(0, "With Redis. ")
        await two.until(lambda w: w.seq == 3)
        assert two.writer.text == f"With Redis. {WORDS}"
        check_pokes()
        stack.close()
        await two.type(0, "Without it. ")
        await two.until(lambda w: not w.unsaved, timeout=2)
        await one.until(lambda w: w.seq == 4, timeout=2)
        assert one.writer.text == f"Without it. With Redis. {WORDS}"
        await one.close()
        await two.close()

    def check_pokes() -> None:
        said_so_far = [heard.get_message(timeout=0.5) for _ in range(5)]
        for message in (m for m in said_so_far if m and m["type"] == "pmessage"):
            assert str(draft.pk).encode() not in message["channel"]
            assert draft.pk.hex.encode() not in message["channel"]
            found.append(registry.get_serializer("msgpack").deserialize(message["data"]))

    found: list[object] = []
    with web(url) as first, web(url) as second:
        asyncio.run(work(first, second))
    assert found == [{"type": "poke", "draft": str(draft.pk), "seq": 3}]
    assert Draft.objects.get().text == f"Without it. With Redis. {WORDS}"


def test_a_process_that_is_killed_loses_nothing_that_was_saved(draft: Draft, cookie: str) -> None:
    async def work(server: Web) -> None:
        tab = await Remote(draft.pk, cookie).open(server.port)
        for n in range(40):
            await tab.type(0, f"[{n}]")
            if n == 20:
                server.stop(signal.SIGKILL)
            try:
                if n % 3 == 0:
                    await tab.until(lambda w: len(w.unsaved) < 3)
            except ConnectionClosed:
                server.start()
                await tab.open(server.port)
        await tab.until(lambda w: not w.unsaved)
        assert tab.writer.copies == []
        assert tab.writer.text == "".join(f"[{n}]" for n in reversed(range(40))) + WORDS
        await tab.close()

    with web() as server:
        asyncio.run(work(server))
    now = Draft.objects.get()
    assert now.text == "".join(f"[{n}]" for n in reversed(range(40))) + WORDS
    assert DraftUpdate.objects.count() == now.seq == 42
