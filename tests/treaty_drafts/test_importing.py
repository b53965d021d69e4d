"""Import: shown first, stored whole or not at all, given back byte for byte."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import circulation, importing, previewing, publishing, rolling
from treaty_drafts.errors import BadInput, NotAllowed
from treaty_drafts.formats import plain
from treaty_drafts.models import Entry, Provision, RollingText

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def store(cast: Cast, data: bytes, **more: Any) -> RollingText:
    return importing.store(
        data=data,
        instrument=cast.instrument,
        by=cast.seat("secretariat"),
        at=NOON,
        name="a.txt",
        dated=NOON.date(),
        **more,
    )


def test_every_character_is_kept(empty_cast: Cast) -> None:
    text = store(empty_cast, CONVENTION.encode())
    assert text.text == CONVENTION
    assert text.label == "Rev.1"
    assert [s.eid for s in text.provisions.all()][-3:] == ["art_1", "art_2", "art_3"]


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["paris_2015-12-04.md", "unfccc_geneva_2015-02-12.txt"])
def test_a_real_text_goes_in_and_comes_out_byte_for_byte(empty_cast: Cast, corpus: Path, name: str) -> None:
    data = (corpus / name).read_bytes()
    text = store(empty_cast, data)
    export = circulation.request(text=text, format="source", by=empty_cast.seat("chair"), at=NOON)
    assert plain.source(circulation.document(export)) == data
    assert all(s.base == s.text for s in text.provisions.all())


@pytest.mark.corpus
def test_the_preview_names_every_problem_with_its_line(empty_cast: Cast, corpus: Path) -> None:
    data = (corpus / "unfccc_geneva_2015-02-12.txt").read_bytes()
    found = previewing.preview(data=data, instrument=empty_cast.instrument, by=empty_cast.seat("chair"))
    lines = data.decode().split("\n")
    assert found.brackets + sum("unclosed" in p.what for p in found.problems) == 1273
    assert len(found.problems) == 4
    for problem in found.problems:
        assert problem.line
        assert ("[" if "unclosed" in problem.what else "]") in lines[problem.line - 1]
    assert RollingText.objects.count() == 0


def test_the_preview_says_what_continues_what_and_stores_nothing(cast: Cast) -> None:
    renumbered = (
        CONVENTION.replace("Article 3", "Article 4").replace("Article 2", "Article 3").replace("Article 1", "Article 2")
    )
    found = previewing.preview(data=renumbered.encode(), instrument=cast.instrument, by=cast.seat("chair"))
    continued = {r.unit.eid: r.continues.eid for r in found.provisions if r.continues}
    assert {e: continued[e] for e in ("art_2", "art_3", "art_4")} == {
        "art_2": "art_1",
        "art_3": "art_2",
        "art_4": "art_3",
    }
    assert RollingText.objects.count() == 1


def test_identities_survive_renumbering(cast: Cast) -> None:
    before = {e: cast.provision(e).pk for e in ("art_2", "art_3")}
    cast.import_text(CONVENTION.replace("Article 3\n", "Article 4\n").replace("Article 2\n", "Article 3\n"))
    assert {"art_2": cast.provision("art_3").pk, "art_3": cast.provision("art_4").pk} == before


@pytest.mark.parametrize(
    ("data", "encoding", "message", "place"),
    [
        (b"", "utf-8", "the file is empty", ""),
        (b" \n \n", "utf-8", "the file is empty", ""),
        (b"Article 1\n\nCaf\xe9", "utf-8", "not UTF-8 text: byte 0xe9 in line 3", "line 3"),
        (b"A\x00", "utf-8", "not a text: a zero character in line 1", "line 1"),
        (b"PK\x03\x04\x00\x00", "utf-8", "not a Word document that can be read", ""),
        (b"%PDF-1.7", "utf-8", "this is a PDF file, not a plain text", ""),
        (b"Article 1\n", "klingon", "texts are not read in the encoding 'klingon'", ""),
        (b"\xff\xfeA\x00", "utf-8", "this is a text in UTF-16, not a plain text", ""),
        (b"x" * 5_000_001, "utf-8", "the file is too large: at most 5,000,000 bytes", ""),
    ],
)
def test_what_is_no_text_is_refused_with_one_message(
    empty_cast: Cast, data: bytes, encoding: str, message: str, place: str
) -> None:
    with pytest.raises(BadInput) as refused:
        store(empty_cast, data, encoding=encoding)
    assert refused.value.what.startswith(message)
    assert [w.place for w in refused.value.where] == [place]
    assert (RollingText.objects.count(), Provision.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_byte_order_mark_is_told_and_no_part_of_the_text(empty_cast: Cast) -> None:
    found = previewing.preview(
        data=b"\xef\xbb\xbf" + CONVENTION.encode(), instrument=empty_cast.instrument, by=empty_cast.seat("chair")
    )
    assert found.text == CONVENTION
    assert [n.what for n in found.notices] == ["a byte-order mark stands before the text; it is not part of it"]


def test_windows_line_ends_are_kept_and_told(empty_cast: Cast) -> None:
    data = CONVENTION.replace("\n", "\r\n").encode()
    text = store(empty_cast, data)
    assert text.text.encode() == data
    assert [s.eid for s in text.provisions.all()][-1] == "art_3"
    assert "the lines end as on Windows; where the words are new they are kept so" in [
        n.what
        for n in previewing.preview(data=data, instrument=empty_cast.instrument, by=empty_cast.seat("chair")).notices
    ]


def test_another_encoding_is_read_when_it_is_named(empty_cast: Cast) -> None:
    assert store(empty_cast, "Article 1\n\nCafé.\n".encode("cp1252"), encoding="cp1252").text == "Article 1\n\nCafé.\n"


def test_a_text_other_than_the_previewed_one_is_refused(empty_cast: Cast) -> None:
    seen = previewing.preview(
        data=b"Article 1\n\nOne.\n", instrument=empty_cast.instrument, by=empty_cast.seat("chair")
    )
    with pytest.raises(BadInput, match="not the file that was previewed"):
        store(empty_cast, b"Article 1\n\nTwo.\n", expected_hash=seen.text_hash)
    assert rolling.current(empty_cast.instrument) is None


def test_drafters_do_not_import(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        importing.store(
            data=b"Article 1\n",
            instrument=cast.instrument,
            by=cast.seat("ardenia"),
            at=NOON,
            name="a",
            dated=NOON.date(),
        )


def test_the_secretariat_imports_a_later_text_for_the_chair_to_publish(cast: Cast) -> None:
    text = importing.store(
        data=b"Article 1\n\nOther.\n", instrument=cast.instrument, by=cast.seat("secretariat"), at=NOON, name="a",
        dated=NOON.date(),
    )  # fmt: skip
    assert not text.published
    with pytest.raises(NotAllowed, match="only the chair publishes"):
        publishing.publish(text=text, by=cast.seat("secretariat"), at=NOON)
    assert publishing.publish(text=text, by=cast.seat("chair"), at=NOON).label == "Rev.2"


def test_the_preview_says_what_is_gone_what_falls_away_and_what_crosses(cast: Cast) -> None:
    cast.table("ardenia", "art_1", kind="delete")
    shorter = (
        CONVENTION[: CONVENTION.index("Article 3")]
        .replace("The purpose", "[The purpose")
        .replace("feasible.", "feasible.]")
    )
    found = previewing.preview(data=shorter.encode(), instrument=cast.instrument, by=cast.seat("chair"))
    assert [(g.label, g.proposals) for g in found.gone] == [("Article 3", 0)]
    assert found.proposals == previewing.Become(waiting=("Ardenia",))
    opens, closes = (next(n for n, line in enumerate(shorter.split("\n"), 1) if w in line) for w in ("[The", "ble.]"))
    assert [n.line for n in found.notices if f"closes in another provision, in line {closes}" in n.what] == [opens]


def test_a_word_document_is_imported_with_what_was_not_understood(empty_cast: Cast) -> None:
    document = docx.Document()
    for words in (
        "Article 1",
        "Purpose",
        "Parties [shall] [should] keep quiet.",
        "Article 2",
        "Scope",
        "All networks.",
    ):
        document.add_paragraph(words)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "a cell"
    data = io.BytesIO()
    document.save(data)
    found = previewing.preview(data=data.getvalue(), instrument=empty_cast.instrument, by=empty_cast.seat("chair"))
    assert any("table" in n.what for n in found.notices)
    stored = store(empty_cast, data.getvalue())
    assert [s.eid for s in stored.provisions.all()] == ["art_1", "art_2"]
    assert "Parties [shall] [should] keep quiet." in stored.text


def test_a_text_in_another_language_is_said_not_to_be_analysed(empty_cast: Cast) -> None:
    data = (CONVENTION + "\nArticle 4\nCoopération\n\nChaque Partie doit coopérer.\n").encode()
    found = previewing.preview(data=data, instrument=empty_cast.instrument, by=empty_cast.seat("chair"))
    assert [n.what for n in found.notices] == [
        "not analysed in this language (French), so that no flags are found: 1 of 9 provisions"
    ]
