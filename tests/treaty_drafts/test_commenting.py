"""Comments on the words of a private draft: within the delegation, and gone with the draft."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import access, commenting, finding, tabling
from treaty_drafts.errors import BadInput, NothingChanged, NotThere
from treaty_drafts.models import Comment, Draft

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")


def said(cast: Cast, draft: Draft, words: str = "Ask capital.") -> Comment:
    return commenting.comment(draft=draft, said=words, words="Quiet", by=cast.seat("ardenia"), at=NOON)


def test_a_thread_is_a_comment_with_its_answers_in_order(cast: Cast, draft: Draft) -> None:
    first, second = said(cast, draft, "One."), said(cast, draft, "Two.")
    for words in ("Yes.", "No."):
        answered = commenting.answer(to=first, said=words, by=cast.seat("ardenia"), at=NOON)
    commenting.answer(to=answered, said="Perhaps.", by=cast.seat("ardenia"), at=NOON)
    found = {one: sorted(a.said for a in one.answers.all()) for one in commenting.threads(draft, cast.seat("ardenia"))}
    assert found == {first: ["No.", "Perhaps.", "Yes."], second: []}


def test_resolved_and_taken_up_again(cast: Cast, draft: Draft) -> None:
    one, by = said(cast, draft), cast.seat("ardenia")
    commenting.resolve(comment=one, by=by, at=NOON)
    one.refresh_from_db()
    assert (one.resolved_at, one.resolved_by) == (NOON, by.user)
    with pytest.raises(NothingChanged):
        commenting.resolve(comment=one, by=by, at=NOON)
    commenting.reopen(comment=one)
    one.refresh_from_db()
    assert (one.resolved_at, one.resolved_by) == (None, None)
    with pytest.raises(NothingChanged):
        commenting.reopen(comment=one)


def test_an_answer_is_not_resolved(cast: Cast, draft: Draft) -> None:
    answer = commenting.answer(to=said(cast, draft), said="Yes.", by=cast.seat("ardenia"), at=NOON)
    with pytest.raises(NothingChanged):
        commenting.resolve(comment=answer, by=cast.seat("ardenia"), at=NOON)


@pytest.mark.parametrize("words", ["", " \n", "x" * (commenting.LONGEST + 1)])
def test_a_comment_has_words_and_not_too_many(cast: Cast, draft: Draft, words: str) -> None:
    with pytest.raises(BadInput):
        said(cast, draft, words)
    assert not draft.comments.exists()


def test_there_is_a_most(cast: Cast, draft: Draft) -> None:
    by = cast.users["ardenia"]
    rows = [Comment(draft=draft, said="One.", said_at=NOON, said_by=by) for _ in range(commenting.MOST)]
    Comment.objects.bulk_create(rows)
    with pytest.raises(BadInput):
        said(cast, draft)


def test_only_the_delegation_of_the_draft_has_its_comments(cast: Cast, draft: Draft) -> None:
    one = said(cast, draft)
    assert finding.comment(cast.users["ardenia"], one.pk)[0] == one
    for name in ("borvale", "chair", "secretariat", "observer", "outsider", "admin"):
        with pytest.raises(NotThere):
            finding.comment(cast.users[name], one.pk)
    assert [access.comments(cast.seat(n)).count() for n in ("ardenia", "borvale", "chair")] == [1, 0, 0]


def test_tabling_takes_the_comments_away(cast: Cast, draft: Draft) -> None:
    said(cast, draft)
    tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON)
    assert not Comment.objects.exists()
