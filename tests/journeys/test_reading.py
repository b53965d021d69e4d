"""Reading in Chromium: the source of a word by key, pointer and touch; all wordings side by side; as a delegation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import PASSWORD, Cast, cast
from tests.live.web import Web
from tests.treaty_drafts.test_sourcing import publish

from .conftest import serious

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


def told() -> Cast:
    made = cast()
    base = made.state("art_2").base
    made.table("ardenia", "art_2", base.replace("serious harm", "any harm"))
    made.table("borvale", "art_2", base.replace(", where feasible", ""))
    publish(made)
    return made


def test_the_source_of_a_word_by_key_and_by_pointer(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made = told()
    page = sign_in("borvale")
    page.goto(f"{running.url}/provisions/{made.provision('art_2').pk}/")
    said = page.locator("[data-source-said]")
    expect(said).to_contain_text("point at them")
    page.locator("[data-run][tabindex='0']").focus()
    expect(said).to_contain_text("In the text since Rev.1, imported from convention.txt.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_text("any")
    expect(said).to_contain_text("Ardenia, version 1, tabled 2 November 2026, 12:00 UTC")
    assert page.locator("[data-run][tabindex='0']").count() == 1
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(said).to_contain_text("point at them")
    page.locator(".word", has_text="serious").first.hover()
    expect(said).to_contain_text("Rev.1")
    page.locator(".word", has_text="any").first.click()
    page.locator(".word", has_text="serious").first.hover()
    said.get_by_role("link", name="Ardenia, version 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ardenia, version 1")


def test_the_source_of_a_word_by_touch(transactional_db: None, browser: Browser, running: Web) -> None:
    made = told()
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{running.url}/accounts/login/?next=/provisions/{made.provision('art_2').pk}/")
    page.get_by_label("Username").fill("chair")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".word", has_text="any").first.tap()
    expect(page.locator("[data-source-said]")).to_contain_text("Ardenia, version 1")
    expect(page.locator("[data-source-said]")).to_be_in_viewport()
    context.close()


def test_the_wordings_are_reached_from_the_provision_and_the_base_stays_in_sight(
    transactional_db: None, sign_in: SignIn, running: Web
) -> None:
    made = told()
    page = sign_in("chair")
    page.goto(f"{running.url}/provisions/{made.provision('art_2').pk}/")
    page.get_by_role("link", name="Side by side, point by point").click()
    page.set_viewport_size({"width": 800, "height": 900})
    box = page.get_by_role("region", name="The wordings side by side")
    box.focus()
    box.evaluate("box => box.scrollLeft = 400")
    expect(page.locator("td.base").last).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    page.locator("td.base").get_by_role("link", name="Point 2").click()
    expect(page.locator("#point-2")).to_contain_text("any")
    assert serious(page) == []


def test_the_text_as_a_delegation_is_chosen_and_made_plain(
    transactional_db: None, sign_in: SignIn, running: Web
) -> None:
    made = told()
    page = sign_in("chair")
    page.goto(f"{running.url}/provisions/{made.provision('art_2').pk}/")
    page.get_by_label("The whole text as this delegation would have it").select_option("Borvale")
    page.locator("form", has=page.locator("#text-of")).get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The text as Borvale would have it")
    expect(page.locator(".line del")).to_have_text(", where feasible")
    page.get_by_role("link", name="Plain").click()
    expect(page.locator(".line del")).to_have_count(0)
    expect(page.locator("#whole")).to_contain_text("to prevent serious harm.")
