"""Proposing in Chromium: a stance without words, a package, a co-sponsor, a text handed in, a text of the chair."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import PASSWORD, Cast, cast
from tests.live.web import Web
from treaty_drafts.models import Package, Sponsorship, Version

from .conftest import serious, sign_out
from .visitor import write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


def on(made: Cast, running: Web, eid: str) -> str:
    return f"{running.url}/provisions/{made.provision(eid).pk}/"


def confirmed(page: Page, what: str, button: str) -> None:
    page.get_by_label(what).check()
    page.get_by_role("button", name=button, exact=True).click()


def test_a_stance_without_words(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made = cast()
    page = sign_in("ardenia")
    page.goto(on(made, running, "art_2"))
    page.get_by_role("button", name="Bracket or reserve, without new words").click()
    page.get_by_label("Paragraph 2:").select_option(label="reserve our position on it")
    page.get_by_role("button", name="Save and look").click()
    expect(page.get_by_text("reserves its position on paragraph 2")).to_be_visible()
    assert serious(page) == []
    confirmed(page, "I table this", "Table it")
    expect(page.get_by_text("without new words").first).to_be_visible()
    version = Version.objects.get()
    assert (version.kind, version.text) == ("stance", made.state("art_2").base)
    assert serious(page) == []


def test_a_pasted_text_becomes_drafts_and_they_a_package(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made = cast()
    page = sign_in("ardenia")
    page.goto(f"{running.url}/instruments/{made.instrument.pk}/drafts/")
    page.get_by_role("link", name="Paste a text of several provisions").click()
    words = (
        "\n\n".join(made.state(eid).base for eid in ("art_1", "art_3")).replace("quiet.", "calm.").replace("may", "can")
    )
    page.get_by_label("The text, with its headings").fill(words)
    page.get_by_role("button", name="See what is in it").click()
    assert serious(page) == []
    page.get_by_role("button", name="Open 2 private drafts").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_text("Table several as one package").click()
    page.get_by_label("Title of the package").fill("Calm for transfers")
    page.get_by_role("button", name="Look at what the others would receive").click()
    assert serious(page) == []
    confirmed(page, "I table this package", "Table the package")
    expect(page.get_by_text("Tabled as a package").first).to_be_visible()
    assert Package.objects.get().proposals.count() == 2

    page.goto(on(made, running, "art_1"))
    page.get_by_text("Withdraw the package “Calm for transfers”").click()
    confirmed(page, "takes every proposal of the package off the table", "Withdraw the package")
    expect(page.get_by_text("is withdrawn").first).to_be_visible()
    assert not Package.objects.get().proposals.filter(withdrawn_at=None).exists()


def test_a_cosponsor_asks_and_is_welcome(
    transactional_db: None, sign_in: SignIn, running: Web, browser: Browser
) -> None:
    made = cast()
    made.table("ardenia", "art_1", made.state("art_1").base.replace("quiet.", "calm."))
    page = sign_in("borvale")
    page.goto(on(made, running, "art_1"))
    page.get_by_role("button", name="Ask to co-sponsor").click()
    expect(page.get_by_text("Seen by Ardenia and Borvale only")).to_be_visible()
    assert serious(page) == []
    sign_out(page)
    page = sign_in("ardenia")
    page.goto(on(made, running, "art_1"))
    page.get_by_role("button", name="Agree, for all to see").click()
    expect(page.get_by_text("Co-sponsored by Borvale")).to_be_visible()
    assert Sponsorship.objects.get().state == "joined"


def test_a_text_handed_in_is_confirmed(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made = cast()
    page = sign_in("secretariat")
    page.goto(on(made, running, "art_1"))
    page.get_by_role("link", name="Enter a text for a delegation").click()
    page.get_by_label("Delegation", exact=True).select_option(label="Borvale")
    page.get_by_label("The text as it was handed in").fill("Article 1\nPurpose\n\nNothing more than quiet.")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("waits for the delegation")).to_be_visible()
    assert serious(page) == []
    sign_out(page)
    page = sign_in("borvale", PASSWORD)
    page.goto(f"{running.url}/instruments/{made.instrument.pk}/drafts/")
    page.get_by_role("link", name="Look at it, to confirm or decline").click()
    assert serious(page) == []
    confirmed(page, "These are the words of Borvale", "Confirm and table it")
    expect(page.get_by_text("entered by the secretariat, confirmed by Borvale")).to_be_visible()
    assert Version.objects.get().text == "Article 1\nPurpose\n\nNothing more than quiet."


def test_a_text_of_the_chair(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made = cast()
    page = sign_in("chair")
    page.goto(on(made, running, "art_1"))
    page.get_by_label("A text of the chair").select_option(label="Non-paper")
    page.get_by_role("button", name="Draft it").click()
    write(page, "Article 1\nPurpose\n\nTo keep networks quiet enough.")
    page.get_by_role("button", name="Save and look").click()
    expect(page.get_by_text("without prejudice").first).to_be_visible()
    assert serious(page) == []
    confirmed(page, "I table this", "Table it")
    expect(page.get_by_role("heading", name="Non-paper")).to_be_visible()
    assert serious(page) == []
