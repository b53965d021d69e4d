"""A day's work in Chromium, for a drafter, a chair and a secretariat, on the demo negotiation."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import CONVENTION, Cast, cast
from tests.live.web import Web
from treaty_drafts.demo import story
from treaty_drafts.models import Draft, Instrument, RollingText, Version

from .conftest import serious
from .visitor import put

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


@pytest.fixture
def demo(transactional_db: None) -> Instrument:
    story.load()
    return Instrument.objects.get()


def test_a_drafter_drafts_tables_and_withdraws(demo: Instrument, sign_in: SignIn) -> None:
    page = sign_in("lomaria", story.PASSWORD)
    page.get_by_role("link", name="Convention on Security").first.click()
    page.get_by_role("link", name="Points of contact").click()
    page.get_by_role("button", name="Draft a change").click()
    put(page, "should", "shall")
    expect(page.locator(".cm-content ins", has_text="should")).to_be_visible()
    assert serious(page) == []
    page.get_by_label("Explanatory note").fill("A duty that all can bear.")
    page.get_by_role("button", name="Save and look").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the others would receive")
    expect(page.get_by_text("A duty that all can bear.").first).to_be_visible()
    assert serious(page) == []
    page.get_by_label("I table this").check()
    page.get_by_role("button", name="Table it").click()
    expect(page.get_by_text("Tabled as version 1").first).to_be_visible()
    version = Version.objects.get(note="A duty that all can bear.")
    assert version.text == version.base_text.replace("shall", "should", 1)
    assert serious(page) == []

    mine = page.locator(f"#proposal-{version.proposal_id}")
    mine.get_by_text("Withdraw this proposal").click()
    mine.get_by_label("takes it off the table").check()
    mine.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("Withdrawn, no.").first).to_be_visible()

    page.goto(page.url.split("/provisions/")[0] + f"/instruments/{demo.pk}/drafts/")
    expect(page.get_by_text("Private to Lomaria").first).to_be_visible()
    assert serious(page) == []


def test_a_chair_sees_where_wordings_differ_and_publishes_the_next_revision(demo: Instrument, sign_in: SignIn) -> None:
    page = sign_in("chair", story.PASSWORD)
    page.get_by_role("link", name="Convention on Security").first.click()
    page.get_by_role("link", name="Where wordings differ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the tabled wordings differ")
    page.get_by_label("Subject").select_option(label="Data sovereignty")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Article 9", exact=True).first).to_be_visible()
    assert serious(page) == []

    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Prepare the next revision").click()
    assert serious(page) == []
    article = page.get_by_role("group", name="Article 17 Human rights")
    article.get_by_text("Take one wording as the text").click()
    article.get_by_label("Borvale’s wording becomes the text").check()
    page.get_by_role("button", name="Look at the next revision").click()
    expect(page.get_by_text("taken from Borvale")).to_be_visible()
    assert serious(page) == []
    page.get_by_label("Publish it as the next revision").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Rev.4 is published").first).to_be_visible()
    text = RollingText.objects.get(number=4)
    taken = Version.objects.filter(proposal__delegation__code="BRV", proposal__provision__states__eid="art_17").last()
    assert taken
    assert text.provisions.get(eid="art_17").text == taken.text


def test_a_secretariat_imports_and_exports(worker: None, sign_in: SignIn, running: Web, tmp_path: Path) -> None:
    made: Cast = cast(text="")
    file = tmp_path / "convention.txt"
    file.write_text(CONVENTION.replace("[shall]", "[shall"))
    page = sign_in("secretariat")
    page.get_by_role("link", name="Quiet networks").first.click()
    page.get_by_role("link", name="Import a text").click()
    assert serious(page) == []
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Symbol").fill("QN/1")
    page.get_by_role("button", name="Look at what is in it").click()
    expect(page.get_by_text("a bracket is unclosed")).to_be_visible()
    assert RollingText.objects.count() == 0
    assert serious(page) == []
    page.get_by_role("button", name="Import and publish it").click()
    expect(page.get_by_text("Rev.1 is published").first).to_be_visible()
    assert RollingText.objects.get().text == file.read_text()

    page.get_by_role("link", name="Documents of Rev.1").click()
    assert serious(page) == []
    page.get_by_label("The words alone").check()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click(timeout=20_000)
    assert Path(download.value.path()).read_text() == file.read_text()
    assert made.instrument.rolling_texts.count() == 1


def test_drafting_without_a_mouse(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made = cast()
    page = sign_in("ardenia")
    page.goto(f"{running.url}/provisions/{made.provision('art_1').pk}/")
    page.get_by_role("button", name="Draft a change").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/**")
    page.get_by_role("textbox", name="Wording", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And so be it.")
    for _ in range(5):  # past the stances on paragraphs and the notes
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/table/")
    page.get_by_label("I table this").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/provisions/**")
    assert Version.objects.get().text.endswith(" And so be it.")
    assert not Draft.objects.exists()
