"""A real uvicorn on the test database, which can be killed and started again, and people who are signed in to it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from treaty_drafts.models import Draft

START_SECONDS = 30


@dataclass
class Server:
    """`sockets` off: it answers plain requests alone, as behind a gateway that blocks websockets."""

    port: int
    sockets: bool = True
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            sys.executable, "-m", "uvicorn", "treaty_drafts.project.asgi:application", "--port", str(self.port),
            "--log-level", "warning", "--ws", "auto" if self.sockets else "none",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, env=os.environ | _environment())
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)

    def kill(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=2).close()  # noqa: S310  # our own server
        except (urllib.error.URLError, OSError):
            return False
        return True


@contextmanager
def served(*, sockets: bool = True) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(free.getsockname()[1], sockets)
    server.start()
    yield server
    server.kill()


def _environment() -> dict[str, str]:
    """One process without Redis on the database of the tests; secure cookies would not come back over plain HTTP."""
    database = connection.settings_dict
    name = database["NAME"]
    at = "{USER}:{PASSWORD}@{HOST}:{PORT}".format_map(database)
    address = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"postgres://{at}/{name}"
    return {"DATABASE_URL": address, "REDIS_URL": "", "HTTPS": "false", "SECRET_KEY": settings.SECRET_KEY}


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


def visit(browser: Browser, server: Server, user: Any, draft: Draft) -> Visitor:
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
