from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.formats.document import Block, Document
from treaty_drafts.formats.layout import NOTHING_UNRESOLVED, UNRESOLVED, visible
from treaty_drafts.formats.plain import COLUMNS, source, write
from treaty_drafts.text.errors import TextError
from treaty_drafts.text.outline import units

from .sample import DOCUMENT, TEXT, document_of, one_block, packed, words_of

COVER = """\
                                                      TL/2026/WP.3/Rev.2
________________________________________________________________________
                                                        16 November 2026
                                                       Original: English
Second session
Sarrowmere, 9–20 November 2026

                   Draft Agreement on Tides & Ledgers

                                 Rev.2

Words in square brackets are not agreed.

ARD Ardenia; BRV Borvale
"""
ARTICLES = """\
    5                             GENERAL PROVISIONS

                                      Article 1
                                     Use of terms

       For the purposes of this Agreement:

          (a) “ledger” means a record of tides;

   10     (b) “keeper” means a person who:

              (i) writes a ledger; or

              (ii) reads one aloud.

                                      Article 2
                            [Measures][Steps - ARD] at sea

   15  1. Each Party [shall][should - ARD] take measures [promptly - BRV] to
          mark its shoals.

       [2. A Party may lend
           its buoys to another.]

       3. تتخذ كل دولة طرف [التدابير][الخطوات - ARD] وفقا للمادة 5 (Article 5).

   20  تحتفظ كل دولة [بسجل - BRV] للمد والجزر.
"""
POINTS = """
Unresolved on the watched topics
--------------------------------

attribution: Article 2, paragraph 1
    Each Party [shall][should - ARD]
    Because: Each Party; measures

data_sovereignty: Preamble
    [every harbour][each port - BRV] keeps its own <ledger>
"""


def written(document: Document) -> str:
    return write(document).decode()


def provisions(document: Document, *, line_numbers: bool = False) -> list[str]:
    """The lines between the cover and the unresolved points."""
    lines = written(replace(document, line_numbers=line_numbers)).split("\n")
    end = len(lines) - 1 - lines[::-1].index(" " * 7 * line_numbers + UNRESOLVED)
    return lines[COVER.count("\n") + 1 : end - 1]


def test_cover_provisions_and_points() -> None:
    text = written(replace(document_of(), line_numbers=False))
    assert text.startswith(COVER)
    assert text.endswith(POINTS)
    assert "\n".join(provisions(document_of(), line_numbers=True)).endswith(ARTICLES.rstrip("\n"))


def test_nothing_unresolved_is_said() -> None:
    text = written(replace(document_of(), unresolved=(), line_numbers=False))
    assert text.endswith(f"\n{UNRESOLVED}\n--------------------------------\n{NOTHING_UNRESOLVED}\n")


def test_without_line_numbers_there_is_no_margin() -> None:
    lines = provisions(document_of())
    assert lines[2:5] == [
        "The Parties to this Agreement,",
        "",
        "Recalling that [every harbour][each port - BRV] keeps its own ledger,",
    ]
    assert packed("".join(lines)) == words_of(document_of())


def test_every_fifth_line_with_words_has_its_number() -> None:
    bare = provisions(document_of())
    shown = provisions(document_of(), line_numbers=True)
    count = 0
    for line, with_margin in zip(bare, shown, strict=True):
        count += bool(line)
        margin = f"{count:>5}  " if count % 5 == 0 else " " * 7
        assert with_margin == (margin + line if line else "")


def test_lines_have_at_most_72_columns_and_no_white_space_at_the_end() -> None:
    for line in provisions(one_block("Each Party [shall][should - ARD] take measures  to mark its shoals. " * 50)):
        assert len(line) <= COLUMNS
        assert line == line.rstrip()


def test_chinese_is_wrapped_by_its_width() -> None:
    assert provisions(one_block("各缔约国应当采取措施。" * 10, "paragraph"))[:1] == [
        "各缔约国应当采取措施。" * 3 + "各缔约"
    ]


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert provisions(one_block("see " + "x" * 300 + " and", "paragraph")) == ["see", "x" * 300, "and"]


def test_control_characters_are_seen() -> None:
    assert provisions(one_block("\x1b[31mred\x00\ud800", "paragraph")) == ["�[31mred��"]


def test_every_field_may_be_hostile() -> None:
    bad = "a\x1b]0;\x0b\x85b\ud800"
    point = replace(DOCUMENT.unresolved[0], topic=bad, place=bad, words=bad, because=(bad,))
    document = replace(DOCUMENT, title=bad, revision=bad, symbol=bad, session=bad, date=bad, original_language=bad)
    text = written(replace(document, notes=(bad,), unresolved=(point,)))
    assert {c for c in text if not c.isprintable()} == {"\n"}


def test_the_same_bytes_each_time() -> None:
    assert write(document_of()) == write(document_of())


def test_progress_is_told_after_each_block_and_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    document = document_of()
    write(document, progress=lambda done, total: told.append((done, total)))
    total = len(document.blocks) + 1
    assert told == [(done, total) for done in range(1, total + 1)]


@given(st.text(), st.sampled_from(["article", "part", "paragraph", "preambular"]))
def test_no_character_of_any_text_is_lost(text: str, kind: str) -> None:
    assert packed("".join(provisions(one_block(text, kind)))) == packed(visible(text))


def test_the_source_is_the_text_that_was_cut_into_provisions() -> None:
    assert source(document_of(TEXT)) == TEXT.encode()


@given(st.text())
def test_the_source_of_any_text(text: str) -> None:
    whole = text if units(text) else ""
    assert source(document_of(text)) == whole.encode()


@given(st.lists(st.tuples(st.text(), st.text())))
def test_the_source_adds_nothing_between_provisions(pairs: list[tuple[str, str]]) -> None:
    blocks = tuple(Block("x", "article", "", "", text, separator) for text, separator in pairs)
    assert source(replace(DOCUMENT, blocks=blocks)).decode() == "".join(text + separator for text, separator in pairs)


def test_the_source_refuses_half_a_character() -> None:
    with pytest.raises(TextError) as refused:
        source(one_block("tide\ud800"))
    assert refused.value.offset == 4


@pytest.mark.parametrize("text", ["Each Party [shall][should - ARD] go. " * 5400, "(a) b\n\n" * 28_000, "[" * 200_000])
def test_a_block_of_200_kilobytes_takes_seconds(text: str) -> None:
    started = perf_counter()
    write(one_block(text))
    assert perf_counter() - started < 10
