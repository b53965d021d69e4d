"""Flags by the interface: their state, setting aside, tags."""

from typing import Any
from uuid import UUID

import pytest

from tests.factories import CONVENTION, Cast
from treaty_drafts import rolling
from treaty_drafts.models import Tag

from .conftest import problem

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def flags_of(cast: Cast, client: Any) -> Any:
    text = rolling.current(cast.instrument)
    assert text
    return client.get(f"/api/rolling-texts/{text.pk}/flags/").json()


def test_a_flag_is_set_aside_by_its_key_and_opened_again(cast: Cast, api: Any) -> None:
    chair = api("chair")
    before = flags_of(cast, chair)
    assert before["counts"]["all"] == {"attribution": 1, "data_sovereignty": 1}
    first = before["open_points"][0]
    assert (first["words"], first["open"], first["set_aside"]) == ("[shall] [should]", True, None)
    address = f"/api/instruments/{cast.instrument.pk}/flags/set-aside/"
    made = chair.post(address, {"flag": first["key"], "reason": "A matter of drafting."})
    assert made.status_code == 201
    after = flags_of(cast, api("ardenia"))
    assert after["counts"]["all"] == {"data_sovereignty": 1}
    assert (after["open_points"][0]["open"], after["open_points"][0]["set_aside"]) == (False, made.json())
    hidden = flags_of(cast, api("observer"))["open_points"][0]
    assert (hidden["open"], hidden["set_aside"]) == (False, None)
    assert problem(chair.post(address, {"flag": first["key"], "reason": "Again."}), 409)["title"] == "Nothing changed"
    opened = chair.post(f"/api/set-aside/{made.json()['id']}/take-back/", {})
    assert opened.json()["taken_back_sequence"] == made.json()["sequence"] + 1
    assert flags_of(cast, chair) == before


def test_bad_input(cast: Cast, api: Any) -> None:
    chair, address = api("chair"), f"/api/instruments/{cast.instrument.pk}/flags/set-aside/"
    assert problem(chair.post(address, {"flag": "x", "reason": "Because."}), 409)["title"] == "Base moved"
    assert problem(chair.post(address, {"flag": "x", "reason": " "}), 400)["errors"][0]["field"] == "reason"


def test_the_flags_of_differences(cast: Cast, api: Any) -> None:
    cast.table("ardenia", "art_3", cast.state("art_3").base.replace("shall be stored", "may be stored"))
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    chair = api("chair")
    found = chair.get(f"/api/instruments/{cast.instrument.pk}/differences/").json()
    assert [(d["eid"], [f["topic"] for f in d["flags"]]) for d in found["differences"]] == [
        ("art_1", []), ("art_3", ["data_sovereignty"]),
    ]  # fmt: skip
    (flag,) = found["differences"][1]["flags"]
    sent = {"flag": flag["key"], "reason": "Settled in the corridor."}
    made = chair.post(f"/api/instruments/{cast.instrument.pk}/flags/set-aside/", sent).json()
    assert (made["words"], made["wordings"]) == ("shall", ["may"])
    again = chair.get(f"/api/instruments/{cast.instrument.pk}/differences/").json()
    assert (again["counts"], again["differences"][1]["flags"][0]["open"]) == ({"all": {}}, False)


def test_tags_are_made_read_and_removed(cast: Cast, api: Any) -> None:
    ardenia, address = api("ardenia"), f"/api/instruments/{cast.instrument.pk}/tags/"
    sent = {"provision": str(cast.provision("art_2").pk), "quote": "Party", "name": "whose?"}
    asked = problem(ardenia.post(address, sent), 400)
    assert asked["errors"] == [{"field": "occurrence", "message": "missing", "place": "1 to 2"}]
    made = ardenia.post(address, {**sent, "occurrence": 2})
    assert made.status_code == 201
    shown = made.json()
    text = cast.state("art_2").text
    assert (text[shown["start"] : shown["end"]], shown["delegation"], shown["cited"], shown["stands"]) == (
        "Party", "ARD", "Article 2, paragraph 2", True,
    )  # fmt: skip
    assert ardenia.get(address).json() == [shown] == [ardenia.get(f"/api/tags/{shown['id']}/").json()]
    assert api("borvale").get(address).json() == api("chair").get(address).json() == []
    problem(api("borvale").delete(f"/api/tags/{shown['id']}/"), 404)
    assert ardenia.delete(f"/api/tags/{shown['id']}/").status_code == 204
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"quote": "no such words"}, "quote"), ({"quote": ""}, "quote"), ({"topic": "none such"}, "topic"),
        ({"name": ""}, "name"), ({"delegation": "BRV"}, ""), ({"provision": str(UUID(int=0))}, "provision"),
    ],
)  # fmt: skip
def test_a_tag_that_is_refused(cast: Cast, api: Any, sent: dict[str, str], field: str) -> None:
    whole = {"provision": str(cast.provision("art_2").pk), "quote": "serious harm", "name": "x", **sent}
    answer = api("ardenia").post(f"/api/instruments/{cast.instrument.pk}/tags/", whole)
    found = problem(answer, 400 if field else 403)
    assert [e["field"] for e in found["errors"]] == ([field] if field else [])
    assert not Tag.objects.exists()


def test_provisions_that_are_not_analysed_are_listed(cast: Cast, api: Any) -> None:
    assert flags_of(cast, api("ardenia"))["not_analysed"] == []
    cast.import_text(CONVENTION + "\nArticle 4\nAttribution\n\nChaque Partie [doit][peut] coopérer.\n")
    found = flags_of(cast, api("ardenia"))
    assert [(u["place"], u["language"], u["because"]) for u in found["not_analysed"]] == [
        ("Article 4", "fr", "not analysed in this language (French)")
    ]
    assert found["counts"]["all"] == {"attribution": 1, "data_sovereignty": 1}
