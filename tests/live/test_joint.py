"""Joint drafts: what was deleted before a delegation joined is in nothing that it can fetch; who leaves is cut off."""

import asyncio
import base64
import re
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from channels.db import database_sync_to_async
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.api.test_matrix import OF_A_JOINT_DRAFT, bytes_of
from tests.factories import NOON, Cast
from treaty_drafts import commenting, drafting, history, sharing, tabling
from treaty_drafts.live import anew, door, joining, loading, log
from treaty_drafts.live.messages import Join
from treaty_drafts.models import Comment, Delegation, Draft, DraftUpdate, Membership, Sharing

from .sockets import Socket, cookie_of
from .test_http import Browser
from .writer import WORDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

SECRET = "red line of Ardenia"
BASE64 = re.compile(rb"[A-Za-z0-9+/]{8,}={0,2}")


@pytest.fixture
def draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Draft:
    """A draft with a past: words that were written and deleted, over the wire and by form, a comment, a name, a snapshot."""
    monkeypatch.setattr(log, "SNAPSHOT_EVERY", 2)
    made = cast.draft("ardenia", "art_1", WORDS, private_note=SECRET)
    seat = cast.seat("ardenia")
    tab = Browser(cast, made).open()
    tab.say(tab.writer.type(0, SECRET))
    history.name(draft=made, seq=3, name=SECRET, by=seat, at=NOON)
    commenting.comment(draft=made, said=SECRET, words=SECRET, by=seat, at=NOON)
    tab.say(tab.writer.type(0, delete=len(SECRET)))
    made.refresh_from_db()
    for text in (f"{WORDS} {SECRET}", WORDS):
        made = drafting.edit(draft=made, edition=made.edition, by=seat, at=NOON, text=text)
    return made


def share(cast: Cast, draft: Draft, name: str = "borvale") -> Sharing:
    """The delegation of `name` is invited to the draft, and joins it."""
    other = cast.seat(name)
    made = sharing.invite(draft=draft, delegation=other.delegations[0], by=cast.seat("ardenia"), at=NOON)
    return sharing.accept(sharing=made, by=other, at=NOON)


def holds(found: bytes, words: str) -> bool:
    """Whether words are in bytes, or in what they carry as base64."""
    carried = (
        base64.b64decode(m + b"=" * (-len(m) % 4)) for m in BASE64.findall(found) if len(m.rstrip(b"=")) % 4 != 1
    )
    return words.encode() in found or any(words.encode() in one for one in carried)


def fetched(cast: Cast, draft: Draft, name: str) -> list[bytes]:
    """The bytes of every address of the draft, of each state in its past, and of the live log, however it is asked for."""
    client = Client()
    client.force_login(cast.users[name])
    now = Draft.objects.get(pk=draft.pk)
    sharings = [{"pk": s.pk} for s in Sharing.objects.all()]
    states = [{"pk": draft.pk, "seq": seq} for seq in range(1, now.seq + 2)]
    ids: dict[str, list[dict[str, Any]]] = {
        "joint": [{"pk": draft.pk}], "joined": sharings, "joint state": states, "state before": states,
    }  # fmt: skip
    found = []
    for route, (thing, _) in OF_A_JOINT_DRAFT.items():
        for kwargs in ids[thing]:
            address = reverse(route, kwargs=kwargs)
            found += [bytes_of(client.get(address)), bytes_of(client.get(address, {"at": kwargs.get("seq", 1)}))]
    found += [bytes_of(client.get(reverse("draft-history", args=[draft.pk]), {"at": n})) for n in range(1, now.seq + 1)]
    found += [
        bytes_of(client.get(reverse(r, args=[cast.instrument.pk]))) for r in ("drafts", "api-drafts", "api-sharings")
    ]
    found += [bytes_of(client.get(reverse(r, args=["quiet"]))) for r in ("negotiation", "api-record", "api-news")]
    sides = {"before": f"base:{cast.state('art_1').pk}", "after": f"draft:{draft.pk}"}
    found += [bytes_of(client.get(reverse(r, args=[cast.instrument.pk]), sides)) for r in ("compare", "api-compare")]
    live = reverse("live-messages", args=[draft.pk])
    here = joined(client, live)
    for known in (None, str(draft.pk), here.get("history")):
        for have in range(now.seq + 1):
            said: dict[str, Any] = {"type": "join", "history": known, "have": have, "hash": None}
            found.append(bytes_of(client.post(live, said, content_type="application/json")))
    asked = {"client": here.get("client", 1), "wait": 0}
    for after in range(now.seq + 1):
        fetch = {"type": "fetch", "after": after}
        found.append(bytes_of(client.post(f"{live}?client={asked['client']}", fetch, content_type="application/json")))
        found.append(bytes_of(client.get(live, asked | {"after": after})))
    return found


