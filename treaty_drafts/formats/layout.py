"""How a provision stands on a page, whatever the format: its heading, its numbered paragraphs, its lines.

Lines are those of `str.splitlines`, as for the outline: a form feed ends one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from treaty_drafts.text import headings
from treaty_drafts.text.outline import ProvisionKind, outline

from .document import Block

UNRESOLVED = "Unresolved on the watched topics"
NOTHING_UNRESOLVED = "Nothing in this text is unresolved on the watched topics."
LANGUAGES = {"Arabic": "ar", "Chinese": "zh", "English": "en", "French": "fr", "Russian": "ru", "Spanish": "es"}


class Role(StrEnum):
    """What a paragraph is on the page; the last three are `1.`, `(a)` and `(i)`."""

    HEADING = "heading"
    PREAMBULAR = "preambular"
    TEXT = "text"
    NUMBERED = "level1"
    LETTERED = "level2"
    ROMAN = "level3"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as `prefix`, its indent and number, and `words`, the first `opening` characters of which are the verb
    that begins a preambular paragraph."""

    prefix: str
    words: str
    opening: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together; `apart` where an empty line was before them."""

    role: Role
    lines: tuple[Line, ...]
    apart: bool


def paragraphs(block: Block) -> tuple[Paragraph, ...]:
    """The paragraphs of a provision; an empty line ends one, and so does the number of the next provision."""
    text = visible(block.text)
    lines = text.splitlines(keepends=True)
    levels, heading = _levels(text), _heading(block, lines)
    body = Role.PREAMBULAR if block.kind == ProvisionKind.PREAMBULAR else Role.TEXT
    found: list[tuple[Role, list[Line], bool]] = []
    apart = True
    for n, (start, line) in enumerate(zip(accumulate(map(len, lines), initial=0), lines, strict=False)):
        if not line.strip():
            apart = True
            continue
        role = None if n in heading else levels.get(start)
        if n in heading[:1]:
            found.append((Role.HEADING, [], apart))
        elif n not in heading and (apart or role or found[-1][0] is Role.HEADING):
            found.append((role or body, [], apart))
        found[-1][1].append(_line(line.splitlines()[0], found[-1][0], numbered=role is not None))
        apart = False
    return tuple(Paragraph(role, tuple(of_it), apart) for role, of_it, apart in found)


def visible(text: str) -> str:
    """The text with U+FFFD for each character that XML forbids or that no page can show; line ends stay."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def _line(line: str, role: Role, *, numbered: bool) -> Line:
    label = numbered and (
        headings.NUMBERED.match(line) or headings.SUBPARAGRAPH.match(line) or headings.BIS_ALONE.match(line)
    )
    verb = headings.PREAMBULAR.match(line) if role is Role.PREAMBULAR else None
    at = label.start("rest") if label else len(line) - len(line.lstrip(" \t"))
    return Line(line[:at], line[at:], verb.end() - at if verb else 0)


def _levels(text: str) -> dict[int, Role]:
    """What the numbered lines are, by the offset at which they begin."""
    frame = "Article 1\n\n"  # so that a paragraph printed without its article is read as it is there
    provisions = outline(frame + text)
    levels = {}
    for provision in provisions:
        inner = provision.parent is not None and provisions[provision.parent].kind is ProvisionKind.SUBPARAGRAPH
        if provision.kind is ProvisionKind.PARAGRAPH:
            levels[provision.start - len(frame)] = Role.NUMBERED
        elif provision.kind is ProvisionKind.SUBPARAGRAPH:
            levels[provision.start - len(frame)] = Role.ROMAN if inner else Role.LETTERED
    return levels


def _heading(block: Block, lines: list[str]) -> tuple[int, ...]:
    """Which lines are the heading: `Article 7`, and its title where that stands on a line of its own."""
    first, *second = [n for n, line in enumerate(lines) if line.strip()][:2] or [-1]
    sentence = block.kind == ProvisionKind.PART and lines and lines[first].rstrip()[-1:] in tuple(".,;")
    if first < 0 or sentence or block.kind not in HEADED:
        return ()
    titled = block.heading.casefold() in lines[first].casefold()
    return first, *(n for n in second if not titled and headings.is_title(lines[n]))


HEADED = frozenset({ProvisionKind.ARTICLE, ProvisionKind.PART, ProvisionKind.CHAPTER})
