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

from tests.factories import CONVENTION, Cast
from treaty_drafts import rolling
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
