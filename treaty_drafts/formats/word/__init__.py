"""A Word document (DOCX) read as the plain text of a rolling text.

Paragraphs stand apart by an empty line. Automatic numbers are written out, since that is how a text is recognised;
tables are lines of cells with ` | ` between them; footnotes are `[^3]` at their place and `[^3]: ...` at the end,
endnotes are counted after them. White space at the edges of a paragraph and behind its number is layout, every other
character of the visible text is kept. What cannot be kept is named in a notice, never dropped in silence.

**Tracked changes are not carried out.** In a negotiation they are proposals of several delegations to one another's
words; all accepted together they give a text that nobody tabled ("shall should may"), while the text before them is
the one that the meeting had. So insertions are left out, deletions and the old place of a move are kept, and so are
the numbers and formats that paragraphs had. A notice counts them; to import them, accept them in Word first.
"""

from dataclasses import dataclass

from treaty_drafts.text.errors import TextError

from .notices import Notice
from .numbering import Numbering
from .package import NOT_WORD, Package
from .story import Story
from .styles import Styles
from .xml import name

__all__ = ["Notice", "WordText", "read"]


@dataclass(frozen=True, slots=True)
class WordText:
    """The text, and what to know about it; paragraph `n` of a notice is `text.split("\\n\\n")[n - 1]`."""

    text: str
    notices: tuple[Notice, ...]


def read(data: bytes) -> WordText:
    """The text of a document. Raises `TextError`, with one sentence to show, for what is no document, is damaged,
    holds no words, or grows beyond what is safe (the caps in `package`)."""
    package = Package(data)
    main = package.related().get("officeDocument", "")
    parts = package.related(main)
    numbering = Numbering(package.pieces(parts.get("numbering", ""), 2))
    story = Story(Styles(package.pieces(parts.get("styles", ""), 2)), numbering)
    body = False
    for block in package.pieces(main, 3):
        parent = block.getparent()
        if parent is not None and name(parent) == "body":
            body = True
            story.add(block)
    if not body:
        raise TextError(NOT_WORD)
    story.end()
    story.notes({kind: package.pieces(parts.get(f"{kind}s", ""), 2) for kind in ("footnote", "endnote")})
    if not story.paragraphs:
        raise TextError("there is no text in the Word document")
    return WordText("\n\n".join(story.paragraphs) + "\n", (*_of_all(package, story, numbering), *story.found.notices()))


def _of_all(package: Package, story: Story, numbering: Numbering) -> list[Notice]:
    """What is to be known about the document as a whole."""
    contents = "a line" if story.contents == 1 else f"{story.contents:,} lines"
    unknown = ", ".join(sorted(numbering.unknown))
    said = [
        story.changes.told(),
        "the document holds macros, which are not read" * package.macros,
        "the cover and the list of open points, as they are printed here, are left out" * bool(story.printed),
        "page headers and footers are left out" * story.margins,
        f"{contents} of a table of contents left out" * bool(story.contents),
        f"automatic numbers of a kind not known here are written in digits ({unknown})" * bool(unknown),
    ]
    return [Notice(0, what) for what in said if what]
