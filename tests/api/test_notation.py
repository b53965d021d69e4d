"""Brackets, what to mend in them, and the burn-down by REST."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import CONVENTION, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_brackets_of_a_revision(cast: Cast, api: Any) -> None:
    text = cast.import_text(
        CONVENTION.replace("serious harm", "[serious - ARD] harm[]").replace("borders.", "borders].")
    )
    found = api("observer").get(reverse("api-brackets", kwargs={"pk": text.pk})).json()
    assert [(p["eid"], p["place"], len(p["brackets"])) for p in found["provisions"]] == [
        ("art_2", "Article 2", 4), ("art_3", "Article 3", 1),
    ]  # fmt: skip
    base = cast.state("art_2").base
    start = base.index("[serious")
    assert found["provisions"][0]["provision"] == str(cast.provision("art_2").pk)
    assert found["provisions"][0]["brackets"][2] == {
        "eid": "art_2", "place": "Article 2", "line": 6, "start": start, "end": start + 15, "ends_in": "art_2",
        "kind": "contested", "rule": "attributed", "depth": 1, "unresolved": True,
        "stances": [{"delegation": "ARD", "stance": "proposes", "inferred": True}],
    }  # fmt: skip
    assert [(f["eid"], f["line"], f["rule"], f["what"], f["words"]) for f in found["findings"]] == [
        ("art_2", 6, "empty", "This bracket is empty.", "[]"),
        (
            "art_3",
            6,
            "unbalanced-unopened",
            "Nothing opens this bracket.",
            "2. Parties may transfer data across borders]",
        ),
    ]
    end = cast.state("art_3").base.index("borders]") + 8
    assert found["problems"] == [
        {
            "eid": "art_3",
            "place": "Article 3",
            "line": 6,
            "start": end - 1,
            "end": end,
            "ends_in": "art_3",
            "what": "unopened",
        }
    ]


def test_the_burn_down(cast: Cast, api: Any) -> None:
    cache.clear()
    later = cast.import_text(CONVENTION.replace("[shall] [should]", "shall"))
    found = api("observer").get(reverse("api-burn-down", kwargs={"pk": cast.instrument.pk})).json()
    assert [(f["label"], f["open"], f["kinds"], f["events"]) for f in found] == [
        ("Rev.1", 3, {"alternative": 2, "contested": 1}, None),
        ("Rev.2", 1, {"contested": 1}, {"continued": 1, "resolved": 2}),
    ]
    assert (found[1]["rolling_text"], found[1]["date"]) == (str(later.pk), "2026-11-02")


def test_an_import_says_what_to_mend(cast: Cast, api: Any) -> None:
    file = SimpleUploadedFile("text.txt", CONVENTION.replace("serious harm", "[] harm [lasting - XYZ]").encode())
    found = (
        api("secretariat")
        .post(reverse("api-import-preview", kwargs={"pk": cast.instrument.pk}), {"file": file}, format="multipart")
        .json()
    )
    assert found["to_mend"] == [
        {"line": 24, "what": "This bracket is empty."},
        {"line": 24, "what": "XYZ is not a delegation of this negotiation."},
    ]
    assert found["problems"] == []
