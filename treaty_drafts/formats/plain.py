"""Plain text: a document for reading, 72 columns wide, and the provisions alone, exactly as they are stored."""

import unicodedata
from collections.abc import Iterator

import regex

from treaty_drafts.text.errors import TextError

from .document import Block, Document, Progress, Unresolved
from .layout import NOTHING_UNRESOLVED, UNRESOLVED, Role, paragraphs, visible

COLUMNS = 72  # of text
MARGIN = 7  # before the text, where line numbers are shown
COUNTED = 5  # every fifth line shows its number
HANGING = 24  # no line that goes over is indented further
INDENTS = {Role.NUMBERED: "", Role.LETTERED: "   ", Role.ROMAN: "       "}  # where the source has none


def write(document: Document, *, progress: Progress = lambda *_: None) -> bytes:
    """The document as UTF-8 text with LF: cover, provisions, unresolved points; `progress` hears of each block and of
    the end.

    The lines of the provisions are counted, empty ones left out. A word longer than a line stays whole. Control
    characters are printed as U+FFFD.
    """
    total = len(document.blocks) + 1
    margin = MARGIN if document.line_numbers else 0
    written = [_in_margin("", line, margin) for line in _cover(document)]
    count = 0
    for done, block in enumerate(document.blocks, 1):
        for line in ("", *_provision(block)):
            count += bool(line)
            written.append(_in_margin("" if count % COUNTED else str(count), line, margin))
        progress(done, total)
    written += (_in_margin("", line, margin) for line in _unresolved(document.unresolved))
    content = "".join(f"{line}\n" for line in written).encode()
    progress(total, total)
    return content


def source(document: Document) -> bytes:
    """The provisions alone as UTF-8, each with what separated it from the next; nothing is added or changed.

    Raises `TextError` where a character has no UTF-8, as half of a surrogate pair has not.
    """
    text = "".join(block.text + block.separator for block in document.blocks)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise TextError("A character cannot be written as UTF-8", error.start) from error


def words_of(text: str) -> str | None:
    """The provisions out of a document for reading with line numbers, as `write` makes it; None for any other text.

    Lines that went over are one again; white space may be another than it was before.
    """
    lines = text.split("\n")
    if " " * MARGIN + "_" * COLUMNS not in lines[:3]:
        return None
    fifth = next((n for n, line in enumerate(lines) if line[:MARGIN].strip() == str(COUNTED)), None)
    annex = [n for n, line in enumerate(lines) if line.strip() == UNRESOLVED]
    if fifth is None or not annex:
        return None
    counted = [n for n in range(fifth + 1) if lines[n].strip()]
    body = [line[MARGIN:] for line in lines[counted[-COUNTED] : annex[-1]]]
    found: list[str] = []
    for before, line in zip(["", *body], body, strict=False):
        first = PIECE.match(line.strip())
        over = before.strip() and first and _width(before) + 1 + _width(first[0]) > COLUMNS
        found += [" " if over else "\n", line.strip()]
    return "".join(found[1:]).rstrip() + "\n"


def _cover(document: Document) -> Iterator[str]:
    original = document.original_language and f"Original: {document.original_language}"
    yield from _shifted(document.symbol, 1)
    yield "_" * COLUMNS
    yield from (line for text in (document.date, original) for line in _shifted(text, 1))
    yield from _shifted(document.session, 0)
    for text, share in ((document.title, 0.5), (document.revision, 0.5), *((note, 0) for note in document.notes)):
        if text:
            yield from ("", *_shifted(text, share))


def _provision(block: Block) -> Iterator[str]:
    """The lines of a provision, wrapped; what goes over hangs under the words, not under the number."""
    for n, paragraph in enumerate(paragraphs(block)):
        if n and paragraph.apart:
            yield ""
        if paragraph.role is Role.HEADING:
            yield from (over for line in paragraph.lines for over in _shifted(line.words, 0.5))
            continue
        hanging = INDENTS.get(paragraph.role)
        for line in paragraph.lines:
            prefix = line.prefix if hanging is None or line.prefix[:1].isspace() else hanging + line.prefix
            yield from _wrapped(prefix, line.words)
            hanging = hanging if hanging is None else " " * min(_width(prefix), HANGING)


def _in_margin(number: str, line: str, margin: int) -> str:
    return f"{number:>{margin - 2}}  {line}" if line and margin else line


def _unresolved(unresolved: tuple[Unresolved, ...]) -> Iterator[str]:
    yield from ("", UNRESOLVED, "-" * len(UNRESOLVED))
    if not unresolved:
        yield NOTHING_UNRESOLVED
    for point in unresolved:
        yield from ("", *_shifted(f"{point.topic}: {point.place}", 0))
        yield from (over for line in visible(point.words).splitlines() for over in _wrapped("    ", line))
        if point.because:
            yield from _wrapped("    Because: ", " ".join(visible("; ".join(point.because)).split()))


def _shifted(text: str, share: float) -> Iterator[str]:
    """The lines of `text`, wrapped, with that share of the free columns before them: 0.5 centres, 1 is at the right."""
    for line in visible(text).splitlines():
        for over in _wrapped("", line.strip()):
            yield " " * max(int((COLUMNS - _width(over)) * share), 0) + over


def _wrapped(prefix: str, words: str) -> Iterator[str]:
    """`prefix` and `words` in lines of at most 72 columns, broken at white space and around Chinese characters."""
    prefix = prefix.expandtabs(4)
    line, width = prefix, _width(prefix)
    hanging = min(width, HANGING)
    for piece in PIECE.finditer(words):
        wide = _width(piece[0])
        if width + wide > COLUMNS and width > hanging:
            yield line.rstrip()
            line, width = " " * hanging + piece["word"], hanging + _width(piece["word"])
        else:
            line, width = line + piece[0], width + wide
    yield line.rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: two for a wide character, none for a mark on the one before."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.category(c) not in ("Mn", "Me", "Cf")
        for c in text
    )


PIECE = regex.compile(r"(?P<space>\s*+)(?P<word>\p{Han}\p{P}*+|(?:(?!\p{Han})\S)++)")
