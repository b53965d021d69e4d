"""Setting up a negotiation and its delegations, by whom, and what the record says of it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from tests.factories import NOON, Cast
from treaty_drafts import access, countries, delegations, setting_up
from treaty_drafts.errors import BadInput, NotAllowed, NothingChanged, NotThere
from treaty_drafts.models import Delegation, Negotiation

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def acts(negotiation: Negotiation) -> list[tuple[str, str, Any]]:
    return [(e.act, e.by, e.what) for e in negotiation.entries.exclude(act__in=("published", "tabled"))]


def test_who_is_let_begins_a_negotiation_and_is_its_secretariat(cast: Cast) -> None:
    user = cast.users["outsider"]
    with pytest.raises(NotThere):
        setting_up.create(title="New", slug="new", by=user, at=NOON)
    user.user_permissions.add(Permission.objects.get(codename="add_negotiation"))
    user = type(user).objects.get(pk=user.pk)
    made = setting_up.create(title="New talks", slug="new", session="First", by=user, at=NOON)
    seat = access.seat(user, made)
    assert seat
    assert seat.roles == {"secretariat"}
    assert acts(made) == [("set up", "secretariat", {"title": "New talks", "session": "First"})]
    with pytest.raises(BadInput, match="short name is taken"):
        setting_up.create(title="Again", slug="new", by=user, at=NOON)
    with pytest.raises(BadInput, match="valid “slug”"):
        setting_up.create(title="Again", slug="not a slug", by=user, at=NOON)


def test_describing_enters_the_record_once_and_only_what_changed(cast: Cast) -> None:
    seat = cast.seat("secretariat")
    for admitted in (True, True, False, None):
        now = setting_up.describe(
            title="Quiet networks", session="Second session", observers_admitted=admitted, by=seat, at=NOON
        )
        seen = access.seat(cast.users["observer"], now)
        assert seen
        assert seen.sees_proposals is bool(admitted)
    assert acts(cast.negotiation) == [
        ("described", "secretariat", {"session": "Second session"}),
        ("observers admitted", "secretariat", {}),
        ("observers not admitted", "secretariat", {}),
    ]


def test_an_instrument_is_added_once(cast: Cast) -> None:
    seat = cast.seat("secretariat")
    made = setting_up.add_instrument(title="A protocol", by=seat, at=NOON)
    with pytest.raises(NothingChanged):
        setting_up.add_instrument(title="A protocol", by=seat, at=NOON)
    assert acts(cast.negotiation) == [
        ("instrument added", "secretariat", {"instrument": made.pk, "title": "A protocol"})
    ]


@pytest.mark.parametrize("name", ["ardenia", "chair", "observer"])
def test_only_the_secretariat_sets_up(cast: Cast, name: str) -> None:
    seat = cast.seat(name)
    with pytest.raises(NotAllowed):
        setting_up.describe(title="Mine", by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        setting_up.add_instrument(title="Mine", by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        delegations.add(code="ME", name="Mine", by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        delegations.rename(delegation=cast.delegation("BRV"), name="Mine", by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        delegations.remove(delegation=cast.delegation("BRV"), by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        delegations.set_members(group=cast.delegation("BRV"), members=(), by=seat, at=NOON)
    assert acts(cast.negotiation) == []


def test_the_countries_have_three_letters_and_stand_in_order() -> None:
    found = countries.names()
    assert len(found) == 249
    assert list(found)[:3] == ["AFG", "ALA", "ALB"]
    assert countries.named(" fra ") == ("FRA", "France")
    with pytest.raises(BadInput):
        countries.named("ARD")


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [
        ("ard", "Elsewhere", "code"),
        ("ELS", "ardenia", "name"),
        ("A - B", "Elsewhere", "code"),
        ("base", "Elsewhere", "code"),
        ("", "Elsewhere", "code"),
        ("ELS", "", "name"),
        ("X" * 21, "Elsewhere", "code"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused_with_its_field(cast: Cast, code: str, name: str, field: str) -> None:
    with pytest.raises((BadInput, NothingChanged)) as refused:
        delegations.add(code=code, name=name, by=cast.seat("secretariat"), at=NOON)
    assert [w.field for w in refused.value.where] == [field]
    assert Delegation.objects.filter(negotiation=cast.negotiation).count() == 2
    assert acts(cast.negotiation) == []


def test_a_group_speaks_for_delegations_of_the_same_negotiation(cast: Cast) -> None:
    seat = cast.seat("secretariat")
    group = delegations.add(code="BOTH", name="Both", is_group=True, members=["BRV", "ARD"], by=seat, at=NOON)
    for members, words in ((["BOTH"], "not groups"), (["NONE"], "no delegation 'NONE'")):
        with pytest.raises(BadInput, match=words):
            delegations.set_members(group=group, members=members, by=seat, at=NOON)
    with pytest.raises(BadInput, match="is not a group"):
        delegations.set_members(group=cast.delegation("ARD"), members=["BRV"], by=seat, at=NOON)
    delegations.set_members(group=group, members=["BRV"], by=seat, at=NOON)
    delegations.set_members(group=group, members=["BRV"], by=seat, at=NOON)
    added = {"delegation": "BOTH", "name": "Both", "is_group": True, "members": ["ARD", "BRV"]}
    assert acts(cast.negotiation) == [
        ("delegation added", "secretariat", added),
        ("members changed", "secretariat", {"delegation": "BOTH", "members": ["BRV"]}),
    ]


def test_a_delegation_is_renamed_until_it_acts(cast: Cast) -> None:
    seat = cast.seat("secretariat")
    renamed = delegations.rename(delegation=cast.delegation("ARD"), name="New Ardenia", by=seat, at=NOON)
    assert renamed.name == "New Ardenia"
    with pytest.raises(BadInput, match="another delegation"):
        delegations.rename(delegation=renamed, name="borvale", by=seat, at=NOON)
    cast.table("ardenia", "art_1", "Article 1\n\nWords.")
    with pytest.raises(BadInput, match="it stays"):
        delegations.rename(delegation=renamed, name="Ardenia", by=seat, at=NOON)
    assert cast.delegation("ARD").name == "New Ardenia"


def test_a_delegation_is_removed_only_while_it_can_hold_nothing(cast: Cast) -> None:
    """Not refused because of a private draft, which would tell of it, nor removed with one."""
    seat = cast.seat("secretariat")
    delegations.remove(delegation=delegations.add(code="ERR", name="Error", by=seat, at=NOON), by=seat, at=NOON)
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nA private word.")
    for code in ("ARD", "BRV"):  # one with a private draft, one without: the same is said
        with pytest.raises(BadInput, match="or it is on record"):
            delegations.remove(delegation=cast.delegation(code), by=seat, at=NOON)
    draft.refresh_from_db()
    assert not cast.negotiation.delegations.filter(code="ERR").exists()
