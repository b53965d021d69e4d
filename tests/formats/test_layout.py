from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.formats.document import Block
from treaty_drafts.formats.layout import Role, paragraphs, visible

from .sample import document_of, packed


def roles(block: Block) -> list[tuple[Role, list[str]]]:
    return [(p.role, [line.prefix + line.words for line in p.lines]) for p in paragraphs(block)]


def test_heading_title_and_numbers_of_an_article() -> None:
    block = Block(
        "art_4", "article", "4", "Buoys", "Article 4\nBuoys\n\n1. All:\n(a) red;\n  (i) lit;\n(ii) unlit;\n(b) blue."
    )
    assert roles(block) == [
        (Role.HEADING, ["Article 4", "Buoys"]),
        (Role.NUMBERED, ["1. All:"]),
        (Role.LETTERED, ["(a) red;"]),
        (Role.ROMAN, ["  (i) lit;"]),
        (Role.ROMAN, ["(ii) unlit;"]),
        (Role.LETTERED, ["(b) blue."]),
    ]


def test_a_title_on_the_heading_line_leaves_the_next_line_alone() -> None:
    block = Block("art_4", "article", "4", "Buoys", "Article 4. Buoys\nEach Party")
    assert roles(block) == [(Role.HEADING, ["Article 4. Buoys"]), (Role.TEXT, ["Each Party"])]


def test_a_contested_title_is_a_title() -> None:
    block = Block("art_4", "article", "4", "Buoys", "Article 4\n[Buoys][Lights - ARD]\n\nEach Party")
    assert roles(block)[0] == (Role.HEADING, ["Article 4", "[Buoys][Lights - ARD]"])


def test_a_paragraph_without_its_article_keeps_its_level() -> None:
    block = Block("para_37", "paragraph", "37", "", "37. Ports:\n(a) keep ledgers;")
    assert roles(block) == [(Role.NUMBERED, ["37. Ports:"]), (Role.LETTERED, ["(a) keep ledgers;"])]


def test_a_part_that_begins_with_a_sentence_has_no_heading() -> None:
    block = Block("front", "part", "", "", "The Chair's text follows.\nSecond line\n\nThird line")
    assert roles(block) == [(Role.TEXT, ["The Chair's text follows.", "Second line"]), (Role.TEXT, ["Third line"])]


def test_the_opening_verb_of_a_preambular_paragraph() -> None:
    (paragraph,) = paragraphs(Block("rec_1", "preambular", "1", "", "  [Recalling also the tides,]"))
    (line,) = paragraph.lines
    assert (paragraph.role, line.prefix, line.words[: line.opening]) == (Role.PREAMBULAR, "  ", "[Recalling")


def test_the_sample_has_paragraphs_of_every_role() -> None:
    found = {p.role for block in document_of().blocks for p in paragraphs(block)}
    assert found == set(Role)


@given(st.text(), st.sampled_from(["article", "part", "chapter", "paragraph", "preambular"]))
def test_every_line_with_words_is_there_once_and_in_order(text: str, kind: str) -> None:
    lines = [line.prefix + line.words for p in paragraphs(Block("x", kind, "", "", text)) for line in p.lines]
    assert lines == [line for line in visible(text).splitlines() if line.strip()]


@given(st.text())
def test_visible_keeps_the_length_and_the_lines(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert len(visible(text).splitlines()) == len(text.splitlines())


def test_visible_shows_what_cannot_be_printed() -> None:
    assert visible("a\x00b\x1bc\x7fd\ud800e\uffff\tf\n") == "a�b�c�d�e�\tf\n"
    assert packed(visible("\x0b\x0c\x1c\x85")) == ""
