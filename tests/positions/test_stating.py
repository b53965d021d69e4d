"""A position is stated on one exact version; the last one counts, and all stay in the record."""

import pytest

from positions import stating
from positions.models import Position
from tests.factories import NOON, Cast
from treaty_drafts.errors import BadInput, NotAllowed
from treaty_drafts.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_last_position_counts_and_both_are_recorded(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    for stance in ("reserves", "can accept"):
        stating.state(
            version=version, delegation=cast.delegation("BRV"), stance=stance, by=cast.seat("borvale"), at=NOON
        )
    (position,) = stating.latest([version])[str(version.pk)]
    assert (position.delegation.code, position.stance) == ("BRV", "can accept")
    assert [e.what["stance"] for e in Entry.objects.filter(act="position")] == ["reserves", "can accept"]


def test_nobody_speaks_for_another_delegation(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    with pytest.raises(NotAllowed):
        stating.state(
            version=version, delegation=cast.delegation("BRV"), stance="supports", by=cast.seat("ardenia"), at=NOON
        )
    with pytest.raises(BadInput):
        stating.state(
            version=version, delegation=cast.delegation("BRV"), stance="loves", by=cast.seat("borvale"), at=NOON
        )
    assert Position.objects.count() == 0