def joined(client: Client, live: str) -> dict[str, Any]:
    """What a join is answered with, where it is."""
    join = {"type": "join", "history": None, "have": 0, "hash": None}
    answer = client.post(live, join, content_type="application/json")
    return dict(answer.json()[0]) if answer.status_code == 200 else {}


def test_nothing_deleted_before_is_in_any_byte_that_who_joined_can_fetch(cast: Cast, draft: Draft) -> None:
    assert sum(holds(found, SECRET) for found in fetched(cast, draft, "ardenia")) > 20  # the search finds it
    sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON)
    invited = fetched(cast, draft, "borvale")
    assert [f for f in invited if holds(f, SECRET) or holds(f, "Quiet.") or str(draft.pk).encode() in f] == []
    sharing.accept(sharing=Sharing.objects.get(), by=cast.seat("borvale"), at=NOON)
    theirs = fetched(cast, draft, "borvale")
    assert [f for f in theirs if holds(f, SECRET)] == []
    assert sum(holds(f, "Quiet.") for f in theirs) > 10
    assert sum(holds(found, SECRET) for found in fetched(cast, draft, "ardenia")) > 10  # its own past is still its own


def test_each_who_joins_sees_from_there_on(cast: Cast, draft: Draft) -> None:
    """Words of the first that joined, deleted before the second did, are not the second's."""
    cast.users["kethmar"] = get_user_model().objects.create_user("kethmar")
    third = Delegation.objects.create(negotiation=cast.negotiation, code="KET", name="Kethmar")
    Membership.objects.create(
        user=cast.users["kethmar"], negotiation=cast.negotiation, role="drafter", delegation=third
    )
    share(cast, draft)
    tab = Browser(cast, draft, "borvale").open()
    tab.say(tab.writer.type(0, "line of Borvale"))
    tab.say(tab.writer.type(0, delete=len("line of Borvale")))
    assert sum(holds(found, "line of Borvale") for found in fetched(cast, draft, "borvale")) > 1
    share(cast, draft, "kethmar")
    latest = fetched(cast, draft, "kethmar")
    assert [f for f in latest if holds(f, SECRET) or holds(f, "line of Borvale")] == []
    assert [f for f in fetched(cast, draft, "borvale") if holds(f, SECRET)] == []
    now = Draft.objects.get(pk=draft.pk)
    for name in ("ardenia", "borvale"):
        past = [history.at(now, row.last, cast.seat(name)).text for row in history.timeline(now, cast.seat(name))]
        assert set(past) >= {WORDS}


