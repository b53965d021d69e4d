"""Points and settlements by REST."""

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import Cast
from treaty_drafts.models import Settlement

from .conftest import problem

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_point_is_settled_and_opened_again(cast: Cast, api: Any) -> None:
    base = cast.state("art_2").base
    version = cast.table("ardenia", "art_2", base.replace("serious harm", "harm"))
    address = reverse("api-points", kwargs={"pk": cast.provision("art_2").pk})
    found = api("borvale").get(address).json()
    assert found["base"] == base
    standing, point = found["points"]
    assert [w["text"] for w in standing["wordings"]] == ["shall", "should"]
    assert (base[point["start"] : point["end"]], point["wordings"]) == (
        "serious ",
        [
            {"text": "serious ", "holders": [], "is_base": True},
            {"text": "", "holders": ["ARD"], "is_base": False},
        ],
    )
    problem(api("borvale").post(address, {"key": point["key"], "text": ""}), 403)
    refused = problem(api("chair").post(address, {"key": point["key"], "text": "grave "}), 400)
    assert "what is on offer at this point is: “serious ”" in refused["detail"]
    problem(api("chair").post(address, {"key": "x", "text": ""}), 409)
    assert not Settlement.objects.exists()
    made = api("chair").post(address, {"key": point["key"], "text": "serious "})
    assert made.status_code == 201
    assert (made.json()["was"], made.json()["text"], made.json()["holds"]) == ("serious ", "serious ", True)
    assert made.json()["wordings"][1] == {"text": "", "holders": ["ARD"], "versions": [str(version.pk)]}
    after = api("ardenia").get(address).json()
    assert (len(after["points"]), [s["id"] for s in after["settled"]]) == (1, [made.json()["id"]])
    undo = reverse("api-settlement-undo", kwargs={"pk": made.json()["id"]})
    problem(api("ardenia").post(undo), 403)
    assert api("chair").post(undo).json()["holds"] is False
    assert api("ardenia").get(address).json()["points"] == found["points"]
    acts = [e["act"] for e in api("ardenia").get(reverse("api-record", kwargs={"slug": "quiet"})).json()]
    assert acts[-2:] == ["settled", "settlement undone"]
