"""Joint drafts: by invitation and consent, ended by either side, in no record."""

from datetime import timedelta

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import access, commenting, drafting, finding, history, sharing, sponsoring, tabling
from treaty_drafts.errors import BadInput, EditedMeanwhile, NotAllowed, NothingChanged, NotThere
from treaty_drafts.models import Comment, Draft, Entry, Sharing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WORDS = "Article 1\n\nQuiet."


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", WORDS, private_note="For Ardenia.")


@pytest.fixture
def invited(cast: Cast, draft: Draft) -> Sharing:
    return sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON)


@pytest.fixture
def joined(cast: Cast, invited: Sharing) -> Sharing:
    return sharing.accept(sharing=invited, by=cast.seat("borvale"), at=NOON)


def test_who_is_invited_sees_the_draft_once_it_accepts(cast: Cast, draft: Draft, invited: Sharing) -> None:
    seen = access.drafts(cast.seat("borvale"))
    assert list(seen) == []
    with pytest.raises(NotAllowed):
        sharing.accept(sharing=invited, by=cast.seat("ardenia"), at=NOON)
    sharing.accept(sharing=invited, by=cast.seat("borvale"), at=NOON)
    assert list(seen.all()) == [draft]
    assert [list(access.drafts(cast.seat(who))) for who in ("chair", "secretariat", "observer")] == [[], [], []]
    with pytest.raises(NothingChanged):
        sharing.accept(sharing=invited, by=cast.seat("borvale"), at=NOON)


def test_what_an_invitation_answers_says_nothing_of_who_is_invited(cast: Cast, draft: Draft) -> None:
    """A draft of its own on the same provision changes nothing, now or when it accepts."""
    cast.draft("borvale", "art_1", "Article 1\n\nOurs.")
    made = sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON)
    assert sharing.accept(sharing=made, by=cast.seat("borvale"), at=NOON).state == "joined"
    with pytest.raises(NothingChanged):
        sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON)


def test_delegations_share_with_other_delegations(cast: Cast, draft: Draft, joined: Sharing) -> None:
    office = drafting.office(cast.seat("chair"))
    for delegation in (draft.delegation, office):
        with pytest.raises(BadInput):
            sharing.invite(draft=draft, delegation=delegation, by=cast.seat("ardenia"), at=NOON)
    with pytest.raises(NotAllowed):
        sharing.invite(draft=draft, delegation=draft.delegation, by=cast.seat("borvale"), at=NOON)


def test_what_was_before_stays_with_the_owner(cast: Cast, draft: Draft, invited: Sharing) -> None:
    owner, other = cast.seat("ardenia"), cast.seat("borvale")
    before = commenting.comment(draft=draft, said="Before.", by=owner, at=NOON)
    history.name(draft=draft, seq=2, name="Mandate", by=owner, at=NOON)
    sharing.accept(sharing=invited, by=other, at=NOON)
    answered = commenting.answer(to=before, said="Still ours.", by=owner, at=NOON)
    draft.refresh_from_db()
    after = commenting.comment(draft=draft, said="After.", by=other, at=NOON)
    named = history.name(draft=draft, seq=3, name="Mandate", by=other, at=NOON)
    assert list(commenting.threads(draft, other)) == [after]
    assert set(commenting.threads(draft, owner)) == {before, after}
    assert [(s.first, s.last, s.begins) for s in history.timeline(draft, other)] == [(3, 3, True)]
    assert [(s.first, s.last, s.begins) for s in history.timeline(draft, owner)] == [(3, 3, True), (1, 2, False)]
    assert history.at(draft, 3, other).text == history.at(draft, 2, owner).text == WORDS
    with pytest.raises(NotThere):
        history.at(draft, 2, other)
    with pytest.raises(NotThere):
        history.restore(draft=draft, seq=1, edition=draft.edition, by=other, at=NOON)
    with pytest.raises(BadInput):
        history.name(draft=draft, seq=2, name="Theirs", by=other, at=NOON)
    for hidden in (before, answered):
        with pytest.raises(NotThere):
            finding.comment(other.user, hidden.pk)
    assert finding.checkpoint(other.user, named.pk)[0] == named
    with pytest.raises(NotThere):
        finding.checkpoint(other.user, draft.checkpoints.exclude(pk=named.pk).get().pk)
    restored = history.restore(draft=draft, seq=1, edition=draft.edition, by=owner, at=NOON)
    assert history.at(restored, 4, other).text == cast.state("art_1").base  # brought back, it is seen


