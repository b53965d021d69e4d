"""The first pages in Chromium: sign in, the negotiation, a provision, a comparison, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import Cast
from tests.live.web import Web
from treaty_drafts.demo import story
from treaty_drafts.models import Draft, Instrument, Negotiation, RollingProvision, Version

from .conftest import serious, sign_out

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    made = factories.cast()
    base = made.state("art_2").base
    made.table("ardenia", "art_2", base.replace("shall take", "should take"), note="A softer duty.")
    made.table("borvale", "art_2", base.replace("serious harm", "harm"))
    made.draft("ardenia", "art_3", made.state("art_3").base.replace("shall be", "may be"), note="Ardenia's secret.")
    return made


def test_a_delegate_finds_an_article_and_compares_two_wordings(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("ardenia")
    page.get_by_role("link", name="Quiet networks").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quiet networks")
    expect(page.get_by_text("Private to Ardenia").first).to_be_visible()
    assert serious(page) == []

    page.get_by_role("link", name="Attribution of conduct").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Article 2")
    expect(page.get_by_role("heading", name="Borvale")).to_be_visible()
    for words in ("A softer duty.", "version 1"):
        expect(page.get_by_text(words).first).to_be_visible()
    assert page.locator("ins").all_inner_texts().count("should") >= 1
    assert serious(page) == []

    page.get_by_label("From", exact=True).select_option(label="Ardenia, version 1")
    page.get_by_label("To", exact=True).select_option(label="Borvale, version 1")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("del", has_text="should")).to_be_visible()
    expect(page.locator("ins", has_text="shall")).to_be_visible()
    assert serious(page) == []

    page.keyboard.press("n")
    expect(page.get_by_text("change 1 of 2").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_text("change 2 of 2").first).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_text("change 1 of 2").first).to_be_visible()
    page.get_by_role("link", name="Side by side").click()
    page.wait_for_url("**view=side**")
    expect(page.locator("del", has_text="should")).to_be_visible()
    assert serious(page) == []


def test_a_link_opens_the_same_comparison_for_another_delegate_but_no_private_draft(
    cast: Cast, sign_in: SignIn, running: Web
) -> None:
    ardenia, borvale = (Version.objects.get(proposal__delegation__code=c) for c in ("ARD", "BRV"))
    address = f"{running.url}/instruments/{cast.instrument.pk}/compare/"
    page = sign_in("borvale")
    page.goto(f"{address}?before=version:{ardenia.pk}&after=version:{borvale.pk}&view=clean")
    expect(page.get_by_text("Each Party shall take measures to prevent harm").first).to_be_visible()
    answer = page.goto(f"{address}?before=version:{ardenia.pk}&after=draft:{Draft.objects.get().pk}")
    assert answer
    assert answer.status == 404
    assert "secret" not in page.content()


def test_the_keys_are_shown_and_focus_comes_back(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("chair")
    page.get_by_role("link", name="Quiet networks").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "Quiet networks" in page.evaluate("document.activeElement.textContent")


def test_signing_in_fails_with_words_and_signing_out_ends(cast: Cast, page: Page, running: Web) -> None:
    page.goto(running.url)
    assert serious(page) == []
    page.get_by_label("Username").fill("ardenia")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("not correct").first).to_be_visible()
    page.get_by_label("Username").fill("ardenia")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    sign_out(page)
    page.goto(running.url)
    assert "/accounts/login/" in page.url


def test_markup_in_a_text_is_only_text(cast: Cast, sign_in: SignIn, running: Web) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror=alert(2)> ["><svg onload=alert(3)> - ARD]'
    version = cast.table("borvale", "art_1", f"Article 1\nPurpose\n\n{hostile}", note=hostile)
    page = sign_in("ardenia")
    page.goto(f"{running.url}/provisions/{version.proposal.provision_id}/")
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_demo_fits_the_screen(transactional_db: None, sign_in: SignIn, running: Web, width: int) -> None:
    story.load()
    page = sign_in("lomaria", story.PASSWORD)
    page.set_viewport_size({"width": width, "height": 800})
    provision = RollingProvision.objects.filter(eid="art_5").latest("rolling_text__number").provision_id
    slug, instrument = Negotiation.objects.get().slug, Instrument.objects.get().pk
    versions = Version.objects.filter(proposal__provision=provision)
    first, last = versions.first(), versions.last()
    assert first
    assert last
    for path in (
        "/",
        f"/negotiations/{slug}/",
        f"/provisions/{provision}/",
        f"/instruments/{instrument}/compare/?before=version:{first.pk}&after=version:{last.pk}",
        f"/instruments/{instrument}/compare/?before=version:{first.pk}&after=version:{last.pk}&view=side",
    ):
        page.goto(running.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert serious(page) == [], path
