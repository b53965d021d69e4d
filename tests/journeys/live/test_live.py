"""Live drafting in Chromium, two and three people, against a real uvicorn: nothing is lost, nobody sees too much."""

from itertools import cycle, islice
from signal import SIGKILL

import pytest
from playwright.sync_api import expect

from tests.factories import Cast
from tests.live.web import Web, web
from treaty_drafts.models import Draft, Membership

from .conftest import Enter, blockable, saved, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_three_who_type_at_once_lose_no_key(enter: Enter, draft: Draft) -> None:
    visitors = [enter(name) for name in ("ardenia", "asel", "bruno")]
    for n, visitor in enumerate(visitors):
        visitor.at_end()
        for _ in range(n * 40):
            visitor.page.keyboard.press("ArrowLeft")
    written = ["αβγδε" * 8, "жзийк" * 8, "ሀለሐመሠ" * 8]
    for letters in zip(*written, strict=True):
        for visitor, letter in zip(visitors, letters, strict=True):
            visitor.type(letter)
    saved(*visitors)
    text = stored(draft)
    assert ["".join(sign for sign in text if sign in words) for words in written] == written
    for visitor in visitors:
        expect(visitor.editor).to_contain_text(written[0][-5:])
        visitor.page.wait_for_function("(n) => document.querySelector('.cm-content').textContent.length >= n", arg=100)
        assert visitor.words() == text


def test_the_server_is_killed_while_somebody_types(enter: Enter, server: Web, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    one.at_end()
    for n, word in enumerate(islice(cycle([" quiet", " calm", " still"]), 60)):
        one.type(word, delay=3)
        if n == 15:
            server.stop(SIGKILL)
        if n == 40:
            expect(one.state).to_have_text("Offline")
            server.start()
    saved(one, two)
    text = stored(draft)
    assert text.endswith(" quiet calm still" * 20)
    expect(two.editor).to_contain_text(" quiet calm still" * 20)
    assert one.words() == two.words() == text


def test_one_writes_before_there_was_ever_a_line(enter: Enter, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    before = stored(draft)
    blocked = [True]
    one.page.route_web_socket("**/live/**", lambda route: route.close() if blocked[0] else route.connect_to_server())
    one.page.route("**/live/**", lambda route: route.abort() if blocked[0] else route.fallback())
    one.page.reload()
    one.at_end().type(" Written first.")
    expect(one.state).to_have_text("Offline", timeout=10_000)
    expect(one.editor).to_contain_text("Written first.")
    two.at_end().type(" Meanwhile.")
    saved(two)
    one.page.reload()  # the words are kept, though nobody has had them yet
    expect(one.editor).to_contain_text("Written first.")
    blocked[0] = False
    saved(one)
    expect(two.editor).to_contain_text("Written first.")
    assert sorted(stored(draft)) == sorted(f"{before} Written first. Meanwhile.")


def test_what_is_typed_offline_survives_a_reload_and_arrives_once(enter: Enter, draft: Draft) -> None:
    one = enter()
    blocked = blockable(one)
    blocked[0] = True
    one.context.set_offline(True)
    expect(one.state).to_have_text("Offline", timeout=5000)
    one.at_end().type(" In the dark.")
    expect(one.page.locator("[data-means]")).to_contain_text("kept on this device")
    one.page.wait_for_timeout(300)
    one.context.set_offline(False)
    one.page.reload()
    expect(one.state).to_have_text("Offline", timeout=10_000)
    assert "In the dark" not in stored(draft)
    kept: str = one.page.evaluate("""() => new Promise((done) => {
        const opening = indexedDB.open("treaty-drafts");
        opening.onsuccess = () => {
            const asked = opening.result.transaction("unsent").objectStore("unsent").getAll();
            asked.onsuccess = () => done(asked.result.map((one) => String.fromCharCode(...new Uint8Array(one.bytes))).join());
        };
    })""")
    assert (len(kept) > 50, "dark" in kept) == (True, False)
    blocked[0] = False
    one.page.evaluate("dispatchEvent(new Event('online'))")
    saved(one)
    assert stored(draft).count("In the dark.") == 1
    assert one.words() == stored(draft)
    one.page.reload()
    saved(one)
    assert stored(draft).count("In the dark.") == 1


def test_where_sockets_are_blocked_plain_requests_do_the_same(enter: Enter, made: Cast, draft: Draft) -> None:
    with web(sockets=False) as plain:
        one, two = enter(at=plain), enter("asel", at=plain)
        one.at_end().type(" By request.")
        saved(one)
        expect(one.page.locator("[data-means]")).to_contain_text("Live connections are blocked")
        expect(two.editor).to_contain_text("By request.", timeout=5000)
        two.at_end().type(" And back.")
        expect(one.editor).to_contain_text("And back.", timeout=5000)
        assert stored(draft).endswith(" By request. And back.")
        expect(one.page.locator("[data-people]")).to_contain_text("Asel")


def test_who_is_revoked_sees_and_writes_nothing_more(enter: Enter, made: Cast, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    saved(one, two)
    Membership.objects.filter(user=made.users["asel"]).delete()
    expect(two.state).to_have_text("Closed", timeout=2000)
    expect(two.page.locator("[data-means]")).to_contain_text("no longer draft for this delegation")
    expect(two.editor).to_have_count(0)
    one.at_end().type(" After it.")
    saved(one)
    assert "After it." not in two.page.content()


def test_nobody_takes_another_name(enter: Enter, server: Web, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    expect(one.page.locator("[data-people]")).to_have_text("Asel")
    two.page.evaluate(
        """(address) => new Promise((done) => {
        const socket = new WebSocket(address);
        const say = (message) => socket.send(JSON.stringify(message));
        socket.onopen = () => say({type: "join", history: null, have: 0, hash: null});
        socket.onmessage = () => {
            say({type: "presence", anchor: null, head: null, name: "Chair", colour: 3, client: 1});
            say({type: "presence", anchor: null, head: null});
            setTimeout(done, 1000);
        };
    })""",
        f"ws://127.0.0.1:{server.port}/live/drafts/{draft.pk}/",
    )
    expect(one.page.locator("[data-people] li")).to_have_text(["Asel", "Asel"])
