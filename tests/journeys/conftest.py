"""A real browser against a real server. Without Chromium these tests are left out, and `make test` says so loudly."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import PASSWORD
from tests.live.web import Web, database, web
from tests.servers import chromium

# playwright's synchronous interface runs an event loop in this thread; Django's check for one means something else
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-sync", "--no-first-run",
    "--no-sandbox",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not path:
        pytest.skip("BROWSER JOURNEYS LEFT OUT: no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(path), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def running(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Web]:
    """The application as it runs, sockets included, on the database of the tests."""
    with django_db_blocker.unblock():
        address = database()
    with web(os.environ.get("REDIS_URL", ""), module="tests.journeys.serve", DATABASE_URL=address) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which no error may appear: no script error, no refused resource, no policy report, no dialog."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            wrong.append(message.text)

    def dismiss(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    opened.on("console", note)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", dismiss)
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def sign_in(page: Page, running: Web) -> Callable[..., Page]:
    """Sign in through the form."""

    def as_(username: str, password: str = PASSWORD) -> Page:
        page.goto(f"{running.url}/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/accounts/" not in url)
        return page

    return as_


def sign_out(page: Page) -> None:
    """Press the button, and wait: what the browser keeps is wiped first."""
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/accounts/login/**")


def serious(page: Page) -> list[str]:
    """The serious and critical findings of axe on a page."""
    from axe_playwright_python.sync_playwright import Axe

    found: Any = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {n['html'][:120]}" for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"]
    ]
