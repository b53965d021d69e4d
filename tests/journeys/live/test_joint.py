"""Two delegations at one draft, each in a browser: invited, accepted, typed together, cut off."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import NOON, Cast
from tests.live.web import Web
from treaty_drafts import drafting
from treaty_drafts.models import Draft

from ..visitor import Visitor, visit
from .conftest import Enter, saved, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

SECRET = "red line of Ardenia"


def accepted(owner: Page, visitor: Page, server: Web) -> None:
    """Ardenia invites Borvale on the draft's page; Borvale finds it where things wait for it, and accepts."""
    owner.get_by_text("Invite a delegation").click()
    owner.get_by_label("Delegation", exact=True).select_option("Borvale")
    owner.get_by_role("button", name="Invite it").click()
    expect(owner.get_by_text("is invited and has not accepted")).to_be_visible()
    visitor.goto(f"{server.url}/negotiations/quiet/")
    visitor.get_by_role("link", name="Ardenia invites Borvale to draft with it").click()
    expect(visitor.locator("main")).to_contain_text("Article 2")
    assert SECRET not in visitor.content()
    visitor.get_by_role("button", name="Accept").click()
    visitor.locator(".cm-content").wait_for()


def test_two_delegations_draft_together(browser: Browser, enter: Enter, made: Cast, draft: Draft, server: Web) -> None:
    text = draft.text
    for edition, words in ((1, f"{text} {SECRET}"), (2, text)):
        drafting.edit(draft=draft, edition=edition, by=made.seat("ardenia"), at=NOON, text=words)
    one = enter()
    other = borvale_at_its_own(browser, server, made)
    accepted(one.page, other.page, server)
    expect(one.page.locator("[data-people]")).to_have_text("borvale, Borvale")
    expect(one.page.locator(".whose")).to_have_text("Private to Ardenia and Borvale")
    expect(one.page.locator("#comments-title")).to_contain_text("for Ardenia and Borvale alone")
    expect(one.page.locator("[data-company]")).to_contain_text("Borvale has joined this draft")
    expect(one.page.locator("#sharing-part")).to_contain_text("Borvale drafts this with you")
    saved(one, other)
    one.at_end()
    other.at_end()
    for letters in zip("αβγδεζηθ" * 4, "жзийклмн" * 4, strict=True):
        for visitor, letter in zip((one, other), letters, strict=True):
            visitor.type(letter)
    saved(one, other)
    written = stored(draft)
    assert ["".join(sign for sign in written if sign in words) for words in ("αβγδεζηθ", "жзийклмн")] == [
        "αβγδεζηθ" * 4, "жзийклмн" * 4,
    ]  # fmt: skip
    for visitor in (one, other):
        visitor.page.wait_for_function(
            "(n) => [...document.querySelector('.cm-content').textContent].filter((c) => 'αθжн'.includes(c)).length === n",
            arg=16,
        )
        assert visitor.words() == written
    other.page.goto(f"{server.url}/drafts/{draft.pk}/history/")
    expect(other.page.locator("main")).to_contain_text("Shared with Borvale")
    assert SECRET not in other.page.content()
    other.page.goto(f"{server.url}/drafts/{draft.pk}/")
    other.editor.wait_for()
    saved(other)
    one.page.get_by_role("button", name="End the sharing").click()
    done = time.monotonic()
    expect(other.state).to_have_text("Closed", timeout=2000)
    assert time.monotonic() - done <= 1.5  # the page draws it, too
    expect(other.editor).to_have_count(0)
    assert other.page.goto(f"{server.url}/drafts/{draft.pk}/").status == 404  # type: ignore[union-attr]
    one.editor.wait_for()
    one.at_end().type(" After it.")
    saved(one)
    assert stored(draft) == f"{written} After it."
    other.context.close()
    assert other.wrong == []


def borvale_at_its_own(browser: Browser, server: Web, made: Cast) -> Visitor:
    """Somebody of Borvale, at a draft of their own."""
    return visit(browser, server, made.users["borvale"], made.draft("borvale", "art_1"))
