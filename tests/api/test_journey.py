"""The whole job by the interface: import, draft, table, compare, flags, consolidate, export; with a real worker where
there is a broker, in a thread of the process where there is none."""

import io
import time
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tests import factories
from tests.factories import CONVENTION
from treaty_drafts.models import Export

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def wait_until_ready(client: APIClient, address: str) -> tuple[dict[str, Any], set[int]]:
    """The export once it is ready, and how much of it was seen done on the way."""
    seen = set()
    for _ in range(600):
        export = client.get(address).json()
        seen.add(export["done"])
        if export["state"] in ("ready", "failed"):
            return export, seen
        time.sleep(0.05)
    raise AssertionError(f"no export after 30 s: {export}")


def file(text: str = CONVENTION) -> SimpleUploadedFile:
    return SimpleUploadedFile("convention.txt", text.encode(), "text/plain")


def test_from_a_rolling_text_to_an_exported_document(worker: None) -> None:
    cast = factories.cast(text="")
    clients = {name: APIClient() for name in cast.users}
    for name, client in clients.items():
        client.force_login(cast.users[name])
    instrument = f"/api/instruments/{cast.instrument.pk}/"

    # import: shown first, then stored
    seen = clients["secretariat"].post(instrument + "import/preview/", {"file": file()}, format="multipart").json()
    assert [p["eid"] for p in seen["provisions"]][-3:] == ["art_1", "art_2", "art_3"]
    assert (seen["brackets"], seen["flags"], seen["problems"]) == (3, 2, [])
    answer = clients["secretariat"].post(
        instrument + "rolling-texts/",
        {
            "file": file(),
            "text_hash": seen["text_hash"],
            "symbol": "QN/1",
            "session": "Second session",
            "date": "2026-11-02",
        },
        format="multipart",
    )
    assert answer.status_code == 201, answer.content
    whole = clients["ardenia"].get(f"/api/rolling-texts/{answer.json()['id']}/").json()
    assert "".join(p["text"] + p["separator"] for p in whole["provisions"]) == CONVENTION
    article = next(p for p in whole["provisions"] if p["eid"] == "art_2")

    # two delegations draft and table
    wordings = {"ardenia": ("shall take", "should take"), "borvale": ("serious harm", "harm")}
    versions = {}
    for name, (old, new) in wordings.items():
        client = clients[name]
        draft = client.post(instrument + "drafts/", {"kind": "amend", "provision": article["provision"]}).json()
        text = draft["base_text"].replace(old, new)
        draft = client.patch(
            f"/api/drafts/{draft['id']}/", {"edition": draft["edition"], "text": text, "note": "Why."}
        ).json()
        redline = client.get(f"/api/drafts/{draft['id']}/redline/").json()
        assert "".join(p["text"] for p in redline["inline"] if p["kind"] != "delete") == text
        shown = client.get(f"/api/drafts/{draft['id']}/preview/").json()
        version = client.post(f"/api/drafts/{draft['id']}/table/", {"edition": draft["edition"]}).json()
        assert (version["text"], version["text_hash"], version["note"]) == (text, shown["text_hash"], "Why.")
        assert client.get(f"/api/drafts/{draft['id']}/").status_code == 404
        versions[name] = version
    assert [v["sequence"] for v in versions.values()] == [2, 3]

    # compare the two
    compared = (
        clients["chair"]
        .get(
            instrument + "compare/",
            {"before": f"version:{versions['ardenia']['id']}", "after": f"version:{versions['borvale']['id']}"},
        )
        .json()
    )
    assert [(c["kind"], c["text"]) for c in compared["changes"]] == [("replace", "shall"), ("delete", "")]

    # what is unresolved
    flags = clients["chair"].get(f"/api/rolling-texts/{whole['id']}/flags/").json()
    assert flags["counts"]["all"] == {"attribution": 1, "data_sovereignty": 1}
    differences = clients["chair"].get(instrument + "differences/").json()["differences"]
    assert [[r["text"] for r in d["readings"]] for d in differences] == [["shall", "should"], ["serious ", ""]]

    # consolidate: seen first, then published
    seen = clients["chair"].post(instrument + "consolidate/preview/", {}).json()
    bracketed = "Each Party [shall][should - ARD] take measures to prevent [serious - BRV delete] harm, where feasible."
    assert bracketed in next(p["text"] for p in seen["provisions"] if p["eid"] == "art_2")
    answer = clients["chair"].post(instrument + "consolidate/", {"text_hash": seen["text_hash"], "publish": True})
    assert answer.status_code == 201, answer.content
    revision = answer.json()
    assert (revision["label"], revision["text_hash"]) == ("Rev.2", seen["text_hash"])
    reading = clients["secretariat"].get(f"/api/rolling-texts/{revision['id']}/reading/", {"delegation": "BRV"}).json()
    assert next(p["text"] for p in reading["provisions"] if p["eid"] == "art_2") == versions["borvale"]["text"]

    # export as Word, made in the background
    answer = clients["borvale"].post(f"/api/rolling-texts/{revision['id']}/exports/", {"format": "docx"})
    assert answer.status_code == 202, answer.content
    export, _ = wait_until_ready(clients["borvale"], f"/api/exports/{answer.json()['id']}/")
    assert (export["state"], export["done"]) == ("ready", export["total"])
    answer = clients["borvale"].get(f"/api/exports/{export['id']}/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="qn-1-rev.2.docx"'
    document = docx.Document(io.BytesIO(answer.content))
    words = "\n".join(p.text for p in document.paragraphs).replace("\t", " ")
    assert bracketed in words
    for line in CONVENTION.split("\n"):
        if line.strip() and "Each Party shall take" not in line:
            assert line.strip() in words
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    assert any("[shall] [should]" in c for c in cells)


def test_progress_is_seen_while_an_export_is_made(worker: None) -> None:
    articles = "".join(f"Article {n}\nTitle\n\n1. Each Party [shall] [should] act, {n}.\n\n" for n in range(1, 301))
    cast = factories.cast(text=articles)
    client = APIClient()
    client.force_login(cast.users["chair"])
    text = cast.instrument.rolling_texts.get()
    export = client.post(f"/api/rolling-texts/{text.pk}/exports/", {"format": "docx"}).json()
    export, seen = wait_until_ready(client, f"/api/exports/{export['id']}/")
    assert (export["state"], export["done"], export["total"]) == ("ready", 301, 301)
    assert any(0 < done < 301 for done in seen), seen
    assert Export.objects.get().content_hash == export["content_hash"]
