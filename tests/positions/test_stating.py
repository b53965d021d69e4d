"""A position is stated on one exact version; the last one counts, and all stay in the record."""

import pytest

from positions import stating
from positions.models import Position
from tests.factories import NOON, Cast
from treaty_drafts import drafting
from treaty_drafts.errors import BadInput, NotAllowed
from treaty_drafts.models import Delegation, Entry, Membership

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


def test_a_group_speaks_for_its_members_until_they_speak_themselves(cast: Cast) -> None:
    group = Delegation.objects.create(negotiation=cast.negotiation, code="GRP", name="Group", is_group=True)
    members = [
        Delegation.objects.create(negotiation=cast.negotiation, code=code, name=name)
        for code, name in (("CAL", "Caldry"), ("DOR", "Dorran"))
    ]
    group.members.set([*members, cast.delegation("ARD")])
    version = cast.table("ardenia", "art_1", kind="delete")
    for one in (group, *members):
        Membership.objects.create(
            user=cast.users["borvale"], negotiation=cast.negotiation, role="drafter", delegation=one
        )
    seat = cast.seat("borvale")

    def state(delegation: Delegation) -> None:
        stating.state(version=version, delegation=delegation, stance="opposes", by=seat, at=NOON)

    def spoken_for() -> list[tuple[str, tuple[str, ...]]]:
        return [(h.position.delegation.code, h.also_for) for h in stating.held([version.proposal])[version.proposal_id]]

    state(group)
    assert spoken_for() == [("GRP", ("Caldry", "Dorran"))]  # not for Ardenia, whose proposal it is
    state(members[0])
    assert spoken_for() == [("CAL", ()), ("GRP", ("Dorran",))]


def test_the_chair_has_no_position(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    office = drafting.office(cast.seat("chair"))
    with pytest.raises(NotAllowed, match="the chair has none"):
        stating.state(version=version, delegation=office, stance="supports", by=cast.seat("chair"), at=NOON)
