"""In Chromium: the chair settles a point, opens it again, publishes; a delegation finds its proposal carried forward."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.live.web import Web
from treaty_drafts.demo import story
from treaty_drafts.models import Settlement

from .conftest import serious

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


def open_article_8(page: Page) -> None:
    page.get_by_role("link", name="Convention on Security").first.click()
    page.get_by_role("link", name="Article 8", exact=False).first.click()


def test_a_point_is_settled_and_the_rest_is_carried_forward(
    transactional_db: None, sign_in: SignIn, running: Web
) -> None:
    story.load()
    page = sign_in("chair", story.PASSWORD)
    open_article_8(page)
    page.get_by_role("link", name="Settle points").click()
    first = page.get_by_role("article", name="Point 1 paragraph 1")
    first.get_by_role("radio", name="should").check()
    first.get_by_role("button", name="Settle point 1").click()
    expect(page.get_by_role("heading", name="Settled for the next revision (1)")).to_be_visible()
    expect(page.locator("#point-2")).to_be_focused()
    expect(page.locator("#point-2")).to_contain_text("Point 1: “should” instead of “shall”.")
    assert serious(page) == []
    page.get_by_role("button", name="Open it again: point 1, should").click()
    expect(first).to_be_focused()
    expect(first).to_contain_text("Point 1 is open again")
    first.get_by_role("radio", name="should").check()
    first.get_by_role("button", name="Settle point 1").click()
    assert Settlement.objects.filter(undone_sequence=None).count() == 1
    page.get_by_role("link", name="Prepare the next revision").click()
    page.get_by_role("button", name="Look at the next revision").click()
    expect(page.get_by_text("1 point settled by the chair.")).to_be_visible()
    assert serious(page) == []
    page.get_by_label("Publish it as the next revision").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("is published").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")

    page = sign_in("eskara", story.PASSWORD)
    open_article_8(page)
    expect(page.get_by_text("carried forward to Rev.4").first).to_be_visible()
    assert serious(page) == []
