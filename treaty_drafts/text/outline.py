"""The provisions of an instrument in plain text or Markdown: parts, articles, preambular and numbered paragraphs.

`outline` gives the tree, parents before their children; the spans of its top level tile the text. `units` gives the
pieces that are drafted one by one, articles for the most part; they tile the text as well, so that every character
belongs to exactly one unit.
"""

from dataclasses import dataclass, replace

from . import headings as h
from .marks import PART, UNIT, Mark, Reader
from .marks import ProvisionKind as ProvisionKind


@dataclass(frozen=True, slots=True)
class Provision:
    """`start` to `end` in code points; `parent` an index into the outline, or None at the top."""

    eid: str
    kind: ProvisionKind
    number: str
    heading: str
    start: int
    end: int
    parent: int | None = None


def outline(text: str) -> tuple[Provision, ...]:
    """The provisions of `text`, in order. Empty for a text without words."""
    return tuple(_nested(_marks(text), len(text)))


def units(text: str) -> tuple[Provision, ...]:
    """What is drafted and tabled one by one, tiling `text`; `parent` is None.

    An article is one unit, a preambular paragraph, a numbered paragraph that stands in no article, and what a part or
    chapter says before its first unit.
    """
    marks = [m for m in _marks(text) if m.rank <= UNIT]
    flat = _nested([replace(m, rank=UNIT) for m in marks], len(text))
    return tuple(flat)


def _marks(text: str) -> list[Mark]:
    if not text.strip():
        return []
    marks = list(Reader(text).marks())
    if not marks or text[: marks[0].start].strip():
        titles = (h.title(line) for line in text.strip().split("\n"))
        marks.insert(0, Mark(0, PART, ProvisionKind.PART, "front", heading=next(filter(None, titles), "")))
    marks[0] = replace(marks[0], start=0)
    return marks


def _nested(marks: list[Mark], length: int) -> list[Provision]:
    found: list[Provision] = []
    open_: list[tuple[int, int]] = []  # rank and index of what is still open
    taken: dict[str, int] = {}
    for mark in marks:
        _close(found, open_, mark.rank, mark.start)
        parent = open_[-1][1] if open_ else None
        # the eId of an article does not name its chapter, so that it survives a move
        prefix = f"{found[parent].eid}__" if parent is not None and mark.rank > UNIT else ""
        eid = "_".join(filter(None, (prefix + mark.code, mark.number.replace(" ", ""))))
        taken[eid] = taken.get(eid, 0) + 1
        eid = eid if taken[eid] == 1 else f"{eid}-{taken[eid]}"
        found.append(Provision(eid, mark.kind, mark.number, mark.heading, mark.start, length, parent))
        open_.append((mark.rank, len(found) - 1))
    return found


def _close(found: list[Provision], open_: list[tuple[int, int]], rank: int, at: int) -> None:
    while open_ and open_[-1][0] >= rank:
        index = open_.pop()[1]
        found[index] = replace(found[index], end=at)