def test_two_delegations_write_one_text(cast: Cast, draft: Draft) -> None:
    owner, other = (cookie_of(cast.users[name]) for name in ("ardenia", "borvale"))

    async def work() -> None:
        one = await Socket(draft.pk, owner).open()
        assert one.writer.text == WORDS
        await database_sync_to_async(share)(cast, draft)
        await one.until(lambda w: w.history not in (None, str(draft.pk)), timeout=2)
        assert [r["code"] for r in one.writer.refused] == ["begun-anew"]
        two = await Socket(draft.pk, other).open()
        assert (one.writer.text, two.writer.text, one.writer.copies) == (WORDS, WORDS, [])
        await one.type(0, "Of one. ")
        await two.type(len(WORDS), " Of two.")
        for socket in (one, two):
            await socket.until(lambda w: not w.unsaved and w.text == f"Of one. {WORDS} Of two.")
        await one.until(lambda w: [p["name"] for p in w.people] == ["borvale, Borvale"])
        await two.until(lambda w: [p["name"] for p in w.people] == ["ardenia, Ardenia"])
        await one.close()
        await two.close()

    asyncio.run(work())
    assert Draft.objects.get().text == f"Of one. {WORDS} Of two."


def test_threads_from_before_are_told_to_those_who_have_them_alone(cast: Cast, draft: Draft) -> None:
    """An answer to one, and its end, reach the owner's people at once; who joined later hears nothing, be it a moment later."""
    share(cast, draft)
    before, seat = Comment.objects.get(), cast.seat("ardenia")
    owner, other = (cookie_of(cast.users[name]) for name in ("ardenia", "borvale"))
    begins = Draft.objects.get().begins
    acts: list[Callable[[], object]] = [
        lambda: commenting.answer(to=before, said="Asked.", by=seat, at=NOON),
        lambda: commenting.resolve(comment=before, by=seat, at=NOON),
        lambda: commenting.comment(draft=Draft.objects.get(), said="For both.", by=seat, at=NOON),
    ]

    async def work() -> None:
        own, theirs = await Socket(draft.pk, owner).open(), await Socket(draft.pk, other).open()
        heard: list[str] = []
        for act, mark in zip(acts, ("2-0-0", f"2-1-{NOON.timestamp()}", f"3-1-{NOON.timestamp()}"), strict=True):
            await database_sync_to_async(act)()
            await own.until(lambda w, mark=mark: w.comments == f"{begins}-{mark}", timeout=2)  # type: ignore[misc]
        while theirs.writer.comments != f"{begins}-1-0-0":
            said = await theirs.hear()
            heard += [said["mark"]] if said["type"] == "comments" else []
        assert heard == [f"{begins}-0-0-0", f"{begins}-1-0-0"]
        await own.close()
        await theirs.close()

    asyncio.run(work())
    for name in ("ardenia", "borvale"):
        client = Client()
        client.force_login(cast.users[name])
        mark = f"3-1-{NOON.timestamp()}" if name == "ardenia" else "1-0-0"
        assert f'data-mark="{begins}-{mark}"' in client.get(reverse("draft-comments", args=[draft.pk])).content.decode()


def test_where_people_were_in_the_old_document_is_told_to_nobody_who_joins(cast: Cast, draft: Draft) -> None:
    """A place in it says under which client id, and how much, somebody had written there."""
    owner, other = (cookie_of(cast.users[name]) for name in ("ardenia", "borvale"))

    async def work() -> None:
        own, theirs = await Socket(draft.pk, owner).open(), Socket(draft.pk, other)
        client = own.writer.client
        await own.say({"type": "presence", "anchor": "AQID", "head": "AQID"})
        await asyncio.sleep(0.7)
        await database_sync_to_async(share)(cast, draft)
        await own.say({"type": "presence", "anchor": "BAUG", "head": "BAUG"})  # before it knows
        await theirs.open()
        told = [*theirs.writer.people]
        while (await theirs.hear())["type"] != "poke":  # nothing more is new
            told += theirs.writer.people
        assert [p for p in told if p["client"] == client or p["anchor"]] == []
        await own.until(lambda w: w.rebuilt == 1 and w.client not in (0, client))
        await own.say({"type": "presence", "anchor": "BwgJ", "head": None})
        await theirs.until(lambda w: [p["anchor"] for p in w.people] == ["BwgJ"], timeout=2)
        await own.close()
        await theirs.close()

    asyncio.run(work())


