"""Several web processes behind the nginx that is shipped, with a real Redis: typists on both, and the end of either."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest
from channels.db import database_sync_to_async
from websockets.exceptions import InvalidHandshake
from websockets.protocol import State

from tests import servers
from tests.factories import NOON, Cast
from treaty_drafts import membership
from treaty_drafts.models import Draft, DraftUpdate, Membership

from .nginx import nginx
from .sockets import ConnectionClosed, Remote
from .web import Web, web
from .writer import WORDS, Message, Writer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(servers.nginx() is None, reason="LEFT OUT: no nginx. Install Debian's package nginx."),
]

LOST = (OSError, ConnectionClosed, InvalidHandshake)


@dataclass(frozen=True, slots=True)
class Site:
    """Two web processes, what stands before them, and a Redis that can be stopped."""

    port: int
    webs: tuple[Web, Web]
    redis: ExitStack


@pytest.fixture
def site(own_redis: tuple[str, ExitStack], draft: Draft) -> Iterator[Site]:
    url, stack = own_redis
    with web(url) as one, web(url) as two, nginx([one.port, two.port]) as port:
        yield Site(port, (one, two), stack)


@asynccontextmanager
async def opened(site: Site, draft: Draft, cookie: str) -> AsyncIterator[list[Remote]]:
    """Tabs through nginx and at each process: some of them are on different ones."""
    tabs = [Remote(draft.pk, cookie) for _ in range(3)]
    for tab, port in zip(tabs, (site.port, *(w.port for w in site.webs)), strict=True):
        await tab.open(port)
    try:
        yield tabs
    finally:
        for tab in tabs:
            await tab.close()


def test_typists_of_two_processes_have_one_text_and_see_each_other(site: Site, draft: Draft, cookie: str) -> None:
    async def work() -> None:
        async with opened(site, draft, cookie) as tabs:
            for n in range(10):
                for which, tab in enumerate(tabs):
                    await tab.type(0, f"[{which}.{n}]")
            for tab in tabs:
                await tab.until(lambda w: not w.unsaved and w.seq == 32)
            assert len({tab.writer.text for tab in tabs}) == 1
            clients = {tab.writer.client for tab in tabs}
            for tab in tabs:
                await tab.until(lambda w: {p["client"] for p in w.people} == clients - {w.client}, timeout=3)
            await tabs[0].close()
            for tab in tabs[1:]:
                await tab.until(lambda w: len(w.people) == 1, timeout=3)

    asyncio.run(work())
    now = Draft.objects.get()
    assert now.seq == DraftUpdate.objects.count() == 32
    assert all(now.text.count(f"[{which}.{n}]") == 1 for which in range(3) for n in range(10))


def test_a_role_that_ends_cuts_the_sockets_of_every_process_within_a_second(
    site: Site, draft: Draft, cookie: str, cast: Cast
) -> None:
    async def work() -> None:
        async with opened(site, draft, cookie) as tabs:
            role = await database_sync_to_async(Membership.objects.get)(user=cast.users["ardenia"])
            by = await database_sync_to_async(cast.seat)("secretariat")
            await database_sync_to_async(membership.revoke)(membership=role, by=by, at=NOON)
            revoked = time.monotonic()
            for tab in tabs:
                await tab.until(lambda w: w.ended is not None)
            assert time.monotonic() - revoked < 1.2  # a second, and what the test itself takes
            assert {tab.writer.ended for tab in tabs} == {"revoked"}

    asyncio.run(work())


def test_who_was_at_a_process_that_is_killed_goes_on_at_the_other(site: Site, draft: Draft, cookie: str) -> None:
    async def typist(which: int, tab: Remote) -> Remote:
        while not killed.is_set() or tab.writer.unsaved:
            try:
                if not killed.is_set():
                    words.append(f"[{which}.{len(words)}]")
                    await tab.type(0, words[-1])
                await tab.until(lambda w: len(w.unsaved) < 2 - killed.is_set())
                await asyncio.sleep(0.2)
            except TimeoutError:
                await again(tab)  # nothing came; where the line is there, it may yet
            except ConnectionClosed:
                lost.add(which)
                await again(tab)
        return tab

    async def again(tab: Remote) -> None:
        """As a browser does: once more, where neither process answers."""
        async with asyncio.timeout(10):
            while tab.wire.state != State.OPEN:
                with suppress(*LOST):
                    await tab.open(site.port)

    async def work() -> None:
        there = [await Remote(draft.pk, cookie).open(site.port) for _ in range(4)]
        typing = [asyncio.create_task(typist(which, tab)) for which, tab in enumerate(there)]
        for one in site.webs:
            await asyncio.sleep(1)
            await asyncio.to_thread(one.stop, signal.SIGKILL)
            await asyncio.sleep(1)
            await asyncio.to_thread(one.start)
        killed.set()
        for tab in await asyncio.gather(*typing):
            await tab.until(lambda w: w.seq == 2 + len(words))
            assert (tab.writer.copies, tab.writer.rebuilt) == ([], 0)
            texts.add(tab.writer.text)
            saved.update(tab.writer.saved)
            await tab.close()

    killed = asyncio.Event()
    lost: set[int] = set()
    words: list[str] = []
    texts: set[str] = set()
    saved: dict[str, int] = {}
    asyncio.run(work())
    assert lost == {0, 1, 2, 3}
    now = Draft.objects.get()
    assert texts == {now.text}
    assert [word for word in words if now.text.count(word) != 1] == []
    rows = {str(key): seq for key, seq in DraftUpdate.objects.values_list("edit_id", "seq")}
    assert {edit: rows[edit] for edit in saved} == saved
    assert len(rows) == now.seq == 2 + len(words)


def test_without_redis_saving_goes_on_and_the_others_fetch(site: Site, draft: Draft, cookie: str) -> None:
    async def work() -> None:
        async with opened(site, draft, cookie) as tabs:
            site.redis.close()
            for which, tab in enumerate(tabs):
                await tab.type(0, f"[{which}]")
                await tab.until(lambda w: not w.unsaved, timeout=2)
            for tab in tabs:
                await tab.until(lambda w: w.seq == 5, timeout=2)
            assert len({tab.writer.text for tab in tabs}) == 1
            assert sorted(tabs[0].writer.text) == sorted(f"[0][1][2]{WORDS}")

    asyncio.run(work())


class Plain:
    """A tab through nginx whose websocket is blocked."""

    def __init__(self, site: Site, draft: Draft, cookie: str) -> None:
        self.port, self.address = site.port, f"/live/drafts/{draft.pk}/messages/"
        token = "a" * 32
        self.headers = {
            "Cookie": f"sessionid={cookie}; csrftoken={token}", "X-CSRFToken": token, "Content-Type": "application/json",
            "Origin": f"http://127.0.0.1:{site.port}",
        }  # fmt: skip
        self.writer = Writer()
        self.mark = ""

    def say(self, message: Message) -> None:
        self._ask("POST", f"client={self.writer.client}" if self.writer.client else "", json.dumps(message))

    def wait(self, seconds: int) -> None:
        self._ask("GET", f"client={self.writer.client}&after={self.writer.seq}&wait={seconds}&people={self.mark}")

    def _ask(self, method: str, query: str, body: str | None = None) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=40)
        with closing(connection):
            connection.request(method, f"{self.address}?{query}", body, self.headers)
            heard: list[Message] = json.load(connection.getresponse())
        for message in heard:
            self.mark = message.get("mark", self.mark)
            for said in self.writer.hear(message):
                self.say(said)


def test_plain_requests_through_nginx_write_and_wait(site: Site, draft: Draft, cookie: str) -> None:
    async def work() -> None:
        async with opened(site, draft, cookie) as tabs:
            plain = Plain(site, draft, cookie)
            await asyncio.to_thread(plain.say, plain.writer.join())
            for n in range(5):
                await asyncio.to_thread(plain.say, plain.writer.type(0, f"[plain {n}]"))
            for tab in tabs:
                await tab.until(lambda w: w.seq == 7, timeout=2)
            while plain.writer.seq < 7:
                await asyncio.to_thread(plain.wait, 1)
            await heard_soon(plain, tabs[0])
            for tab in tabs:
                await tab.until(lambda w: w.seq == 8, timeout=2)
            assert {w.text for w in (plain.writer, *(tab.writer for tab in tabs))} == {
                "[soon]" + "".join(f"[plain {n}]" for n in (4, 3, 2, 1, 0)) + WORDS
            }

    async def heard_soon(plain: Plain, tab: Remote) -> None:
        """Who waits hears of an edit at once, not when the time is up."""
        waiting = asyncio.create_task(asyncio.to_thread(wait, plain))
        await asyncio.sleep(0.3)
        typed = time.monotonic()
        await tab.type(0, "[soon]")
        await waiting
        assert time.monotonic() - typed < 2

    def wait(plain: Plain) -> None:
        while plain.writer.seq < 8:
            plain.wait(20)

    asyncio.run(work())
