from dataclasses import replace
from html.parser import HTMLParser
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.formats.document import Block, Document
from treaty_drafts.formats.html import write
from treaty_drafts.formats.layout import NOTHING_UNRESOLVED, UNRESOLVED, visible

from .sample import DOCUMENT, document_of, one_block, packed, words_of

VOID = {"meta"}
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "main", "section", "span", "a", "b",
    "em", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "href", "data-line", "aria-label",
    "scope",
}  # fmt: skip


class Page(HTMLParser):
    """What a page holds; it fails where an element is not closed in its turn."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(content.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def text(self, within: str) -> str:
        return "".join(data for path, data in self.texts if within in path)

    def all(self, name: str) -> list[str | None]:
        """The values of an attribute, in order."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def page(document: Document) -> Page:
    return Page(write(document))


def test_title_and_cover() -> None:
    found = page(document_of())
    assert found.text("title") == "Draft Agreement on Tides & Ledgers"
    assert found.text("header").split("\n")[1:-1] == [
        "TL/2026/WP.3/Rev.2",
        "16 November 2026",
        "Original: English",
        "Second session",
        "Sarrowmere, 9–20 November 2026",
        "Draft Agreement on Tides & Ledgers",
        "Rev.2",
        "Words in square brackets are not agreed.",
        "ARD Ardenia; BRV Borvale",
    ]


def test_all_words_in_their_order() -> None:
    assert packed(page(document_of()).text("main")) == words_of(document_of())


def test_only_plain_elements_and_attributes() -> None:
    found = page(document_of())
    assert {tag for tag, _ in found.elements} == ELEMENTS
    assert {name for _, attributes in found.elements for name in attributes} == ATTRIBUTES


def test_nothing_is_fetched() -> None:
    content = write(document_of()).decode()
    found = Page(content.encode())
    assert [href for href in found.all("href") if not str(href).startswith("#l")] == []
    assert [mark for mark in ("url(", "@import", "http:", "https:", "//") if mark in content] == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in found.all("content")


def test_each_line_with_words_has_its_number_and_anchor() -> None:
    found = page(document_of())
    lines = [line for block in document_of().blocks for line in block.text.splitlines() if line.strip()]
    numbers = [str(n) for n in range(1, len(lines) + 1)]
    assert found.all("data-line") == numbers
    assert [value for value in found.all("id") if str(value).startswith("l")] == [f"l{n}" for n in numbers]
    assert found.all("href") == [f"#l{n}" for n in numbers]


def test_numbers_are_not_in_the_text() -> None:
    assert [data for path, data in page(document_of()).texts if path[-1:] == ("a",)] == []


@pytest.mark.parametrize(("shown", "names"), [(True, ["numbered"]), (False, [None])])
def test_line_numbers_are_shown_on_demand(shown: bool, names: list[str | None]) -> None:
    found = page(replace(document_of(), line_numbers=shown))
    assert [attributes.get("class") for tag, attributes in found.elements if tag == "main"] == names


def test_provisions_are_anchors_too() -> None:
    ids = page(document_of()).all("id")
    assert [value for value in ids if "art" in str(value)] == ["art_1", "art_2"]
    assert len(set(ids)) == len(ids)


def test_languages_and_directions() -> None:
    found = page(replace(document_of(), original_language="Arabic"))
    assert found.all("lang") == ["en", "ar"]
    assert page(replace(document_of(), original_language="Esperanto")).all("lang") == ["en", "und"]
    for tag, attributes in found.elements:
        assert (attributes.get("dir") == "auto") == (
            tag in ("h1", "p", "td") or (tag == "h2" and "class" in attributes)
        )


def test_brackets_are_marked() -> None:
    content = write(document_of()).decode()
    assert '<b class="bracket">[</b>shall<b class="bracket">][</b>should - ARD<b class="bracket">]</b> take' in content


def test_the_verb_of_a_preambular_paragraph() -> None:
    assert page(document_of()).text("em") == "Recalling"


def test_the_unresolved_points() -> None:
    found = page(document_of())
    assert found.text("thead") == "TopicPlaceWordsBecause"
    assert found.text("tbody").split("\n")[1:3] == [
        "attributionArticle 2, paragraph 1Each Party [shall][should - ARD]Each Party; measures",
        "data_sovereigntyPreamble[every harbour][each port - BRV] keeps its own <ledger>",
    ]
    assert NOTHING_UNRESOLVED not in found.text("body")


def test_nothing_unresolved_is_said() -> None:
    found = page(replace(document_of(), unresolved=()))
    assert found.text("body").strip().endswith(f"{UNRESOLVED}\n{NOTHING_UNRESOLVED}")
    assert [tag for tag, _ in found.elements if tag == "table"] == []


def test_the_same_bytes_each_time() -> None:
    assert write(document_of()) == write(document_of())


def test_progress_is_told_after_each_block_and_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    document = document_of()
    write(document, progress=lambda done, total: told.append((done, total)))
    total = len(document.blocks) + 1
    assert told == [(done, total) for done in range(1, total + 1)]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</main></body>", "]]>", "&amp;&lt;", "<!--", "\"'><img src=x onerror=y>", ""]
)
def test_hostile_text_is_only_text(text: str) -> None:
    found = page(one_block(text))
    assert packed(found.text("main")) == packed(text)
    assert {tag for tag, _ in found.elements} <= ELEMENTS


def test_every_field_may_be_hostile() -> None:
    bad = "a\x01<i>&</style></title>\x0b\"'>"
    point = replace(DOCUMENT.unresolved[0], topic=bad, place=bad, words=bad, because=(bad,))
    document = replace(DOCUMENT, title=bad, revision=bad, symbol=bad, session=bad, date=bad, original_language=bad)
    block = Block(bad, bad, bad, bad, bad)
    found = page(replace(document, notes=(bad,), blocks=(block,), unresolved=(point,)))
    assert {tag for tag, _ in found.elements} <= ELEMENTS
    assert {name for _, attributes in found.elements for name in attributes} <= ATTRIBUTES
    assert found.text("title") == "a�<i>&</style></title>\n\"'>"


@given(st.text(), st.sampled_from(["article", "part", "paragraph", "preambular"]))
def test_no_character_of_any_text_is_lost(text: str, kind: str) -> None:
    assert packed(page(one_block(text, kind)).text("main")) == packed(visible(text))


@pytest.mark.parametrize("text", ["Each Party [shall][should - ARD] go. " * 5400, "(a) b\n\n" * 28_000, "[" * 200_000])
def test_a_block_of_200_kilobytes_takes_seconds(text: str) -> None:
    started = perf_counter()
    write(one_block(text))
    assert perf_counter() - started < 10
