"""A short invented negotiating text, and documents made from any text."""

from dataclasses import replace

from treaty_drafts.formats.document import Block, Document, Unresolved
from treaty_drafts.text.outline import units

TEXT = """PREAMBLE

The Parties to this Agreement,

Recalling that [every harbour][each port - BRV] keeps its own ledger,

CHAPTER I
GENERAL PROVISIONS

Article 1
Use of terms

For the purposes of this Agreement:

(a) “ledger” means a record of tides;

(b) “keeper” means a person who:

(i) writes a ledger; or

(ii) reads one aloud.

Article 2
[Measures][Steps - ARD] at sea

1. Each Party [shall][should - ARD] take measures [promptly - BRV] to mark its shoals.

[2. A Party may lend
its buoys to another.]

3. تتخذ كل دولة طرف [التدابير][الخطوات - ARD] وفقا للمادة 5 (Article 5).

تحتفظ كل دولة [بسجل - BRV] للمد والجزر.
"""
UNRESOLVED = (
    Unresolved("attribution", "Article 2, paragraph 1", "Each Party [shall][should - ARD]", ("Each Party", "measures")),
    Unresolved("data_sovereignty", "Preamble", "[every harbour][each port - BRV] keeps its own <ledger>"),
)
DOCUMENT = Document(
    title="Draft Agreement on Tides & Ledgers",
    revision="Rev.2",
    symbol="TL/2026/WP.3/Rev.2",
    session="Second session\nSarrowmere, 9–20 November 2026",
    date="16 November 2026",
    original_language="English",
    notes=("Words in square brackets are not agreed.", "ARD Ardenia; BRV Borvale"),
    blocks=(),
    unresolved=UNRESOLVED,
)


def document_of(text: str = TEXT) -> Document:
    """`DOCUMENT` with the provisions of `text`."""
    return replace(
        DOCUMENT, blocks=tuple(_block(text, u.eid, u.kind, u.number, u.heading, u.start, u.end) for u in units(text))
    )


def one_block(text: str, kind: str = "article") -> Document:
    """`DOCUMENT` with `text` as its only provision, whatever it holds."""
    return replace(DOCUMENT, blocks=(Block("art_1", kind, "1", "", text),))


def packed(text: str) -> str:
    """The text without its white space: what no format may lose."""
    return "".join(text.split())


def words_of(document: Document) -> str:
    """All words of the provisions, packed."""
    return packed(" ".join(block.text for block in document.blocks))


def _block(text: str, eid: str, kind: str, number: str, heading: str, start: int, end: int) -> Block:
    words = text[start:end].rstrip()
    return Block(eid, kind, number, heading, words, text[start + len(words) : end])
