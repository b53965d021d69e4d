"""Somebody at the page of a draft, in a browser of their own."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.live.web import Web
from treaty_drafts.models import Draft


@dataclass
class Visitor:
    """A person at the page of a draft, in a browser of their own."""

    context: BrowserContext
    page: Page
    wrong: list[str] = field(default_factory=list)

    @property
    def editor(self) -> Locator:
        return self.page.locator(".cm-content")

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-state]")

    def at_end(self) -> "Visitor":
        self.editor.click()
        self.page.keyboard.press("Control+End")
        return self

    def type(self, words: str, **more: float) -> None:
        self.page.keyboard.type(words, **more)

    def words(self) -> str:
        """What stands in the editor, without what is drawn between the words."""
        found: str = self.page.evaluate("""() => [...document.querySelectorAll(".cm-line")].map((line) => {
            const copy = line.cloneNode(true);
            copy.querySelectorAll("del, .caret, .cm-widgetBuffer").forEach((drawn) => drawn.remove());
            return copy.textContent;
        }).join("\\n")""")
        return found


def visit(browser: Browser, server: Web, user: Any, draft: Draft) -> Visitor:
    """The page of `draft`, signed in as `user`, once the text can be typed into."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
    visitor = Visitor(context, context.new_page())

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            visitor.wrong.append(message.text)

    visitor.page.on("console", note)
    visitor.page.on("pageerror", lambda error: visitor.wrong.append(str(error)))
    visitor.page.on("dialog", lambda dialog: visitor.wrong.append(dialog.message))
    visitor.page.goto(f"{server.url}/drafts/{draft.pk}/")
    visitor.editor.wait_for()
    return visitor


def write(page: Page, words: str) -> None:
    """Write `words` in the place of the whole wording."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def put(page: Page, after: str, before: str) -> None:
    """Write `after` where `before` first stands in the wording, by find and replace."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill(before)
    page.get_by_label("match case").check()
    page.get_by_label("Replace", exact=True).fill(after)
    page.get_by_role("button", name="next", exact=True).click()
    page.get_by_role("button", name="replace", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-state]")).to_have_text("Saved")
