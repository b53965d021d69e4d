"""In Chromium: chair and secretariat write one provision of the rolling text together, and it becomes the next revision."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.factories import Cast
from tests.live.web import Web
from treaty_drafts.models import Draft

from ..conftest import serious
from ..visitor import visit
from .conftest import saved

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_chair_and_secretariat_write_the_next_revision(browser: Browser, made: Cast, server: Web) -> None:
    made.table("ardenia", "art_2", made.state("art_2").base.replace("serious harm", "all harm"))
    began = made.state("art_1").text
    private = made.draft("ardenia", "art_1")
    delegate = visit(browser, server, made.users["ardenia"], private)
    page = signed_in(browser, server, made, "secretariat")
    home(page, server)
    page.get_by_role("link", name="Drafting room").click()
    assert serious(page) == []
    page.get_by_role("button", name="Open the drafting room").click()
    assert serious(page) == []
    page.get_by_role("button", name="Write Article 1", exact=True).click()
    expect(page.locator(".cm-content")).to_be_visible()
    assert serious(page) == []

    draft = Draft.objects.get(delegation__is_bureau=True)
    chair = visit(browser, server, made.users["chair"], draft)
    secretariat = visit(browser, server, made.users["secretariat"], draft)
    expect(chair.page.locator("[data-people]")).to_contain_text("secretariat")
    chair.at_end().type(" A thought of the chair.", delay=5)
    for _ in " A thought of the chair.":
        chair.page.keyboard.press("Backspace")
    secretariat.at_end().type(" Written by both", delay=5)
    saved(chair, secretariat)
    chair.at_end().type(", together.", delay=5)
    saved(chair, secretariat)
    expect(secretariat.editor).to_contain_text("Written by both, together.")
    words = f"{began} Written by both, together."
    assert secretariat.words() == chair.words() == words

    chair.page.get_by_role("link", name="All provisions of the room").click()
    chair.page.locator("summary", has_text="Against Rev.1").click()
    expect(chair.page.locator("ins")).to_have_text("Written by both, together.")
    assert serious(chair.page) == []
    chair.page.get_by_role("link", name="Look at it as the next revision").click()
    assert serious(chair.page) == []
    chair.page.get_by_label("Publish it as the next revision").check()
    chair.page.get_by_role("button", name="Publish").click()
    expect(chair.page.get_by_text("Rev.2 is published. The drafting room is closed.").first).to_be_visible()
    expect(secretariat.state).to_have_text("Closed", timeout=5000)
    expect(secretariat.page.locator("[data-means]")).to_contain_text("The next revision is published")

    assert made.state("art_1").text == words
    delegate.page.goto(f"{server.url}/provisions/{made.provision('art_1').pk}/")
    expect(delegate.page.get_by_text("Written by both, together.").first).to_be_visible()
    seen = delegate.page.content()
    home(delegate.page, server)
    assert "Drafting room" not in delegate.page.content()
    assert "A thought of the chair" not in seen
    for one in (delegate, chair, secretariat):
        one.context.close()
        assert one.wrong == []
    page.context.close()


def signed_in(browser: Browser, server: Web, made: Cast, name: str) -> Page:
    """A page of somebody who is signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    client = Client()
    client.force_login(made.users[name])
    key = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": key, "value": client.cookies[key].value, "url": server.url}])
    return context.new_page()


def home(page: Page, server: Web) -> None:
    page.goto(f"{server.url}/negotiations/quiet/")
