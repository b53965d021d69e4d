"""Compare any two texts of a provision: word-level changes, inline, side by side and clean."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from .text import Change, diff


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `same`, `insert` (in the later text only) or `delete` (in the earlier only).

    Of a paragraph that was `moved`, the one is where it came to, the other where it went away.
    """

    kind: str
    text: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Two paragraphs that stand beside each other; `number` counts the rows from 1."""

    number: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(p.kind != "same" for p in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and what lies between them."""

    before: str
    after: str
    changes: tuple[Change, ...]

    @property
    def inline(self) -> tuple[Piece, ...]:
        """Both texts as one: what went, then what came, in place."""
        return tuple(_pieces(self))

    @property
    def rows(self) -> tuple[Row, ...]:
        """Both texts side by side, paragraph by paragraph."""
        lines = zip_longest(*_columns(self.inline), fillvalue=())
        return tuple(Row(n, tuple(a), tuple(b)) for n, (a, b) in enumerate(lines, 1))


def compare(before: str, after: str) -> Comparison:
    """The comparison of two texts."""
    return Comparison(before, after, diff(before, after))


def _pieces(compared: Comparison) -> Iterator[Piece]:
    at = 0
    for change in compared.changes:
        if at < change.before.start:
            yield Piece("same", compared.before[at : change.before.start])
        if gone := change.before.of(compared.before):
            yield Piece("delete", gone, change.twin is not None)
        if change.text:
            yield Piece("insert", change.text, change.twin is not None)
        at = change.before.end
    if at < len(compared.before):
        yield Piece("same", compared.before[at:])


def _columns(pieces: tuple[Piece, ...]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The paragraphs of each side; both begin a new row where both end one."""
    before: list[list[Piece]] = [[]]
    after: list[list[Piece]] = [[]]
    for piece in pieces:
        paragraphs = piece.text.splitlines(keepends=True)
        for paragraph in paragraphs:
            part = replace(piece, text=paragraph)
            if piece.kind == "same" and not before[-1] and not after[-1]:
                _level(before, after)
            if piece.kind != "insert":
                before[-1].append(part)
            if piece.kind != "delete":
                after[-1].append(part)
            if not paragraph.endswith("\n"):
                continue
            if piece.kind == "same":
                _level(before, after)
                before.append([])
                after.append([])
            else:
                (before if piece.kind == "delete" else after).append([])
    return before, after


def _level(before: list[list[Piece]], after: list[list[Piece]]) -> None:
    """Leave empty places in the shorter column, so that both go on in the same row."""
    for column in (before, after):
        column.extend([] for _ in range(max(len(before), len(after)) - len(column)))
