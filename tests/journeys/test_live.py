"""Live drafting in Chromium, two and three people, against a real uvicorn."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from signal import SIGKILL

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, WebSocketRoute, expect

from tests.factories import PASSWORD, Cast, cast
from tests.live.web import Web, web
from treaty_drafts.models import Draft, Membership

from .conftest import serious
from .visitor import Visitor, visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
Enter = Callable[..., Visitor]
SAVED = 10_000  # milliseconds


@pytest.fixture
def made(transactional_db: None) -> Cast:
    return cast()


@pytest.fixture
def draft(made: Cast) -> Draft:
    return made.draft("ardenia", "art_2")


@pytest.fixture
def server(made: Cast) -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture
def enter(browser: Browser, made: Cast, server: Web, draft: Draft) -> Iterator[Enter]:
    """Somebody of Ardenia comes to the draft, each with a name and a browser of their own."""
    visitors: list[Visitor] = []

    def as_(name: str = "ardenia", at: Web = server) -> Visitor:
        visitors.append(visit(browser, at, member(made, name), draft))
        return visitors[-1]

    yield as_
    for visitor in visitors:
        visitor.context.close()
    assert [wrong for visitor in visitors for wrong in visitor.wrong] == []


def member(made: Cast, name: str) -> object:
    """A drafter of Ardenia."""
    people = get_user_model().objects
    if name not in made.users:
        made.users[name] = people.create_user(name, password=PASSWORD, first_name=name.title())
        Membership.objects.create(
            user=made.users[name], negotiation=made.negotiation, role="drafter", delegation=made.delegation("ARD")
        )
    return made.users[name]


def stored(draft: Draft) -> str:
    return Draft.objects.values_list("text", flat=True).get(pk=draft.pk)


def saved(*visitors: Visitor) -> None:
    for visitor in visitors:
        expect(visitor.state).to_have_text("Saved", timeout=SAVED)


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


def test_what_is_typed_offline_survives_a_reload_and_arrives_once(enter: Enter, draft: Draft) -> None:
    one = enter()
    blocked = [False]

    def line(route: WebSocketRoute) -> None:
        if blocked[0]:
            route.close()
        else:
            route.connect_to_server()

    one.page.route_web_socket("**/live/**", line)
    one.page.route("**/live/**", lambda route: route.abort() if blocked[0] else route.fallback())
    one.page.reload()
    saved(one)
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


def test_undo_takes_back_what_one_did_oneself(enter: Enter, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    before = stored(draft)
    one.at_end().type(" Mine.")
    saved(one)
    expect(two.editor).to_contain_text("Mine.")
    two.at_end().type(" Yours.")
    expect(one.editor).to_contain_text("Yours.")
    one.page.keyboard.press("Control+z")
    expect(one.editor).not_to_contain_text("Mine.")
    saved(one, two)
    assert stored(draft) == f"{before} Yours."


def test_a_comment_stays_with_its_words(enter: Enter, draft: Draft) -> None:
    one = enter()
    one.at_end()
    for _ in range(len("serious harm, where feasible.")):
        one.page.keyboard.press("Shift+ArrowLeft")
    one.page.keyboard.press("Shift+F2")
    expect(one.page.get_by_label("On the words")).to_have_value("serious harm, where feasible.")
    one.page.get_by_label("Comment", exact=True).fill("Ask capital.")
    one.page.get_by_role("button", name="Add the comment").click()
    marked = one.page.locator(".commented")
    expect(marked).to_have_text("serious harm, where feasible.")
    one.editor.click()
    one.page.keyboard.press("Control+Home")
    one.type("New. ")
    expect(marked).to_have_text("serious harm, where feasible.")
    one.page.keyboard.press("Control+a")
    one.page.keyboard.press("Delete")
    expect(one.page.get_by_text("these words have gone from the text")).to_be_visible()
    one.page.keyboard.press("Control+z")
    expect(marked).to_have_text("serious harm, where feasible.")
    saved(one)
    two = enter("asel")
    expect(two.page.locator(".commented")).to_have_text("serious harm, where feasible.")
    two.page.get_by_text("Answer", exact=True).first.click()
    two.page.get_by_role("textbox", name="Answer").fill("Done.")
    two.page.get_by_role("button", name="Answer", exact=True).click()
    expect(two.page.get_by_text("Done.")).to_be_visible()
    assert serious(two.page) == []
    two.page.get_by_role("button", name="Resolve").click()
    expect(two.page.get_by_text("Resolved: 1")).to_be_visible()
    expect(two.page.locator(".commented")).to_have_count(0)
    assert [(c.said, c.resolved_at is None) for c in draft.comments.all()] == [("Ask capital.", False), ("Done.", True)]


def test_the_page_is_used_by_keyboard_and_read_aloud(enter: Enter, draft: Draft) -> None:
    one = enter()
    one.at_end()
    one.page.keyboard.press("Control+Enter")
    one.type("Kethmar")
    one.page.keyboard.press("Control+b")
    one.type(" acts")
    saved(one)
    assert stored(draft).endswith("\n\n3. [Kethmar] acts")
    expect(one.page.locator(".cm-content ins").last).to_have_text("3. [Kethmar] acts")
    one.page.keyboard.press("F8")
    expect(one.page.locator("[data-said]")).to_have_text("Change 1 of 1")
    one.page.keyboard.press("F1")
    expect(one.page.get_by_role("dialog")).to_be_visible()
    one.page.keyboard.press("Escape")
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # the two are the names it takes
        assert serious(one.page) == []
    one.page.set_viewport_size({"width": 390, "height": 844})
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
