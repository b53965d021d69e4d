"""How quickly a key shows, to oneself and to another who is in the draft."""

from statistics import quantiles
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import Cast, cast
from tests.live.web import web

from ..visitor import Visitor, visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
KEYS = 120
PARAGRAPHS = 200


@pytest.fixture
def made(transactional_db: None) -> Cast:
    return cast()


def test_typing_is_seen_by_another_within_300_milliseconds(browser: Browser, made: Cast) -> None:
    draft = made.draft("ardenia", "art_2")
    with web() as server:
        one, two = (visit(browser, server, made.users["ardenia"], draft) for _ in range(2))
        watch(one.page, "keydown")
        watch(two.page, "seen")
        one.at_end().type("z" * KEYS, delay=70)
        expect(two.editor).to_contain_text("z" * KEYS)
        typed, seen = one.page.evaluate("window.times"), two.page.evaluate("window.times")
        close(one, two)
    report("typed until seen by another", [there - here for here, there in zip(typed[-KEYS:], seen, strict=True)], 300)


def test_a_key_shows_within_50_milliseconds_in_a_long_article(browser: Browser, made: Cast) -> None:
    text = "Article 2\n\n" + "\n\n".join(
        f"{n}. Each Party [shall [promptly]] [should] act on the basis of evidence [, where feasible - ARD]." * 3
        for n in range(1, PARAGRAPHS + 1)
    )
    draft = made.draft("ardenia", "art_2", text)
    with web() as server:
        one = visit(browser, server, made.users["ardenia"], draft)
        watch(one.page, "shown")
        one.editor.click()
        one.page.keyboard.press("Control+Home")
        one.type("abcdefghij " * (KEYS // 11), delay=40)
        found = one.page.evaluate("window.times")
        close(one)
    report(f"a key shown, in {len(text)} characters", found, 50)


def watch(page: Page, what: str) -> None:
    """Collects times, in milliseconds: of keys, of signs seen, or how long a key took until the next picture."""
    page.evaluate(
        """(what) => {
        window.times = [];
        const now = () => performance.timeOrigin + performance.now();
        if (what === "keydown") addEventListener("keydown", () => window.times.push(now()), true);
        if (what === "shown") addEventListener("keydown", () => {
            const from = performance.now();
            requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - from)));
        }, true);
        if (what === "seen") new MutationObserver(() => {
            const count = document.querySelector(".cm-content").textContent.split("z").length - 1;
            while (window.times.length < count) window.times.push(now());
        }).observe(document.querySelector(".cm-content"), {subtree: true, childList: true, characterData: true});
    }""",
        what,
    )


def close(*visitors: Visitor) -> None:
    for visitor in visitors:
        assert visitor.wrong == []
        visitor.context.close()


def report(what: str, found: list[Any], most: float) -> None:
    p50, p95 = (quantiles(found, n=100)[n - 1] for n in (50, 95))
    print(f"\n{what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, most {max(found):.0f} ms ({len(found)} keys)")
    assert p95 <= most
