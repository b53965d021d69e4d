"""The websocket: who gets in, what is said, who is put out."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import AsyncClient

from tests.factories import NOON, Cast
from treaty_drafts import commenting, drafting, membership, tabling
from treaty_drafts.live import limits
from treaty_drafts.live.hub import LOOK_EVERY, hub
from treaty_drafts.models import Draft, DraftUpdate, Membership, Presence, Role

from .sockets import ORIGIN, Socket, cookie_of
from .writer import WORDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_two_who_type_at_once_have_the_same_text(draft: Draft, cookie: str) -> None:
    async def work() -> None:
        one, two = [await Socket(draft.pk, cookie).open() for _ in range(2)]
        assert (one.writer.text, two.writer.text) == (WORDS, WORDS)
        assert one.writer.client != two.writer.client
        await one.type(0, "The first. ")
        await two.type(len(WORDS), " The second.")
        for socket in (one, two):
            await socket.until(lambda w: not w.unsaved and w.seq == 4)
        assert one.writer.text == two.writer.text == f"The first. {WORDS} The second."
        await one.close()
        await two.close()

    asyncio.run(work())
    draft.refresh_from_db()
    assert (draft.text, draft.seq, draft.edition) == (f"The first. {WORDS} The second.", 4, 4)
    # the first two: what the draft began with, and what was saved by the form
    assert list(DraftUpdate.objects.values_list("seq", "edition")) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_what_is_saved_by_form_reaches_those_who_type(draft: Draft, cookie: str, cast: Cast) -> None:
    async def work() -> None:
        socket = await Socket(draft.pk, cookie).open()
        await socket.type(len(WORDS), " Live.")
        await socket.until(lambda w: not w.unsaved)
        saved = await database_sync_to_async(drafting.edit)(
            draft=draft,
            edition=3,
            by=await database_sync_to_async(cast.seat)("ardenia"),
            at=NOON,
            text=f"{WORDS} Live. Form.",
        )
        await socket.until(lambda w: w.seq == 4, timeout=2)
        assert socket.writer.text == saved.text == f"{WORDS} Live. Form."
        await socket.close()

    asyncio.run(work())


def revoke(cast: Cast, _draft: Draft) -> None:
    role = Membership.objects.get(user=cast.users["ardenia"])
    membership.revoke(membership=role, by=cast.seat("secretariat"), at=NOON)


def give_another_role(cast: Cast, _draft: Draft) -> None:
    role = Membership.objects.get(user=cast.users["ardenia"])
    membership.change(membership=role, role=Role.OBSERVER, by=cast.seat("secretariat"), at=NOON)


def sign_out(_cast: Cast, _draft: Draft) -> None:
    Session.objects.all().delete()


def close_the_account(cast: Cast, _draft: Draft) -> None:
    _change(cast.users["ardenia"], is_active=False)


def change_the_password(cast: Cast, _draft: Draft) -> None:
    _change(cast.users["ardenia"], password="another")


def table(cast: Cast, draft: Draft) -> None:
    tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON)


def discard(cast: Cast, draft: Draft) -> None:
    drafting.discard(draft=draft, edition=draft.edition, by=cast.seat("ardenia"))


ENDS: dict[Callable[[Cast, Draft], None], tuple[str, int]] = {
    revoke: ("revoked", 4403), give_another_role: ("revoked", 4403), sign_out: ("signed-out", 4401),
    close_the_account: ("signed-out", 4401), change_the_password: ("signed-out", 4401), table: ("tabled", 4410),
    discard: ("discarded", 4411),
}  # fmt: skip
ending = pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)


def _change(user: Any, **fields: Any) -> None:
    type(user).objects.filter(pk=user.pk).update(**fields)


@ending
def test_an_open_socket_is_closed_within_a_second(
    cast: Cast, draft: Draft, cookie: str, end: Callable[[Cast, Draft], None]
) -> None:
    why, code = ENDS[end]

    async def work() -> None:
        socket = await Socket(draft.pk, cookie).open()
        await asyncio.sleep(0.2)
        await database_sync_to_async(end)(cast, draft)
        done = time.monotonic()
        assert await socket.closed(2) == code
        assert time.monotonic() - done <= 1
        assert socket.writer.ended == why
        await socket.close()

    asyncio.run(work())


@ending
def test_the_next_message_finds_nothing(
    cast: Cast, draft: Draft, cookie: str, end: Callable[[Cast, Draft], None]
) -> None:
    why, code = ENDS[end]

    async def work() -> None:
        socket = await Socket(draft.pk, cookie).open()
        await database_sync_to_async(end)(cast, draft)
        await socket.type(0, "Late. ")
        assert await socket.closed(2) == code
        assert (socket.writer.ended, socket.writer.saved) == (why, {})
        await socket.close()

    asyncio.run(work())
    assert DraftUpdate.objects.filter(edition__gt=2).count() == 0


@pytest.mark.parametrize("name", ["borvale", "chair", "secretariat", "observer", "outsider", "admin"])
def test_who_may_not_see_a_draft_is_told_what_nobody_there_is_told(cast: Cast, draft: Draft, name: str) -> None:
    said, other = [], cookie_of(cast.users[name])

    async def work() -> None:
        for pk in (draft.pk, "00000000-0000-4000-8000-000000000000"):
            socket = Socket(pk, other)
            assert await socket.connect()
            said.append((await socket.closed(), socket.writer.ended))
            await socket.close()

    asyncio.run(work())
    assert said == [(4404, "not-there"), (4404, "not-there")]


def test_nobody_is_told_to_sign_in(draft: Draft) -> None:
    async def work() -> None:
        socket = Socket(draft.pk, "nothing")
        assert await socket.connect()
        assert await socket.closed() == 4401
        await socket.close()

    asyncio.run(work())


@pytest.mark.parametrize(
    "origin",
    [
        None, "null", "", "http://evil.example", "http://sub.localhost", "http://localhost:81", "https://localhost",
        "http://localhost.evil.example", "http://localhost/", "http://LOCALHOST", "http://user@localhost", "ws://localhost",
    ],
)  # fmt: skip
def test_pages_of_other_sites_get_no_socket(draft: Draft, cookie: str, origin: str | None) -> None:
    async def work() -> None:
        socket = Socket(draft.pk, cookie, origin=origin)
        assert not await socket.connect()
        await socket.close()

    asyncio.run(work())


def test_a_name_that_is_not_the_sites_is_refused_with_its_own_origin(draft: Draft, cookie: str) -> None:
    async def work() -> None:
        socket = Socket(draft.pk, cookie, origin="http://rebound.example", host="rebound.example")
        assert not await socket.connect()
        await socket.close()
        listed = Socket(draft.pk, cookie, origin=ORIGIN + ":8000", host="localhost:8000")
        assert await listed.connect()
        await listed.close()

    asyncio.run(work())


def test_names_come_from_the_session_whatever_a_client_says(cast: Cast, draft: Draft, cookie: str) -> None:
    _change(cast.users["ardenia"], first_name="Ada", last_name="Arden")

    async def work() -> None:
        one, two = [await Socket(draft.pk, cookie).open() for _ in range(2)]
        forged = {"name": "The Chair", "colour": 7, "client": 12, "user": 1}
        await one.say({"type": "presence", "anchor": "AAAA", "head": "AQID", **forged})
        await two.until(lambda w: w.people != [] and w.people[0]["head"] == "AQID")
        told = {"client": one.writer.client, "name": "Ada Arden", "colour": 0, "anchor": "AAAA", "head": "AQID"}
        assert two.writer.people == [told]
        await one.close()
        await two.until(lambda w: w.people == [])
        await two.close()
        await asyncio.sleep(0.8)

    asyncio.run(work())
    assert Presence.objects.count() == 0


def test_a_proposal_to_delete_has_no_words(cast: Cast, cookie: str) -> None:
    draft = cast.draft("ardenia", "art_1", kind="delete")

    async def work() -> None:
        socket = await Socket(draft.pk, cookie).open()
        await socket.type(0, "Words.")
        await socket.until(lambda w: w.refused != [])
        assert socket.writer.refused[0]["code"] == "not-writable"
        await socket.close()

    asyncio.run(work())
    assert Draft.objects.get().text == ""


def test_too_many_connections_of_one_person_are_refused(draft: Draft, cookie: str) -> None:
    async def work() -> None:
        sockets = [await Socket(draft.pk, cookie).open() for _ in range(limits.CONNECTIONS)]
        more = Socket(draft.pk, cookie)
        assert await more.connect()
        await more.say(more.writer.join())
        await more.until(lambda w: w.refused != [])
        assert more.writer.refused[0]["code"] == "too-fast"
        for socket in (*sockets, more):
            await socket.close()

    asyncio.run(work())


def test_whoever_sends_too_fast_is_asked_to_wait_and_loses_nothing(
    draft: Draft, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "AT_ONCE", 3)
    monkeypatch.setattr(limits, "A_SECOND", 1)

    async def work() -> None:
        socket = await Socket(draft.pk, cookie).open()
        for n in range(4):
            await socket.type(0, f"{n} ")
        await socket.until(lambda w: w.refused != [])
        refused = socket.writer.refused[0]
        assert (refused["code"], refused["final"]) == ("too-fast", False)
        assert 0 < refused["retry_after"] <= 1.05
        for message in socket.writer.resend():
            await asyncio.sleep(1.1)
            await socket.say(message)
        await socket.until(lambda w: not w.unsaved)
        await socket.close()

    asyncio.run(work())
    assert Draft.objects.get().text == f"3 2 1 0 {WORDS}"


def test_a_large_edit_is_saved_before_the_log_comes_and_does_not_come_down_again(draft: Draft, cookie: str) -> None:
    large = "A long annex. " * 1000

    async def work() -> tuple[list[Any], list[Any]]:
        one, two = [await Socket(draft.pk, cookie).open() for _ in range(2)]
        await one.type(0, large)
        heard: list[Any] = []
        while not heard or heard[-1]["type"] != "edits":
            heard.append(await one.hear())
        await two.until(lambda w: w.text == large + WORDS)
        assert one.writer.text == large + WORDS
        await two.type(0, "Both: ")
        for socket in (one, two):
            await socket.until(lambda w: w.seq == 4)
            assert socket.writer.text == f"Both: {large}{WORDS}"
        await one.close()
        await two.close()
        return [m["type"] for m in heard if m["type"] in ("saved", "edits")], heard[-1]["edits"]

    assert asyncio.run(work()) == (["saved", "edits"], [[3, ""]])


def test_who_says_to_be_further_than_the_log_keeps_nobody_else_from_it(draft: Draft, cookie: str, cast: Cast) -> None:
    async def work() -> tuple[int, str]:
        one = await Socket(draft.pk, cookie).open()
        asked = {"client": one.writer.client, "after": 2_000_000_000, "wait": 5}
        await one.close()
        await asyncio.sleep(2 * LOOK_EVERY)  # until nobody is at the draft here
        browser = AsyncClient()
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        address = f"/live/drafts/{draft.pk}/messages/"
        mark = (await browser.get(address, asked)).json()[0]["mark"]
        ahead = asyncio.create_task(browser.get(address, asked | {"people": mark}))
        await asyncio.sleep(0.3)
        two = await Socket(draft.pk, cookie).open()
        head = hub().rooms[draft.pk].head  # beyond it, whatever is logged wakes those who listen
        await saved(draft=await the_draft(pk=draft.pk), edition=2, by=await seat("ardenia"), at=NOON, text="By form.")
        await two.until(lambda w: w.text == "By form.", timeout=3)
        ahead.cancel()
        await two.close()
        return head, two.writer.text

    seat, the_draft, saved = map(database_sync_to_async, (cast.seat, Draft.objects.get, drafting.edit))
    assert asyncio.run(work()) == (2, "By form.")


def test_that_there_are_comments_is_said_and_nothing_of_them(draft: Draft, cookie: str, cast: Cast) -> None:
    async def work() -> None:
        socket = await Socket(draft.pk, cookie).open()
        await socket.until(lambda w: w.comments == "0-0-0-0")
        made = await commented(draft=draft, said="Ask capital.", by=await seat("ardenia"), at=NOON)
        await socket.until(lambda w: w.comments == "0-1-0-0", timeout=2)
        await resolved(comment=made, by=await seat("ardenia"), at=NOON)
        await socket.until(lambda w: w.comments == f"0-1-1-{NOON.timestamp()}", timeout=2)
        await reopened(comment=made)
        await socket.until(lambda w: w.comments == "0-1-0-0", timeout=2)
        await socket.close()

    seat, commented, resolved, reopened = map(
        database_sync_to_async, (cast.seat, commenting.comment, commenting.resolve, commenting.reopen)
    )
    asyncio.run(work())
