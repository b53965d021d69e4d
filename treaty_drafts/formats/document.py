"""What a document holds, whatever its format: the cover, the provisions, and the list of what is unresolved."""

from collections.abc import Callable
from dataclasses import dataclass

AGREED = "[Agreed ad referendum]"  # the custom: in brackets behind the words, and not a bracket that is open


@dataclass(frozen=True, slots=True)
class Block:
    """One provision as it is to be printed. `kind` is an outline kind; `text` begins with its heading lines."""

    eid: str
    kind: str
    number: str
    heading: str
    text: str
    separator: str = "\n\n"  # the white space that followed it in the source


@dataclass(frozen=True, slots=True)
class Unresolved:
    """One open point on a watched topic: where it is, its words, and the words that say why it is on the topic."""

    topic: str
    place: str
    words: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A rolling text, or a selection of its articles, ready to be written. All fields are printed as given."""

    title: str
    revision: str  # "Rev.2"
    symbol: str
    session: str
    date: str  # "24 November 2026"
    original_language: str
    notes: tuple[str, ...]  # legend and remarks for the cover
    blocks: tuple[Block, ...]
    unresolved: tuple[Unresolved, ...]
    line_numbers: bool = True


Progress = Callable[[int, int], None]  # called with how many blocks of how many are written