def test_words_on_their_way_when_somebody_joins_are_not_put_into_the_new_document(cast: Cast, draft: Draft) -> None:
    """An edit of the old document, also one that only deletes, is refused, and kept by its writer."""
    tab = Browser(cast, draft).open()
    late = [tab.writer.type(0, "Late. "), tab.writer.type(0, delete=3)]
    share(cast, draft)
    rows = DraftUpdate.objects.count()
    answers = [tab.post(message).json()[0] for message in late]
    assert [(a["type"], a["code"], a["final"]) for a in answers] == [("refused", "begun-anew", True)] * 2
    assert (Draft.objects.get().text, DraftUpdate.objects.count()) == (WORDS, rows)
    tab.wait(0)
    assert (tab.writer.text, tab.writer.copies) == (WORDS, [f"e. {WORDS}"])
    tab.say(tab.writer.type(0, "Again. "))
    assert Draft.objects.get().text == f"Again. {WORDS}"


def test_a_process_that_kept_the_old_document_reads_the_new_one(cast: Cast, draft: Draft) -> None:
    kept = dict(loading._kept)
    share(cast, draft)
    loading._kept.clear()
    loading._kept.update(kept)
    tab = Browser(cast, draft, "borvale").open()
    tab.say(tab.writer.type(13, "New. "))
    now = Draft.objects.get()
    assert tab.writer.text == now.text == f"{WORDS[:13]}New. {WORDS[13:]}"
    assert now.updates.filter(seq__gt=now.begins).count() == 2  # the words as they were, and the edit


def test_no_guess_at_earlier_words_is_answered(cast: Cast, draft: Draft) -> None:
    """Whoever joined cannot ask whether the words at an earlier number were these."""
    share(cast, draft)
    by = door.caller(cookie_of(cast.users["borvale"]))
    now = Draft.objects.get(pk=draft.pk)
    earlier = now.updates.get(seq=3)
    for history_ in (anew.document(now), now.pk):
        asked = Join(history_, 3, earlier.text_hash)
        assert not joining.join(draft=draft.pk, by=by, asked=asked, at=NOON).fits


def leave(cast: Cast, found: Sharing) -> None:
    sharing.end(sharing=found, by=cast.seat("borvale"), at=NOON)


def let_go(cast: Cast, found: Sharing) -> None:
    sharing.end(sharing=found, by=cast.seat("ardenia"), at=NOON)


def table(cast: Cast, found: Sharing) -> None:
    now = Draft.objects.get(pk=found.draft_id)
    tabling.table(draft=now, edition=now.edition, by=cast.seat("ardenia"), at=NOON)


@pytest.mark.parametrize(("end", "why"), [(leave, "revoked"), (let_go, "revoked"), (table, "tabled")])
def test_whoever_has_left_is_cut_off_within_a_second(cast: Cast, draft: Draft, end: Any, why: str) -> None:
    found = share(cast, draft)
    owner, other = (cookie_of(cast.users[name]) for name in ("ardenia", "borvale"))

    async def work() -> None:
        stays, goes = await Socket(draft.pk, owner).open(), await Socket(draft.pk, other).open()
        await asyncio.sleep(0.2)
        await database_sync_to_async(end)(cast, found)
        done = time.monotonic()
        await goes.closed(2)
        assert (goes.writer.ended, time.monotonic() - done <= 1) == (why, True)
        if end is not table:
            await stays.type(0, "After. ")
            await stays.until(lambda w: not w.unsaved)
        await stays.close()
        await goes.close()

    asyncio.run(work())
    there = fetched_statuses(cast, draft.pk)
    assert there == fetched_statuses(cast, UUID(int=1)) == {404}


def fetched_statuses(cast: Cast, pk: UUID) -> set[int]:
    client = Client()
    client.force_login(cast.users["borvale"])
    routes = ("draft", "draft-history", "draft-comments", "api-draft", "api-history", "api-comments", "live-messages")
    return {client.get(reverse(route, args=[pk])).status_code for route in routes}