def test_how_many_comments_there_were_before_is_not_told(cast: Cast, draft: Draft, joined: Sharing) -> None:
    by = cast.users["ardenia"]
    rows = [Comment(draft=draft, said="Before.", said_at=NOON, said_by=by) for _ in range(commenting.MOST)]
    Comment.objects.bulk_create(rows)
    draft.refresh_from_db()
    made = commenting.comment(draft=draft, said="Ours.", by=cast.seat("borvale"), at=NOON)
    assert list(commenting.threads(draft, cast.seat("borvale"))) == [made]
    with pytest.raises(BadInput):
        commenting.comment(draft=draft, said="One more.", by=cast.seat("ardenia"), at=NOON)


def test_what_was_opened_before_somebody_joined_is_looked_at_again(cast: Cast, draft: Draft, joined: Sharing) -> None:
    owner = cast.seat("ardenia")
    with pytest.raises(EditedMeanwhile):
        drafting.edit(draft=draft, edition=2, by=owner, at=NOON, note="For us.")
    draft.refresh_from_db()
    with pytest.raises(EditedMeanwhile):
        commenting.comment(draft=draft, said="For us.", begins=0, by=owner, at=NOON)


def test_both_edit_and_one_tables(cast: Cast, draft: Draft, joined: Sharing) -> None:
    owner, other = cast.seat("ardenia"), cast.seat("borvale")
    saved = drafting.edit(draft=draft, edition=3, by=other, at=NOON, text=f"{WORDS} Together.", note="Ours.")
    assert (saved.text, saved.note, saved.private_note) == (f"{WORDS} Together.", "Ours.", "For Ardenia.")
    with pytest.raises(NotAllowed):
        drafting.edit(draft=saved, edition=4, by=other, at=NOON, private_note="")
    with pytest.raises(NotAllowed):
        drafting.discard(draft=saved, edition=4, by=other)
    with pytest.raises(NotAllowed):
        tabling.table(draft=saved, edition=4, by=other, at=NOON)
    version = tabling.table(draft=saved, edition=4, by=owner, at=NOON)
    assert Sharing.objects.count() == 0
    offered = sponsoring.invite(proposal=version.proposal, delegation=cast.delegation("BRV"), by=owner, at=NOON)
    assert sponsoring.agree(sponsorship=offered, version=version.pk, by=other, at=NOON).state == "joined"


def test_either_side_ends_it_and_a_copy_stays(cast: Cast, draft: Draft, joined: Sharing) -> None:
    owner, other = cast.seat("ardenia"), cast.seat("borvale")
    made = sharing.copy(draft=draft, delegation=cast.delegation("BRV"), by=other, at=NOON)
    assert (made.text, made.base, made.private_note) == (WORDS, draft.base, "")
    sharing.end(sharing=joined, by=other, at=NOON)
    assert list(access.drafts(other)) == [made]
    with pytest.raises(NothingChanged):
        sharing.end(sharing=joined, by=owner, at=NOON)
    with pytest.raises(BadInput):
        sharing.copy(draft=draft, delegation=cast.delegation("BRV"), by=other, at=NOON)
    again = sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=owner, at=NOON + timedelta(hours=1))
    sharing.end(sharing=again, by=other, at=NOON + timedelta(hours=2))
    told = [words for _, words in sharing.told(draft, owner)]
    assert told == ["Borvale declined", "Borvale was invited", "Borvale left", "Shared with Borvale"]
    assert [one.ended_by_id for one in Sharing.objects.all()] == [joined.delegation_id] * 2


def test_it_is_in_no_record(cast: Cast, draft: Draft) -> None:
    before = Entry.objects.count()
    made = sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON)
    sharing.accept(sharing=made, by=cast.seat("borvale"), at=NOON)
    sharing.end(sharing=made, by=cast.seat("ardenia"), at=NOON)
    assert Entry.objects.count() == before
