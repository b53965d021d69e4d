"""In Chromium: a slip is corrected by secretariat and chair; a provision is agreed ad referendum, kept aside, reopened."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import Cast, cast
from tests.live.web import Web
from treaty_drafts import rolling
from treaty_drafts.demo import story
from treaty_drafts.models import Agreement, Instrument, LastLook, RollingText

from .conftest import serious, sign_out
from .visitor import put

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]


def test_a_slip_is_corrected(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    story.load()
    instrument = Instrument.objects.get()
    page = sign_in("secretariat", story.PASSWORD)
    page.get_by_role("link", name="Convention on Security").first.click()
    page.get_by_role("link", name="Prepare the next revision").click()
    page.get_by_role("link", name="Correct Rev.3").click()
    assert serious(page) == []
    page.get_by_role("checkbox", name="Article 13").check()
    page.get_by_role("button", name="Set these words right").click()
    wording = page.get_by_role("textbox", name="As it should read")
    words = wording.input_value()
    wording.fill(words.replace("shall", "shall, without delay,", 1))
    page.get_by_role("textbox", name="Why").fill("Left out by the printer.")
    assert serious(page) == []
    page.get_by_role("button", name="Look at the correction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The correction as it would be")
    expect(page.get_by_role("cell", name="Left out by the printer.")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Store it unpublished").click()
    expect(page.get_by_text("The correction is stored, not published").first).to_be_visible()
    sign_out(page)

    page = sign_in("chair", story.PASSWORD)
    page.get_by_role("link", name="Convention on Security").first.click()
    page.get_by_role("link", name="Prepare the next revision").click()
    assert serious(page) == []
    page.get_by_label("Publish it as the correction of Rev.3").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Rev.3/Corr.1 is published").first).to_be_visible()
    page.get_by_text("What Rev.3/Corr.1 corrects (1)").click()
    expect(page.get_by_role("cell", name="Left out by the printer.")).to_be_visible()
    assert serious(page) == []
    text = rolling.current(instrument)
    assert text
    assert (text.label, "shall, without delay," in text.provisions.get(eid="art_13").base) == ("Rev.3/Corr.1", True)
    assert "without delay," not in RollingText.objects.get(number=3, correction=0).provisions.get(eid="art_13").base

    mark = page.get_by_role("button", name="Mark as read up to no.")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing since no.")).to_be_visible()
    assert LastLook.objects.get().sequence == text.sequence
    page.get_by_role("link", name="The whole record").click()
    expect(page.get_by_role("link", name="The chair published Rev.3/Corr.1, correcting Article 13")).to_be_visible()
    assert serious(page) == []


def test_agreed_ad_referendum_and_reopened(transactional_db: None, sign_in: SignIn, running: Web) -> None:
    made: Cast = cast()
    made.table("ardenia", "art_1", made.state("art_1").base.replace("quiet", "silent"))
    article = f"{running.url}/provisions/{made.provision('art_1').pk}/"
    page = sign_in("chair")
    page.goto(article)
    page.get_by_text("Mark as agreed ad referendum").focus()
    page.keyboard.press("Enter")
    page.get_by_label("A delegation that reserves").select_option(label="Borvale")
    page.get_by_label("Agreed ad referendum in the words of Rev.1").check()
    assert serious(page) == []
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("note")).to_contain_text("Borvale reserves its position")
    expect(page.get_by_text("kept aside until the provision is reopened")).to_be_visible()
    assert serious(page) == []
    page.goto(f"{running.url}/instruments/{made.instrument.pk}/consolidate/")
    expect(page.get_by_text("1 wording on the table kept aside: Ardenia.")).to_be_visible()
    assert serious(page) == []
    sign_out(page)

    page = sign_in("borvale")
    page.goto(article)
    page.get_by_role("button", name="Draft a change").click()
    put(page, "calm", "quiet")
    page.get_by_role("button", name="Save and look").click()
    expect(page.get_by_role("alert")).to_contain_text("Article 1 is agreed ad referendum: ask the chair to reopen it")
    sign_out(page)

    page = sign_in("chair")
    page.goto(article)
    page.get_by_label("Why it is reopened").fill("A capital asked.")
    page.get_by_role("button", name="Reopen it").click()
    expect(page.get_by_text("Reopened, no. 4 in the record: A capital asked.")).to_be_visible()
    assert Agreement.objects.get().reopened_because == "A capital asked."
    page.goto(f"{running.url}/negotiations/quiet/")
    expect(page.get_by_role("link", name="The chair reopened Article 1")).to_be_visible()
    assert serious(page) == []
