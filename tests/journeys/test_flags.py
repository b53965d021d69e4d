"""Flags in Chromium: the chair sets one aside and publishes a revision; a drafter tags words. On the demo negotiation."""

import re

import pytest
from playwright.sync_api import Page, expect

from treaty_drafts.demo import story
from treaty_drafts.models import Instrument, RollingText, SetAside, Tag

from .conftest import serious
from .test_days_work import SignIn, demo

__all__ = ["demo"]  # the fixture
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def open_flags(page: Page) -> Page:
    page.get_by_role("link", name="Convention on Security").first.click()
    page.get_by_role("link", name="Flags", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is unresolved on the watched subjects")
    return page


def test_a_chair_sets_a_flag_aside_and_it_survives_the_next_revision(demo: Instrument, sign_in: SignIn) -> None:
    page = open_flags(sign_in("chair", story.PASSWORD))
    assert serious(page) == []
    page.get_by_label("Grouped by").select_option("Article")
    page.get_by_label("Subject").select_option(label="Attribution of conduct")
    page.get_by_label("Article", exact=True).select_option(label="Article 5 Attribution of conduct to a State")
    page.get_by_role("button", name="Show", exact=True).click()
    group = page.get_by_role("region", name=re.compile("Article 5"))
    flag = group.get_by_role("article").first
    words = flag.locator(".place").inner_text()
    flag.get_by_text("Set this flag aside").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Both words bind alike here.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is open again when its words change.")).to_be_visible()
    assert "by=article" in page.url
    assert SetAside.objects.get().reason == "Both words bind alike here."
    group.get_by_text("Set aside (1)").click()
    expect(group.get_by_text("Both words bind alike here.")).to_be_visible()
    assert serious(page) == []
    flags = page.url

    page.get_by_role("link", name="Negotiation of a Convention").click()
    page.get_by_role("link", name="Prepare the next revision").click()
    article = page.get_by_role("group", name="Article 17 Human rights")
    article.get_by_text("Take one wording as the text").click()
    article.get_by_label("Borvale’s wording becomes the text").check()
    page.get_by_role("button", name="Look at the next revision").click()
    page.get_by_label("Publish it as the next revision").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Rev.4 is published").first).to_be_visible()
    assert RollingText.objects.filter(number=4).exists()
    page.goto(flags)
    group.get_by_text("Set aside (1)").click()
    expect(group.locator("details .place", has_text=words)).to_be_visible()
    group.locator("details").get_by_role("link").first.click()
    expect(page.locator(".line:target")).to_be_visible()
    assert serious(page) == []


def test_a_drafter_selects_words_and_tags_them(demo: Instrument, sign_in: SignIn) -> None:
    page = open_flags(sign_in("ardenia", story.PASSWORD))
    page.get_by_label("Grouped by").select_option("Delegation")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Ardenia"))).to_be_visible()
    assert serious(page) == []
    page.get_by_role("article").first.get_by_role("link").first.click()
    page.get_by_text("Tag words of this text").click()
    page.locator(".treaty .line p").last.select_text()
    quote = page.get_by_role("textbox", name="Words")
    expect(quote).not_to_have_value("")
    page.get_by_label("Name of the tag").fill("ask the capital")
    assert serious(page) == []
    page.get_by_role("button", name="Tag for Ardenia alone").click()
    expect(page.get_by_text("only Ardenia sees it")).to_be_visible()
    assert Tag.objects.get().name == "ask the capital"

    page.get_by_text("Tag words of this text").click()
    quote.fill("State")
    page.get_by_label("Name of the tag").fill("which?")
    page.get_by_role("button", name="Tag for Ardenia alone").click()
    expect(page.get_by_text("say which are meant")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("radio").last.check()
    page.get_by_role("button", name="Tag these").click()
    expect(page.get_by_text("Private to Ardenia: nobody else sees these tags")).to_be_visible()
    page.get_by_role("button", name="Remove the tag which?").click()
    assert [t.name for t in Tag.objects.all()] == ["ask the capital"]
    page.get_by_label("Tag", exact=True).select_option("ask the capital")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "tag=ask" in page.url
    expect(page.get_by_text("ask the capital").last).to_be_visible()
