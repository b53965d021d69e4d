"""The page on which a draft is carried forward: what would happen is said, every place is settled, nothing is lost."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts.models import Draft

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    """One change of its own, and two phrases that the next revision changed, too; one of them is two changes."""
    base = cast.state("art_2").base
    mine = base.replace("shall take measures", "should take measures promptly").replace(
        "where feasible", "where possible"
    )
    made = cast.draft(
        "ardenia", "art_2", mine.replace("a cyber operation to another", "any cyber operation to another")
    )
    cast.import_text(CONVENTION.replace("shall take", "must take").replace("feasible", "practicable"))
    return made


def address(draft: Draft, route: str = "draft-base") -> str:
    return reverse(route, kwargs={"pk": draft.pk})


def words_of(answer: Any) -> str:
    """What a person reads on the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def sent(cast: Cast, **more: str) -> dict[str, str]:
    return {"edition": "2", "state": str(cast.state("art_2").pk)} | {k.replace("_", "-"): v for k, v in more.items()}


def test_the_draft_says_what_would_happen(draft: Draft, ardenia: Client) -> None:
    said = "1 change of yours carries over, 3 to settle in 2 places"
    assert f"Carried forward to Rev.2: {said}." in words_of(ardenia.get(address(draft, "draft")))
    shown = words_of(ardenia.get(address(draft)))
    assert f"The text has changed since this draft was begun on Rev.1: {said}." in shown
    assert "1 of 2: Article 2, paragraph 2" in shown
    assert (
        "Rev.1 had shall take measures Rev.2 has must take measures Your draft has should take measures promptly"
        " The new text Mine Both, in brackets: [must take measures][should take measures promptly]"
    ) in shown
    assert "Rev.1 had feasible Rev.2 has practicable Your draft has possible" in shown


def test_what_is_there_already_is_counted(cast: Cast, ardenia: Client) -> None:
    base = cast.state("art_2").base
    draft = cast.draft("ardenia", "art_2", base.replace("shall take", "must take").replace("serious", "grave"))
    cast.import_text(CONVENTION.replace("shall take", "must take"))
    said = "1 change of yours carries over, 1 is there already, nothing to settle"
    assert f"Carried forward to Rev.2: {said}." in words_of(ardenia.get(address(draft, "draft")))


def seen(answer: Any) -> str:
    """The mark of the result that a page shows."""
    (found,) = re.findall(r'name="seen" value="(\w+)"', answer.content.decode())
    return str(found)


def result(answer: Any) -> str:
    """What a page says the draft would say, word by word with what is deleted."""
    (found,) = re.findall(r'<section id="result".*?</section>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", found).split())


def test_it_is_carried_when_every_place_is_settled(cast: Cast, draft: Draft, ardenia: Client) -> None:
    answer = ardenia.post(address(draft), sent(cast, c_2="both"))
    assert answer.status_code == 400
    assert "Place 1 is to be settled first: new, mine, both. Nothing is saved." in words_of(answer)
    assert re.findall(r'value="(\w+)" id="\w-\d"[^>]* checked', answer.content.decode()) == ["both"]
    assert Draft.objects.get().edition == 2
    chosen = sent(cast, c_1="mine", c_2="both")
    mark = seen(ardenia.post(address(draft), chosen | {"look": "yes"}))
    answer = ardenia.post(address(draft), chosen | {"seen": mark}, follow=True)
    assert "Carried forward to Rev.2. Look at the wording before you table it." in words_of(answer)
    assert Draft.objects.get().text.endswith(
        "2. Each Party should take measures promptly to prevent serious harm, where [practicable][possible]."
    )


def test_the_result_is_shown_before_it_is_saved(cast: Cast, draft: Draft, ardenia: Client) -> None:
    """As the choices are made, and once more where somebody sends choices of which the result was not shown."""
    answer = ardenia.get(address(draft))
    first = seen(answer)
    assert "Against Rev.2: 1 change. 2 places to settle show the new text." in result(answer)
    answer = ardenia.post(address(draft), sent(cast, c_1="mine", look="yes"))
    assert "1 place to settle shows the new text." in result(answer)
    assert "2. Each Party mustshould take measures promptly to prevent" in result(answer)
    answer = ardenia.post(address(draft), sent(cast, c_1="mine", c_2="new", seen=first))
    assert answer.status_code == 200
    assert "This is what you chose: look at it, then carry it forward." in result(answer)
    assert Draft.objects.get().edition == 2
    ardenia.post(address(draft), sent(cast, c_1="mine", c_2="new", seen=seen(answer)))
    assert Draft.objects.get().text.endswith(
        "should take measures promptly to prevent serious harm, where practicable."
    )


def test_words_are_kept_where_the_drafter_says_so(cast: Cast, draft: Draft, ardenia: Client) -> None:
    answer = ardenia.post(address(draft), sent(cast, keep="yes"), follow=True)
    assert "Carried forward to Rev.2. Your words stand as they were." in words_of(answer)
    now = Draft.objects.get()
    assert (now.text, now.base) == (draft.text, cast.state("art_2"))


def test_another_revision_or_another_edit_meanwhile_is_said(cast: Cast, draft: Draft, ardenia: Client) -> None:
    stale = sent(cast, c_1="mine", c_2="mine")
    cast.import_text(CONVENTION.replace("shall take", "will take"))
    answer = ardenia.post(address(draft), stale)
    assert answer.status_code == 409
    assert "The text has moved on since you looked" in words_of(answer)
    assert re.findall(r'id="\w-\d"[^>]* checked', answer.content.decode()) == []
    answer = ardenia.post(address(draft), sent(cast, c_1="mine") | {"edition": "1"})
    assert answer.status_code == 409
    assert "your words are not saved" in words_of(answer)
    for nonsense in ({}, {"edition": "x", "state": "y", "c-1": "z", "c-999999999": "new"}):
        assert ardenia.post(address(draft), nonsense).status_code == 409
    assert Draft.objects.get().text == draft.text


def test_a_stance_on_words_that_changed_is_taken_back_first(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_2")
    start = draft.text.index("2. Each")
    ardenia.post(address(draft, "draft"), {"edition": 1, "text": draft.text, f"s-{start}": "reserves"})
    cast.import_text(CONVENTION.replace("shall take", "must take"))
    why = "the text of paragraph 2 has changed: take the stance on it back first"
    assert f"It cannot be carried forward: {why}" in words_of(ardenia.get(address(draft, "draft")))
    answer = ardenia.get(address(draft))
    assert answer.status_code == 409
    assert why[1:] in words_of(answer)


def test_a_deletion_only_moves(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_2", kind="delete")
    cast.import_text(CONVENTION.replace("shall take", "must take"))
    said = "the proposal to delete it is measured against the text that stands"
    assert said in words_of(ardenia.get(address(draft, "draft")))
    ardenia.post(address(draft), sent(cast) | {"edition": "1"})
    assert Draft.objects.get().base == cast.state("art_2")


def test_what_stands_around_is_shown_as_text(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\nPurpose\n\nThe <script>mine()</script> purpose.")
    cast.import_text(CONVENTION.replace("The purpose of this", "The <b>aim</b> of this"))
    shown = ardenia.get(address(draft)).content.decode()
    assert "<script>mine" not in shown
    assert "&lt;script&gt;mine" in shown
