import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from time import perf_counter

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from treaty_drafts.formats.document import Document
from treaty_drafts.formats.docx import write
from treaty_drafts.formats.layout import NOTHING_UNRESOLVED, UNRESOLVED, visible

from .sample import DOCUMENT, document_of, one_block, packed, words_of

PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/footer1.xml",
]
# Element and attribute of everything in the text itself; no author, date, revision id or link can be among them.
ATTRIBUTES = {
    "footerReference": {"type", "id"},
    "gridCol": {"w"},
    "lnNumType": {"countBy", "distance", "restart"},
    "pgMar": {"top", "right", "bottom", "left", "header", "footer", "gutter"},
    "pgSz": {"w", "h"},
    "pStyle": {"val"},
    "t": {"space"},
    "tblLayout": {"type"},
    "tblLook": {"firstColumn", "firstRow", "lastColumn", "lastRow", "noHBand", "noVBand", "val"},
    "tblStyle": {"val"},
    "tblW": {"type", "w"},
    "tcW": {"type", "w"},
}


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(write(document)))


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(document))) as package:
        return {name: package.read(name) for name in package.namelist()}


def local(name: str) -> str:
    return name.rpartition("}")[2]


def provisions(word: WordDocument) -> list[Paragraph]:
    """The paragraphs between the cover and the unresolved points."""
    at = next(n for n, p in enumerate(word.paragraphs) if p.text == UNRESOLVED)
    return [p for p in word.paragraphs[:at] if p.style and not p.style.name.startswith(("Cover", "Title", "Subtitle"))]


def texts(word: WordDocument) -> list[tuple[str, str]]:
    return [(p.style.name if p.style else "", p.text) for p in word.paragraphs]


def test_the_cover() -> None:
    assert texts(opened(document_of()))[:8] == [
        ("Cover Symbol", "TL/2026/WP.3/Rev.2"),
        ("Cover Date", "16 November 2026"),
        ("Cover Date", "Original: English"),
        ("Cover Session", "Second session\nSarrowmere, 9–20 November 2026"),
        ("Title", "Draft Agreement on Tides & Ledgers"),
        ("Subtitle", "Rev.2"),
        ("Cover Note", "Words in square brackets are not agreed."),
        ("Cover Note", "ARD Ardenia; BRV Borvale"),
    ]


def test_the_provisions() -> None:
    found = [(p.style.name if p.style else "", p.text) for p in provisions(opened(document_of()))]
    assert found[:6] == [
        ("Heading 1", "PREAMBLE"),
        ("Body Text", "The Parties to this Agreement,"),
        ("Preambular", "Recalling that [every harbour][each port - BRV] keeps its own ledger,"),
        ("Heading 1", "CHAPTER I\nGENERAL PROVISIONS"),
        ("Heading 2", "Article 1\nUse of terms"),
        ("Body Text", "For the purposes of this Agreement:"),
    ]
    assert [text for style, text in found if style == "Level 1"] == [
        "1.\tEach Party [shall][should - ARD] take measures [promptly - BRV] to mark its shoals.",
        "[2.\tA Party may lend\nits buoys to another.]",
        "3.\tتتخذ كل دولة طرف [التدابير][الخطوات - ARD] وفقا للمادة 5 (Article 5).",
    ]
    assert [text for style, text in found if style == "Level 3"] == [
        "(i)\twrites a ledger; or",
        "(ii)\treads one aloud.",
    ]


def test_all_words_in_their_order() -> None:
    document = document_of()
    assert packed(" ".join(p.text for p in provisions(opened(document)))) == words_of(document)


def test_brackets_are_bold_and_the_words_between_them_are_not() -> None:
    paragraph = next(p for p in provisions(opened(document_of())) if p.text.startswith("1."))
    runs = [(run.text, bool(run.bold)) for run in paragraph.runs]
    assert runs[:6] == [
        ("1.\tEach Party ", False), ("[", True), ("shall", False), ("][", True), ("should - ARD", False), ("]", True),
    ]  # fmt: skip


def test_the_number_of_an_article_is_light_and_its_title_bold() -> None:
    heading = next(p for p in provisions(opened(document_of())) if p.text.startswith("Article 1"))
    assert [(run.text, bool(run.bold)) for run in heading.runs] == [("Article 1", False), ("\nUse of terms", True)]


def test_right_to_left_paragraphs() -> None:
    found = {p.text: p for p in provisions(opened(document_of()))}
    for text, paragraph in found.items():
        arabic = "دولة" in text
        properties = paragraph._p.pPr
        assert properties is not None
        assert (properties.find(qn("w:bidi")) is not None) == arabic
        assert {bool(run.font.rtl) for run in paragraph.runs} == {arabic}


@pytest.mark.parametrize("shown", [True, False])
def test_line_numbers(shown: bool) -> None:
    section = opened(replace(document_of(), line_numbers=shown)).sections[0]._sectPr
    numbering = section.findall(qn("w:lnNumType"))
    assert [(n.get(qn("w:countBy")), n.get(qn("w:restart"))) for n in numbering] == [("5", "newPage")] * shown


