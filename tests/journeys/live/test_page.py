"""The page of a draft as one writes in it: by keyboard, read aloud, beside others, with comments and copies."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import NOON, Cast
from tests.live.web import Web
from treaty_drafts.models import Draft

from ..conftest import serious
from ..visitor import Visitor
from .conftest import Enter, begin_anew, saved, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_undo_takes_back_what_one_did_oneself(enter: Enter, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    before = stored(draft)
    one.at_end().type(" Mine.")
    saved(one)
    expect(two.editor).to_contain_text("Mine.")
    two.at_end().type(" Yours.")
    expect(one.editor).to_contain_text("Yours.")
    one.page.keyboard.press("Control+z")
    expect(one.editor).not_to_contain_text("Mine.")
    saved(one, two)
    assert stored(draft) == f"{before} Yours."


def test_a_comment_stays_with_its_words(enter: Enter, draft: Draft) -> None:
    one = enter()
    one.at_end()
    for _ in range(len("serious harm, where feasible.")):
        one.page.keyboard.press("Shift+ArrowLeft")
    one.page.keyboard.press("Shift+F2")
    expect(one.page.get_by_label("On the words")).to_have_value("serious harm, where feasible.")
    one.page.get_by_label("Comment", exact=True).fill("Ask capital.")
    one.page.get_by_role("button", name="Add the comment").click()
    marked = one.page.locator(".commented")
    expect(marked).to_have_text("serious harm, where feasible.")
    one.editor.click()
    one.page.keyboard.press("Control+Home")
    one.type("New. ")
    expect(marked).to_have_text("serious harm, where feasible.")
    one.page.keyboard.press("Control+a")
    one.page.keyboard.press("Delete")
    expect(one.page.get_by_text("these words have gone from the text")).to_be_visible()
    one.page.keyboard.press("Control+z")
    expect(marked).to_have_text("serious harm, where feasible.")
    saved(one)
    two = enter("asel")
    expect(two.page.locator(".commented")).to_have_text("serious harm, where feasible.")
    two.page.get_by_text("Answer", exact=True).first.click()
    two.page.get_by_role("textbox", name="Answer").fill("Done.")
    two.page.get_by_role("button", name="Answer", exact=True).click()
    expect(two.page.get_by_text("Done.")).to_be_visible()
    assert serious(two.page) == []
    two.page.get_by_role("button", name="Resolve").click()
    expect(two.page.get_by_text("Resolved: 1")).to_be_visible()
    expect(two.page.locator(".commented")).to_have_count(0)
    assert [(c.said, c.resolved_at is None) for c in draft.comments.all()] == [("Ask capital.", False), ("Done.", True)]


def test_comments_of_others_come_at_once_and_not_while_one_writes(enter: Enter, draft: Draft) -> None:
    one, two = enter(), enter("asel")

    def comment(visitor: Visitor, said: str) -> None:
        visitor.page.locator("summary", has_text="New comment").click()
        visitor.page.get_by_label("Comment", exact=True).fill(said)
        visitor.page.get_by_role("button", name="Add the comment").click()
        expect(visitor.page.locator("[data-comment]", has_text=said)).to_be_visible()

    comment(one, "Ask capital.")
    expect(two.page.locator("[data-comment]", has_text="Ask capital.")).to_be_visible(timeout=3000)
    two.page.locator("summary", has_text="New comment").click()
    two.page.get_by_label("Comment", exact=True).fill("Half a")
    comment(one, "Capital agrees.")
    two.page.wait_for_timeout(1500)
    expect(two.page.get_by_label("Comment", exact=True)).to_have_value("Half a")
    two.page.get_by_label("Comment", exact=True).fill("")
    two.editor.click()
    expect(two.page.locator("[data-comment]", has_text="Capital agrees.")).to_be_visible(timeout=3000)
    one.page.get_by_role("button", name="Resolve").first.click()
    expect(two.page.get_by_text("Resolved: 1")).to_be_visible(timeout=3000)


def test_the_page_is_used_by_keyboard_and_read_aloud(enter: Enter, draft: Draft) -> None:
    one = enter()
    one.at_end()
    one.page.keyboard.press("Control+Enter")
    one.type("Kethmar")
    one.page.keyboard.press("Control+b")
    one.type(" acts")
    saved(one)
    assert stored(draft).endswith("\n\n3. [Kethmar] acts")
    expect(one.page.locator(".cm-content ins").last).to_have_text("3. [Kethmar] acts")
    one.page.keyboard.press("F8")
    expect(one.page.locator("[data-said]")).to_have_text("Change 1 of 1")
    one.page.keyboard.press("F1")
    expect(one.page.get_by_role("dialog")).to_be_visible()
    one.page.keyboard.press("Escape")
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme)
        assert serious(one.page) == []
    one.page.set_viewport_size({"width": 390, "height": 844})
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_others_write_moves_neither_the_caret_nor_the_page(enter: Enter, draft: Draft) -> None:
    one, two = enter(), enter("asel")
    one.at_end().type("\n\nOne more." * 12)
    two.page.set_viewport_size({"width": 1280, "height": 500})
    expect(two.editor).to_contain_text("One more.")
    two.at_end()
    saved(one, two)
    caret = two.page.locator(".cm-cursor-primary")
    where, note = caret.bounding_box(), two.page.get_by_label("Private note")
    one.editor.click()
    one.page.keyboard.press("Control+Home")
    one.type("Above.\n" * 8)
    saved(one)
    expect(two.editor).to_contain_text("Above.")
    now = caret.bounding_box()
    assert where
    assert now
    assert abs(now["y"] - where["y"]) < 10
    two.type(" At the end.")
    saved(two)
    assert stored(draft).endswith(" At the end.")
    note.click()
    where = note.bounding_box()
    one.type("Above.\n" * 8)
    saved(one)
    two.page.wait_for_timeout(500)
    now = note.bounding_box()
    assert where
    assert now
    assert abs(now["y"] - where["y"]) < 10


def test_each_paragraph_runs_in_its_own_direction(enter: Enter) -> None:
    one = enter()
    one.at_end()
    one.page.keyboard.insert_text("\n3. تتخذ كل دولة طرف [تدابير] وفقا للمادة Article 5.\n4. Each Party acts.")
    directions = one.page.evaluate(
        "[...document.querySelectorAll('.cm-line')].slice(-2).map((line) => getComputedStyle(line).direction)"
    )
    assert directions == ["rtl", "ltr"]
    one.page.keyboard.press("ArrowUp")
    one.page.keyboard.press("End")
    one.type("x")
    saved(one)
    assert one.words().splitlines()[-2].endswith("5.x")


def test_words_that_fit_no_more_are_given_back_and_put_back(enter: Enter, server: Web, draft: Draft) -> None:
    one = enter()
    one.at_end().type(" Kept.")
    saved(one)
    server.stop()
    one.type(" Unsent.")
    expect(one.state).to_have_text("Offline")
    begin_anew(draft)
    server.start()
    copy = one.page.get_by_role("alert").filter(has_text="could not be put into the text")
    expect(copy).to_be_visible(timeout=15_000)
    assert serious(one.page) == []
    one.page.reload()
    expect(copy).to_be_visible()
    saved(one)
    copy.get_by_role("button", name="Put back").click()
    saved(one)
    assert stored(draft).endswith(" Kept. Unsent.")
    expect(copy).to_have_count(0)
    one.page.reload()
    saved(one)
    expect(copy).to_have_count(0)


def test_signing_out_wipes_what_is_unsent_and_says_so_before(enter: Enter, server: Web, made: Cast) -> None:
    one = enter()
    server.stop()
    expect(one.state).to_have_text("Offline", timeout=8000)
    one.at_end().type(" Unsent.")
    one.page.wait_for_timeout(300)
    assert kept(one.page) == 1
    one.page.get_by_role("button", name="Sign out").first.click()
    expect(one.page.get_by_text("press again to sign out all the same")).to_be_visible()
    assert kept(one.page) == 1
    server.start()
    one.page.get_by_role("button", name="Sign out").first.click()
    one.page.wait_for_url("**/accounts/login/**")
    assert kept(one.page) == 0


def kept(page: Page) -> int:
    """How many records of unsent words there are in the browser."""
    found: int = page.evaluate("""() => new Promise((done) => {
        const opening = indexedDB.open("treaty-drafts");
        opening.onsuccess = () => {
            const asked = opening.result.transaction("unsent").objectStore("unsent").count();
            asked.onsuccess = () => (opening.result.close(), done(asked.result));
        };
    })""")
    return found


def test_what_others_would_receive_is_shown_once_the_last_word_is_saved(enter: Enter, draft: Draft) -> None:
    one = enter()
    one.at_end().type(" And so be it.")
    one.page.get_by_role("button", name="Save and look").click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("What the others would receive")
    expect(one.page.locator("ins", has_text="And so be it.")).to_be_visible()


def test_who_resolves_a_comment_that_is_resolved_already_goes_on_writing(enter: Enter, draft: Draft) -> None:
    by = draft.opened_by
    made = draft.comments.create(said="Ask capital.", said_at=NOON, said_by=by, seq=draft.seq)
    one = enter()
    one.at_end().type(" Mine.")
    saved(one)
    resolve, anew = (one.page.get_by_role("button", name=name) for name in ("Resolve", "Take up again"))
    expect(resolve).to_be_visible()
    draft.comments.filter(pk=made.pk).update(resolved_at=NOON, resolved_by=by)
    resolve.click()
    expect(one.page.get_by_text("Resolved: 1")).to_be_visible()
    one.page.get_by_text("Resolved: 1").click()
    draft.comments.filter(pk=made.pk).update(resolved_at=None, resolved_by=None)
    anew.click()
    expect(resolve).to_be_visible()
    one.page.evaluate("comments.replaceWith(document.importNode(comments, true))")  # nothing listens to it yet
    draft.comments.all().delete()
    resolve.click()
    expect(one.page.get_by_text("no longer here for you")).to_be_visible()
    one.editor.click()
    one.page.keyboard.press("Control+z")
    expect(one.editor).not_to_contain_text("Mine.")
    saved(one)
