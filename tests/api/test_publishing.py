"""Corrections, agreements and news by REST."""

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import Cast
from treaty_drafts.models import Agreement, RollingText

from .conftest import problem

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_correction(cast: Cast, api: Any) -> None:
    key = str(cast.provision("art_1").pk)
    wording = {"provision": key, "text": cast.state("art_1").base.replace("quiet", "silent"), "because": "A slip."}
    preview, store = (reverse(n, kwargs={"pk": cast.instrument.pk}) for n in ("api-correct-preview", "api-correct"))
    found = api("secretariat").post(preview, {"wordings": [wording]}).json()
    assert (found["label"], found["corrects"]) == ("Rev.1/Corr.1", "Rev.1")
    listed = {
        "provision": key, "place": "Article 1", "line": 4, "before": "quiet", "after": "silent", "because": "A slip.",
        "words": "Article 1, line 4: for “quiet” read “silent” (A slip.)",
    }  # fmt: skip
    assert found["corrections"] == [listed]
    sent = {"wordings": [wording], "text_hash": found["text_hash"]}
    problem(api("secretariat").post(store, {**sent, "publish": True}), 403)
    problem(api("chair").post(store, {**sent, "text_hash": "another", "publish": True}), 409)
    problem(api("chair").post(store, {**sent, "wordings": [wording, wording]}), 400)
    assert RollingText.objects.count() == 1
    made = api("chair").post(store, {**sent, "publish": True})
    assert (made.status_code, made.json()["label"], made.json()["correction"]) == (201, "Rev.1/Corr.1", 1)
    address = reverse("api-corrections", kwargs={"pk": made.json()["id"]})
    assert api("observer").get(address).json() == [listed]
    record = api("observer").get(reverse("api-record", kwargs={"slug": "quiet"})).json()
    assert [e["act"] for e in record] == ["published", "corrected"]


def test_agreed_and_reopened(cast: Cast, api: Any) -> None:
    provision, state = cast.provision("art_1"), cast.state("art_1")
    agreements, reopen = (reverse(n, kwargs={"pk": provision.pk}) for n in ("api-agreements", "api-reopen"))
    problem(api("secretariat").post(agreements, {"state": str(state.pk)}), 403)
    problem(api("chair").post(agreements, {"state": str(cast.state("art_2").pk)}), 400)
    problem(api("chair").post(agreements, {"state": str(state.pk), "reserved_by": "XYZ"}), 400)
    made = api("chair").post(agreements, {"state": str(state.pk), "reserved_by": "BRV"})
    assert (made.status_code, made.json()["reserved_by"]) == (201, "BRV")
    problem(api("chair").post(agreements, {"state": str(state.pk)}), 409)
    draft = cast.draft("ardenia", "art_1", state.base.replace("quiet", "silent"))
    table = reverse("api-draft-table", kwargs={"pk": draft.pk})
    refused = problem(api("ardenia").post(table, {"edition": draft.edition}), 409)
    assert refused["title"] == "Agreed ad referendum"
    problem(api("chair").post(reopen, {"because": " "}), 400)
    assert api("chair").post(reopen, {"because": "A capital asked."}).json()["reopened_because"] == "A capital asked."
    assert len(api("borvale").get(agreements).json()) == Agreement.objects.count() == 1
    assert api("ardenia").post(table, {"edition": draft.edition}).status_code == 201


def test_news(cast: Cast, api: Any) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    address = reverse("api-news", kwargs={"slug": "quiet"})
    found = api("borvale").get(address).json()
    assert (found["first"], found["since"], found["upto"], found["more"]) == (True, 0, 2, 0)
    assert [line["words"] for line in found["lines"]] == [
        "tabled version 1 on Article 1", "published Rev.1, imported from convention.txt",
    ]  # fmt: skip
    assert found["lines"][0]["provision"] == str(cast.provision("art_1").pk)
    problem(api("borvale").post(address, {"upto": 3}), 400)
    assert api("borvale").post(address, {"upto": 2}).json() == {"since": 2}
    assert api("borvale").get(address).json()["lines"] == []
    assert len(api("chair").get(address).json()["lines"]) == 2
