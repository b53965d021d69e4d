"""The three days' work on a real rolling text, imported through the page: secretariat, drafter, chair."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import cast
from tests.live.web import Web
from treaty_drafts.models import RollingText, Version

from .conftest import serious, sign_out
from .visitor import put

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


def test_a_real_rolling_text(worker: None, corpus: Path, sign_in: SignIn, running: Web) -> None:
    made = cast(text="")
    file = corpus / "paris_2015-12-04.md"
    page = sign_in("secretariat")
    imports_and_exports(page, file)
    text = RollingText.objects.get()
    assert text.text == file.read_text()

    article = text.provisions.get(eid="art_13")
    page = leave(page, sign_in, "ardenia")
    page.goto(f"{running.url}/provisions/{article.provision_id}/")
    assert serious(page) == []
    page.get_by_role("button", name="Draft a change").click()
    put(page, "should", "shall")
    expect(page.locator(".cm-content ins", has_text="should").first).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Save and look").click()
    page.get_by_label("I table this").check()
    page.get_by_role("button", name="Table it").click()
    expect(page.get_by_text("Tabled as version 1").first).to_be_visible()
    assert serious(page) == []

    page = leave(page, sign_in, "chair")
    page.goto(f"{running.url}/instruments/{made.instrument.pk}/consolidate/")
    page.get_by_role("button", name="Look at the next revision").click()
    assert serious(page) == []
    page.get_by_label("Publish it as the next revision").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Rev.2 is published").first).to_be_visible()
    assert serious(page) == []
    assert RollingText.objects.get(number=2).provisions.get(eid="art_13").base == article.base
    assert Version.objects.get().consolidated_in.count() == 1


def imports_and_exports(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Quiet networks").first.click()
    page.get_by_role("link", name="Import a text").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Symbol").fill("QN/1")
    page.get_by_role("button", name="Look at what is in it").click()
    page.get_by_role("button", name="Import and publish it").click(timeout=60_000)
    expect(page.get_by_text("Rev.1 is published").first).to_be_visible(timeout=60_000)
    assert serious(page) == []
    page.get_by_role("link", name="Documents of Rev.1").click()
    page.get_by_label("Word").first.check()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Download").click(timeout=60_000)
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def leave(page: Page, sign_in: SignIn, name: str) -> Page:
    """Somebody else sits down at the same screen."""
    sign_out(page)
    return sign_in(name)
