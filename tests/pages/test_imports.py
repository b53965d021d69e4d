"""The import page: shown first, stored only when it is said, and byte for byte what was shown."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import consolidation, next_revision, rolling
from treaty_drafts.models import RollingText
from treaty_drafts.pages.imports import packed, unpacked

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
ABOUT = {
    "symbol": "QN/1",
    "session": "",
    "date": "2026-11-02",
    "original_language": "English",
    "encoding": "utf-8",
}


@pytest.fixture
def secretariat(empty_cast: Cast) -> Client:
    client = Client()
    client.force_login(empty_cast.users["secretariat"])
    return client


def sent(client: Client, cast: Cast, data: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("text.txt", data)
    return client.post(reverse("import", kwargs={"pk": cast.instrument.pk}), {**ABOUT, "file": file, **more})


def carried(page: str) -> dict[str, str]:
    return {k: html.unescape(v) for k, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_is_shown_and_then_imported(empty_cast: Cast, secretariat: Client, ends: str) -> None:
    text = CONVENTION.replace("\n", ends)
    page = sent(secretariat, empty_cast, text.encode()).content.decode()
    assert "8 provisions, 3 brackets, 2 of them open" in page
    assert not RollingText.objects.exists()
    answer = secretariat.post(
        reverse("import", kwargs={"pk": empty_cast.instrument.pk}), {**carried(page), "store": "yes"}
    )
    assert answer.status_code == 302
    stored = rolling.current(empty_cast.instrument)
    assert stored
    assert (stored.text, stored.symbol, stored.source) == (text, "QN/1", "imported from text.txt")


@pytest.mark.corpus
def test_the_geneva_text_goes_through_the_page(empty_cast: Cast, secretariat: Client, corpus: Path) -> None:
    data = (corpus / "unfccc_geneva_2015-02-12.txt").read_bytes()
    page = sent(secretariat, empty_cast, data).content.decode()
    assert "Problems (4)" in page
    secretariat.post(reverse("import", kwargs={"pk": empty_cast.instrument.pk}), {**carried(page), "store": "yes"})
    stored = rolling.current(empty_cast.instrument)
    assert stored
    assert stored.text.encode() == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"a\0b", "Not a text"),
        (b"Article 1\n\xff", "in line 2"),
        (b"x" * 5_000_001, "too large"),
    ],
)
def test_bad_files_are_refused_with_words(empty_cast: Cast, secretariat: Client, data: bytes, words: str) -> None:
    answer = sent(secretariat, empty_cast, data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not RollingText.objects.exists()


def test_what_the_page_carried_is_not_believed(empty_cast: Cast, secretariat: Client) -> None:
    page = sent(secretariat, empty_cast, CONVENTION.encode()).content.decode()
    address = reverse("import", kwargs={"pk": empty_cast.instrument.pk})
    for forged in ("nonsense", packed(b"Article 1\n\nForged.\n"), packed(b"x" * 50_000_000)):
        answer = secretariat.post(address, {**carried(page), "packed": forged, "store": "yes"})
        assert answer.status_code == 400
    assert not RollingText.objects.exists()


@given(st.binary(max_size=2000))
def test_a_file_comes_back_as_it_was_packed(data: bytes) -> None:
    assert unpacked(packed(data)) == data


def test_the_page_shows_what_changes_and_asks_before_brackets_stand_as_words(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["chair"])
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("Each Party shall", "Each Party should"))
    cast.draft("borvale", "art_1", "Article 1\n\nNobody knows of this.")
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    text = consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date(), publish=True).text
    page = sent(client, cast, text.encode()).content.decode()
    assert "8 provisions unchanged, 0 changed, 0 new, 0 gone." in page
    assert "1 proposal is carried forward, 0 wait for their delegations, 0 are in the text already." in page
    data = text.replace("should - ARD", "may - ARD").replace("keep networks quiet", "keep all networks quiet").encode()
    page = sent(client, cast, data).content.decode()
    assert "6 provisions unchanged, 2 changed, 0 new, 0 gone." in page
    assert "1 waits for its delegation, 0 are in the text already." in page
    words = "Article 2, paragraph 2: the import has other words for Ardenia than it tabled: “may” in place of “should”"
    assert words in page
    assert re.search(r'<ins id="change-1" data-change="1">all </ins>', page)
    assert "Borvale" not in page.partition("<main")[2]
    address = reverse("import", kwargs={"pk": cast.instrument.pk})
    refused = client.post(address, {**carried(page), "store": "yes"})
    assert (refused.status_code, words in refused.content.decode()) == (400, True)
    assert client.post(address, {**carried(page), "store": "yes", "brackets_stand": "yes"}).status_code == 302
    assert "[shall][may - ARD]" in cast.state("art_2").base


def test_the_interface_says_the_same(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["chair"])
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("Each Party shall", "Each Party should"))
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    text = consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date(), publish=True).text

    def post(route: str, data: str) -> Any:
        file = SimpleUploadedFile("text.txt", data.encode())
        return client.post(reverse(route, kwargs={"pk": cast.instrument.pk}), {"file": file})

    found = post("api-import-preview", text.replace("serious", "grave")).json()
    assert found["count"] == {"unchanged": 7, "changed": 1, "new": 0}
    assert found["proposals"] == {"carried": 1, "waiting": [], "in_text": 0}
    (changed,) = [p for p in found["provisions"] if p["status"] == "changed"]
    assert (changed["before"].replace("serious", "grave"), changed["proposals"]) == (
        changed["after"],
        found["proposals"],
    )
    answer = post("api-rolling-texts", text.replace("should - ARD", "may - ARD"))
    assert (answer.status_code, "other words for Ardenia" in answer.content.decode()) == (400, True)
    assert post("api-rolling-texts", text.replace("serious", "grave")).status_code == 201
    assert cast.state("art_2").base == version.base_text.replace("serious", "grave")
