"""A secretariat sets up a negotiation from nothing, in Chromium; who is invited comes in by the link, and is revoked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Browser, Page, expect

from tests.factories import PASSWORD, cast
from tests.live.web import Web
from treaty_drafts.models import Membership, Negotiation

from .conftest import serious

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


def press(page: Page, name: str) -> None:
    """Go to a button by keyboard alone, and press it."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_negotiation_from_nothing(
    transactional_db: None, sign_in: SignIn, running: Web, browser: Browser, tmp_path: Path
) -> None:
    made = cast(text="")
    made.users["outsider"].user_permissions.add(Permission.objects.get(codename="add_negotiation"))
    page = sign_in("outsider")
    page.get_by_role("link", name="Set up a negotiation").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/set-up/")
    assert serious(page) == []
    page.get_by_label("Title").focus()
    page.keyboard.type("Talks on quiet seas")
    page.keyboard.press("Tab")
    page.keyboard.type("seas")
    press(page, "Set it up")
    expect(page.get_by_text("you are its secretariat")).to_be_visible()
    assert serious(page) == []

    for letters in ("Aust", "Norw"):  # the list is found by its first letters
        page.get_by_label("Country", exact=True).focus()
        page.keyboard.type(letters)
        press(page, "Add the country")
        expect(page.get_by_text("Added:")).to_be_visible()
    page.get_by_label("Code").fill("CAL")
    page.get_by_label("Name", exact=True).fill("Caldry")
    press(page, "Add the delegation")
    expect(page.get_by_text("Added: Caldry (CAL).")).to_be_visible()
    page.get_by_label("Title of the instrument").fill("Agreement on Quiet Seas")
    press(page, "Add the instrument")
    expect(page.get_by_text("Added: Agreement on Quiet Seas")).to_be_visible()

    from_a_file(page, tmp_path)
    link = invite(page)
    came_in(browser, running, link)

    page.get_by_role("link", name="Back to the people").click()
    page.get_by_role("link", name="Dana Dal").click()
    assert serious(page) == []
    page.get_by_label("Take this role away").focus()
    page.keyboard.press("Space")
    press(page, "Revoke the role")
    expect(page.get_by_text("Dana Dal is no longer drafter for Caldry")).to_be_visible()
    assert revoked(browser, running) == 404
    acts = [e.act for e in Negotiation.objects.get(slug="seas").entries.all()]
    assert acts == [
        "set up", *["delegation added"] * 3, "instrument added", "delegation added", "role given", "role revoked",
    ]  # fmt: skip


def from_a_file(page: Page, tmp_path: Path) -> None:
    """A group by a file: first with a mistake, which is shown in its place, and then without."""
    page.get_by_role("link", name="Delegations from a file").click()
    assert serious(page) == []
    for codes, button in (("CAL; NONE", None), ("CAL; AUS", "Store all of it")):
        file = tmp_path / "delegations.csv"
        file.write_text(f'code,name,group,members\nSEAS,Sea States,yes,"{codes}"\n')
        page.get_by_label("File (CSV").set_input_files(file)
        press(page, "Look at what is in it")
        if button is None:
            expect(page.get_by_role("row", name="2 members There is no delegation 'NONE' here")).to_be_visible()
            assert serious(page) == []
        else:
            expect(page.get_by_text("1 row without a problem")).to_be_visible()
            assert serious(page) == []
            press(page, button)
    expect(page.get_by_role("row", name="Sea States SEAS Australia, Caldry")).to_be_visible()


def invite(page: Page) -> str:
    """Invite a drafter; the link that is shown this once."""
    page.get_by_role("link", name="People", exact=True).click()
    assert serious(page) == []
    page.get_by_label("E-mail address").fill("dana@caldry.example")
    page.get_by_label("Full name").fill("Dana Dal")
    page.get_by_label("Role").select_option(label="Drafter")
    page.get_by_label("Delegation", exact=True).select_option(label="Caldry (CAL)")
    press(page, "Invite")
    expect(page.get_by_role("heading", level=1)).to_have_text("Invited")
    assert serious(page) == []
    assert not Membership.objects.get(user__username="dana@caldry.example").user.has_usable_password()
    return page.locator("code.link").inner_text()


def came_in(browser: Browser, running: Web, link: str) -> None:
    """In a browser of their own, the invited person sets a password and finds the negotiation."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_text("You sign in as dana@caldry.example")).to_be_visible()
    assert serious(page) == []
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    signed_in(page)
    expect(page.get_by_text("You take part as drafter for Caldry")).to_be_visible()
    page.goto(link)
    assert page.url == f"{running.url}/negotiations/seas/"  # the link does nothing any more
    context.close()


def signed_in(page: Page) -> None:
    page.get_by_label("Username").fill("dana@caldry.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def revoked(browser: Browser, running: Web) -> int:
    """What the revoked person gets who signs in again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{running.url}/accounts/login/")
    signed_in(page)
    expect(page.get_by_text("You take part in no negotiation yet")).to_be_visible()
    answer = page.goto(f"{running.url}/negotiations/seas/")
    context.close()
    assert answer
    return answer.status
