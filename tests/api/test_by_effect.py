"""Lists by what changes do to the law: the effect of each proposal, one effect only, the strongest first."""

from typing import Any

import pytest

from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_proposals_on_a_provision_by_effect(cast: Cast, api: Any) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("shall be stored", "may be stored"))
    cast.table("borvale", "art_3", base.replace("shall be stored", "shall be stored and encrypted"))
    address, chair = f"/api/provisions/{cast.state('art_3').provision_id}/", api("chair")

    def told(query: str) -> list[tuple[str, str]]:
        found = chair.get(address + query).json()["proposals"]
        return [(p["delegation"], p["effect"]["effect"]) for p in found]

    assert told("") == [("ARD", "weaker"), ("BRV", "stronger")]
    assert told("?order=effect") == [("BRV", "stronger"), ("ARD", "weaker")]
    assert told("?effect=weaker") == [("ARD", "weaker")]
    assert told("?effect=unheard-of") == told("")
    assert api("observer").get(address + "?order=effect").json()["proposals"] == []


def test_the_effect_is_that_of_the_latest_version(cast: Cast, api: Any) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("shall be stored", "may be stored"))
    cast.table("ardenia", "art_3", base.replace("shall be stored", "shall be stored and encrypted"))
    (proposal,) = api("chair").get(f"/api/provisions/{cast.state('art_3').provision_id}/").json()["proposals"]
    assert (len(proposal["versions"]), proposal["effect"]["words"]) == (2, "binds States more")


def test_points_of_difference_by_effect(cast: Cast, api: Any) -> None:
    cast.table("ardenia", "art_3", cast.state("art_3").base.replace("shall be stored", "may be stored"))
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    address, chair = f"/api/instruments/{cast.instrument.pk}/differences/", api("chair")

    def told(query: str) -> list[tuple[str, list[str]]]:
        found = chair.get(address + query).json()["differences"]
        return [(d["eid"], [w["effect"]["effect"] for w in d["readings"][1:]]) for d in found]

    assert told("") == [("art_1", ["mixed"]), ("art_3", ["weaker"])]
    assert told("?order=effect") == [("art_3", ["weaker"]), ("art_1", ["mixed"])]
    assert told("?effect=mixed") == [("art_1", ["mixed"])]
    assert chair.get(address + "?effect=mixed").json()["counts"] == chair.get(address).json()["counts"]
