"""Words that could not be saved: found again whatever has become of the draft, put back without undoing others' words."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, expect

from tests.factories import Cast
from tests.live.web import Web
from treaty_drafts.models import Draft

from ..conftest import serious
from ..visitor import Visitor, write
from .conftest import Enter, begin_anew, blockable, member, saved, stored
from .test_page import kept

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


# a record that none of those who sign in here can open: of the earlier scheme, or of another person
EARLIER = """() => new Promise((done) => {
    const opening = indexedDB.open("treaty-drafts");
    opening.onsuccess = () => {
        const writing = opening.result.transaction("unsent", "readwrite");
        writing.objectStore("unsent").put({iv: new Uint8Array(12), bytes: new ArrayBuffer(40)}, ["f".repeat(64), "a"]);
        writing.oncomplete = () => (opening.result.close(), done());
    };
})"""


def cut_off(visitor: Visitor, blocked: list[bool]) -> None:
    blocked[0] = True
    visitor.context.set_offline(True)
    expect(visitor.state).to_have_text("Offline", timeout=5000)
    visitor.context.set_offline(False)


def discard(visitor: Visitor) -> None:
    visitor.page.get_by_text("Discard this draft").click()
    visitor.page.get_by_label("Remove it for good").check()
    visitor.page.get_by_role("button", name="Discard", exact=True).click()
    visitor.page.wait_for_url(lambda url: "/drafts/" not in url or "/instruments/" in url)


def link(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("link", name="Words kept on this device")


def test_words_are_found_when_the_draft_is_gone(
    enter: Enter, server: Web, made: Cast, draft: Draft, tmp_path: Path
) -> None:
    one, two = enter(), enter("asel")
    blocked = blockable(one)
    expect(link(one)).to_be_hidden()
    cut_off(one, blocked)
    one.at_end().type(" Written in the dark.")
    one.page.wait_for_timeout(600)
    expect(link(one)).to_be_hidden()  # they are in this window
    discard(two)
    one.page.goto(f"{server.url}/drafts/{draft.pk}/")
    expect(one.page.get_by_role("heading", name="Not found")).to_be_visible()
    assert "in the dark" not in one.page.content()
    expect(link(one)).to_have_text("Words kept on this device (1)")

    one.page.evaluate(EARLIER)
    somebody(one, server, member(made, "bruno"))
    one.page.goto(f"{server.url}/unsent/")
    expect(one.page.get_by_text("Nothing of yours is kept here.")).to_be_visible()
    one.page.wait_for_timeout(600)
    expect(link(one)).to_be_hidden()
    assert "in the dark" not in one.page.content()

    somebody(one, server, made.users["ardenia"])
    one.page.goto(server.url)
    link(one).click()
    shown = one.page.get_by_role("article")
    expect(shown.get_by_role("heading")).to_have_text("Draft: Article 2: Attribution of conduct")
    expect(shown).to_contain_text("Private to Ardenia · ")
    expect(shown.locator("ins")).to_have_text(" Written in the dark.")
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme)
        assert serious(one.page) == []
    with one.page.expect_download() as downloading:
        shown.get_by_role("button", name="Download").click()
    assert downloading.value.suggested_filename == "Draft Article 2 Attribution of conduct.txt"
    downloading.value.save_as(tmp_path / "words.txt")
    assert "+ Written in the dark." in (tmp_path / "words.txt").read_text().splitlines()
    shown.get_by_role("button", name="let go").click()
    expect(one.page.get_by_text("Nothing of yours is kept here.")).to_be_visible()
    expect(link(one)).to_be_hidden()
    assert kept(one.page) == 1  # the other one is not this person's to let go of


def somebody(visitor: Visitor, server: Web, user: object) -> None:
    """Another person signs in on the same browser, without signing the one before out."""
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    name = settings.SESSION_COOKIE_NAME
    visitor.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


def test_where_the_draft_is_closed_the_words_stay_and_nothing_can_be_put_in(enter: Enter, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    blocked = blockable(one)
    cut_off(one, blocked)
    one.at_end().type(" Mine.")
    discard(two)
    blocked[0] = False
    expect(one.state).to_have_text("Closed", timeout=15_000)
    copy = one.page.get_by_role("alert").filter(has_text="could not be put into the text")
    expect(copy.locator("ins")).to_have_text(" Mine.")
    expect(copy.get_by_role("button", name="Put back")).to_be_disabled()
    expect(one.page.get_by_role("button", name="Bracket this")).to_be_hidden()
    expect(one.page.get_by_role("button", name="Save", exact=False).first).to_be_disabled()
    expect(link(one)).to_have_text("Words kept on this device (1)")
    assert serious(one.page) == []
    copy.get_by_role("button", name="let go").click()
    expect(link(one)).to_be_hidden()
    assert kept(one.page) == 0


def test_words_in_an_open_window_are_not_listed_and_arrive_when_the_draft_is_opened(
    enter: Enter, server: Web, draft: Draft
) -> None:
    one = enter()
    cut_off(one, blockable(one))
    one.at_end().type(" In the dark.")
    one.page.wait_for_timeout(300)
    beside = one.context.new_page()
    beside.goto(f"{server.url}/unsent/")
    expect(beside.get_by_text("Nothing of yours is kept here.")).to_be_visible()
    one.page.close()
    beside.reload()
    expect(beside.locator("ins")).to_have_text(" In the dark.")
    expect(beside.get_by_role("link", name="Words kept on this device")).to_be_visible()
    beside.get_by_role("link", name="Open the draft").click()
    expect(beside.locator("[data-state]")).to_have_text("Saved", timeout=10_000)
    expect(beside.get_by_role("link", name="Words kept on this device")).to_be_hidden()
    assert stored(draft).endswith(" In the dark.")
    assert kept(beside) == 0


def test_put_back_leaves_what_others_wrote_meanwhile(enter: Enter, server: Web, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    one.at_end().type(" Kept.")
    saved(one, two)
    text = stored(draft)
    server.stop()
    one.type(" Unsent.")
    expect(one.state).to_have_text("Offline", timeout=8000)
    two.page.goto("about:blank")
    begin_anew(draft)
    server.start()
    copy = one.page.get_by_role("alert").filter(has_text="could not be put into the text")
    expect(copy).to_be_visible(timeout=15_000)
    other = enter("bruno")
    other.at_end().type(" Of others.")
    other.page.keyboard.press("Control+Home")
    other.type("New. ")
    saved(other)
    expect(one.editor).to_contain_text("Of others.")
    copy.get_by_role("button", name="Put back").click()
    expect(copy).to_have_count(0)
    saved(one, other)
    assert stored(draft) == f"New. {text} Unsent. Of others."
    assert one.words() == stored(draft)


def test_put_back_says_where_the_words_were_changed_meanwhile(enter: Enter, server: Web, draft: Draft) -> None:
    one = enter()
    saved(one)
    server.stop()
    one.at_end().type(" Unsent.")
    expect(one.state).to_have_text("Offline", timeout=8000)
    begin_anew(draft)
    server.start()
    copy = one.page.get_by_role("alert").filter(has_text="could not be put into the text")
    expect(copy).to_be_visible(timeout=15_000)
    expect(one.editor).to_contain_text("where feasible.")
    write(one.page, "All anew.")
    saved(one)
    copy.get_by_role("button", name="Put back").click()
    expect(copy.get_by_role("status")).to_contain_text("changed meanwhile: nothing was put in")
    assert stored(draft) == "All anew."
    expect(copy).to_be_visible()


def test_without_cryptography_one_writes_and_is_told_that_nothing_is_kept(
    enter: Enter, server: Web, draft: Draft
) -> None:
    one = enter()
    one.page.add_init_script(
        "for (const name of ['subtle', 'randomUUID']) Object.defineProperty(crypto, name, {value: undefined});"
    )
    one.page.reload()
    one.at_end().type(" Plainly.")
    saved(one)
    assert stored(draft).endswith(" Plainly.")
    one.page.goto(f"{server.url}/unsent/")
    expect(one.page.get_by_text("This browser keeps nothing from these pages")).to_be_visible()