def test_only_the_provisions_are_counted() -> None:
    word = opened(document_of())
    uncounted = {s.name for s in word.styles if s.element.find(f".//{qn('w:suppressLineNumbers')}") is not None}
    assert uncounted == {
        "Cover Symbol", "Cover Date", "Cover Session", "Title", "Subtitle", "Cover Note", "Table Text",
    }  # fmt: skip


def test_the_footer_has_the_symbol_and_the_page() -> None:
    footer = parts(document_of())["word/footer1.xml"].decode()
    assert "TL/2026/WP.3/Rev.2" in footer
    assert 'w:instr="PAGE"' in footer


def test_the_unresolved_points() -> None:
    word = opened(document_of())
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Topic", "Place", "Words", "Because"],
        ["attribution", "Article 2, paragraph 1", "Each Party [shall][should - ARD]", "Each Party; measures"],
        ["data_sovereignty", "Preamble", "[every harbour][each port - BRV] keeps its own <ledger>", ""],
    ]


def test_nothing_unresolved_is_said() -> None:
    word = opened(replace(document_of(), unresolved=()))
    assert [p.text for p in word.paragraphs[-2:]] == [UNRESOLVED, NOTHING_UNRESOLVED]
    assert word.tables == []


def test_the_package_has_these_parts_and_no_others() -> None:
    assert list(parts(document_of())) == PARTS


def test_the_package_has_no_person_and_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(write(document_of()))) as package:
        entries = [(e.date_time, e.comment, e.extra, e.create_system, e.external_attr) for e in package.infolist()]
        assert entries == [((1980, 1, 1, 0, 0, 0), b"", b"", 3, 0o600 << 16)] * len(PARTS)
    core = parse_xml(parts(document_of())["docProps/core.xml"])
    assert {local(e.tag): e.text for e in core} == {
        "identifier": "TL/2026/WP.3/Rev.2",
        "title": "Draft Agreement on Tides & Ledgers",
    }


def test_the_text_has_only_attributes_that_are_listed() -> None:
    found: dict[str, set[str]] = {}
    for element in parse_xml(parts(document_of())["word/document.xml"]).iter():
        names = {local(name) for name in element.attrib}
        if names:
            found.setdefault(local(element.tag), set()).update(names)
    assert found == ATTRIBUTES


def test_no_relation_leads_out_of_the_package() -> None:
    for name, content in parts(document_of()).items():
        if name.endswith(".rels"):
            assert [e.get("TargetMode") for e in parse_xml(content)] == [None] * len(parse_xml(content))


def test_no_style_is_unused_but_those_word_needs() -> None:
    word = opened(document_of())
    used = {p.style.name for p in word.paragraphs if p.style} | {"Footer", "Unresolved", "Normal", "line number"}
    assert {s.name for s in word.styles} == used


def test_the_same_bytes_in_any_process() -> None:
    script = (
        "import hashlib\nfrom tests.formats.sample import document_of\nfrom treaty_drafts.formats.docx import write\n"
        "print(hashlib.sha256(write(document_of())).hexdigest(), end='')"
    )
    expected = hashlib.sha256(write(document_of())).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        assert subprocess.check_output([sys.executable, "-c", script], env=environment, text=True) == expected


def test_progress_is_told_after_each_block_and_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    document = document_of()
    write(document, progress=lambda done, total: told.append((done, total)))
    total = len(document.blocks) + 1
    assert told == [(done, total) for done in range(1, total + 1)]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "]]>", "&amp;", "x" * 20_000, "", " \n\t\n", "[[[]", "a\x0cb", "‮abc", "\t\ta\tb"],
)
def test_hostile_text_is_only_text(text: str) -> None:
    word = opened(one_block(text))
    assert packed(" ".join(p.text for p in provisions(word))) == packed(text)


def test_control_characters_are_seen() -> None:
    word = opened(one_block("A\x00Party\x1b may\ud800 go", kind="paragraph"))
    assert [p.text for p in provisions(word)] == ["A�Party� may� go"]


def test_every_field_may_be_hostile() -> None:
    bad = "a\x01<&>\x0b\"']]>"
    document = replace(
        DOCUMENT, title=bad, revision=bad, symbol=bad, session=bad, date=bad, original_language=bad, notes=(bad,)
    )
    point = replace(DOCUMENT.unresolved[0], topic=bad, place=bad, words=bad, because=(bad,))
    word = opened(replace(document, unresolved=(point,)))
    assert [p.text for p in word.paragraphs if p.style and p.style.name == "Title"] == ["a�<&>\n\"']]>"]
    assert word.core_properties.title == "a�<&> \"']]>"


@settings(max_examples=60, deadline=None)
@given(st.text(), st.sampled_from(["article", "part", "paragraph", "preambular"]))
def test_no_character_of_any_text_is_lost(text: str, kind: str) -> None:
    found = packed(" ".join(p.text for p in provisions(opened(one_block(text, kind)))))
    assert found == packed(visible(text))


@pytest.mark.parametrize("text", ["Each Party [shall][should - ARD] go. " * 5400, "(a) b\n\n" * 28_000, "[" * 200_000])
def test_a_block_of_200_kilobytes_takes_seconds(text: str) -> None:
    started = perf_counter()
    write(one_block(text))
    assert perf_counter() - started < 20
