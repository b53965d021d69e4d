"""The history of a draft: who wrote what, any state again, names for states."""

from datetime import timedelta

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import drafting, history, tabling
from treaty_drafts.access import Seat
from treaty_drafts.errors import BadInput, EditedMeanwhile, NothingChanged, NotThere
from treaty_drafts.models import Checkpoint, Draft, DraftUpdate, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    """Edits by two people: the form of the first begins with what stands, so that no. 1 is that."""
    Membership.objects.create(
        user=cast.users["outsider"], negotiation=cast.negotiation, role="drafter", delegation=cast.delegation("ARD")
    )
    made = cast.draft("ardenia", "art_1", "One.")
    for minutes, who, text in (
        (1, "ardenia", "One. Two."), (2, "outsider", "One. Two. Three."), (3, "outsider", "One. Three."),
        (30, "outsider", "One. Three. Four."),
    ):  # fmt: skip
        made = drafting.edit(
            draft=made, edition=made.edition, by=cast.seat(who), at=NOON + timedelta(minutes=minutes), text=text
        )
    return made


def told(draft: Draft, by: Seat) -> list[tuple[int, int, str]]:
    return [(s.first, s.last, s.by) for s in history.timeline(draft, by)]


def test_the_time_line_tells_who_wrote_when(draft: Draft, cast: Cast) -> None:
    assert told(draft, cast.seat("ardenia")) == [(6, 6, "outsider"), (4, 5, "outsider"), (1, 3, "ardenia")]
    last = history.timeline(draft, cast.seat("ardenia"))[1]
    assert (last.began, last.ended) == (NOON + timedelta(minutes=2), NOON + timedelta(minutes=3))


def test_every_state_can_be_read(draft: Draft, cast: Cast) -> None:
    texts = [history.at(draft, seq, cast.seat("ardenia")).text for seq in range(1, 7)]
    began = cast.state("art_1").base
    assert texts == [began, "One.", "One. Two.", "One. Two. Three.", "One. Three.", "One. Three. Four."]
    for seq in (0, 7, -1):
        with pytest.raises(NotThere):
            history.at(draft, seq, cast.seat("ardenia"))


def test_a_state_is_restored_as_a_new_edit(draft: Draft, cast: Cast) -> None:
    seat = cast.seat("ardenia")
    restored = history.restore(draft=draft, seq=4, edition=draft.edition, by=seat, at=NOON + timedelta(hours=1))
    assert (restored.text, restored.seq, restored.edition) == ("One. Two. Three.", 7, draft.edition + 1)
    first = history.timeline(restored, seat)[0]
    assert (first.first, first.by, first.restores) == (7, "ardenia", 4)
    assert history.at(restored, 6, seat).text == "One. Three. Four."
    with pytest.raises(NothingChanged):
        history.restore(draft=restored, seq=4, edition=restored.edition, by=seat, at=NOON)
    with pytest.raises(EditedMeanwhile):
        history.restore(draft=restored, seq=2, edition=draft.edition, by=seat, at=NOON)
    with pytest.raises(NotThere):
        history.restore(draft=restored, seq=8, edition=restored.edition, by=seat, at=NOON)


def test_a_state_has_a_name_once(draft: Draft, cast: Cast) -> None:
    seat = cast.seat("ardenia")
    named = history.name(draft=draft, seq=4, name="  To the capital ", by=seat, at=NOON)
    assert [(s.last, [c.name for c in s.checkpoints]) for s in history.timeline(draft, cast.seat("ardenia"))] == [
        (6, []), (5, []), (4, ["To the capital"]), (3, []),
    ]  # fmt: skip
    for seq, name in ((5, "To the capital"), (5, " "), (5, "x" * 101), (7, "No such state")):
        with pytest.raises(BadInput):
            history.name(draft=draft, seq=seq, name=name, by=seat, at=NOON)
    history.forget(checkpoint=named)
    assert told(draft, cast.seat("ardenia")) == [(6, 6, "outsider"), (4, 5, "outsider"), (1, 3, "ardenia")]


def test_it_ends_with_the_draft(draft: Draft, cast: Cast) -> None:
    seat = cast.seat("ardenia")
    history.name(draft=draft, seq=4, name="To the capital", by=seat, at=NOON)
    tabling.table(draft=draft, edition=draft.edition, by=seat, at=NOON)
    assert (DraftUpdate.objects.count(), Checkpoint.objects.count()) == (0, 0)
