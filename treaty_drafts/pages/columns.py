"""Draw the wordings of a provision beside each other: a row for each paragraph of the base, the points numbered in all."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..comparison import Piece, compare
from ..point_by_point import Open
from ..side_by_side import SideBySide, Wording
from ..text import Span
from .drawing import Line, Marked, headings, setting, within
from .redline import MOVED, TAGS

Mark = tuple[int, int]  # where a point begins in the base, and its number


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph as one wording has it."""

    html: SafeString
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as the base has it, and as each wording has it."""

    setting: str
    cells: tuple[Cell, ...]


def rows(found: SideBySide, marked: Sequence[Marked] = ()) -> list[Row]:
    """The base paragraph by paragraph, and beside it every wording with what it changes.

    `marked` are, for each of the columns, stretches of the base in a tag of their own.
    """
    base = found.base.text
    starts, settings = _paragraphs(base)
    marks = [(p.point.span.start, p.number) for p in found.points]
    every = (found.base, *found.wordings, *found.by_chair)
    columns = [
        _cells(base, wording, _Column(starts, marks, n, in_tags))
        for n, (wording, in_tags) in enumerate(zip(every, marked or [()] * len(every), strict=True))
    ]
    return [Row(how, cells) for how, cells in zip(settings, zip(*columns, strict=True), strict=True)]


def numbered(base: str, points: Sequence[Open]) -> list[Line]:
    """The base line by line, each point with its number and, where it is not inside another, the words it is about."""
    marks = [(p.point.span.start, p.number) for p in points]
    outer = _outer([p.point.span for p in points])
    top, at = headings(base), 0
    every = (base + "\0").splitlines(keepends=True)  # a point at the end has its place, behind a line end too
    drawn = []
    for number, line in enumerate(every, 1):
        line = line.removesuffix("\0") if number == len(every) else line
        inside = [mark for mark in marks if at <= mark[0] < at + len(line) or (number == len(every) and mark[0] >= at)]
        html = "".join(_extents(line.rstrip("\r\n"), at, inside, outer))
        how = "heading" if number <= top else "plain" if html and not line.strip() else setting(line)
        drawn.append(Line(number, how, mark_safe(html)))  # noqa: S308  # every word in it is escaped
        at += len(line)
    return drawn


def _paragraphs(base: str) -> tuple[list[int], list[str]]:
    """Where the rows begin, and how each is set; a line without words belongs to the one before it."""
    starts, settings, at = [0], ["plain"], 0
    top = headings(base)
    for number, line in enumerate(base.splitlines(keepends=True), 1):
        how = "heading" if number <= top else setting(line)
        if at == 0 and line.strip():
            settings[0] = how
        elif line.strip():
            starts.append(at)
            settings.append(how)
        at += len(line)
    return starts, settings


def _cells(base: str, wording: Wording, column: "_Column") -> list[Cell]:
    at = 0
    for piece in compare(base, wording.text).inline:
        if piece.kind == "insert":
            column.insert(piece, at)
            continue
        end = at + len(piece.text)
        while at < end:
            stop = min(end, column.until(at))
            column.add(piece, base[at:stop], at)
            at = stop
    column.number(len(base))
    return column.cells


class _Column:
    """Draws one wording, piece by piece, into the rows of the base."""

    def __init__(self, starts: list[int], marks: Sequence[Mark], side: int, marked: Marked) -> None:
        self.starts, self.side, self.marked = starts, side, marked
        self.left = deque(marks)
        self.html, self.changed = [""] * len(starts), [False] * len(starts)

    @property
    def cells(self) -> list[Cell]:
        drawn = zip(self.html, self.changed, strict=True)
        return [Cell(mark_safe(html.strip()), changed) for html, changed in drawn]  # noqa: S308  # escaped

    def row(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def until(self, at: int) -> int:
        """How far the words from `at` go on without a number or a new row."""
        self.number(at)
        ends = [self.left[0][0]] if self.left else []
        return min([*ends, *self.starts[self.row(at) + 1 :][:1]], default=10**9)

    def number(self, at: int) -> None:
        """Write the numbers of the points that begin up to there."""
        while self.left and self.left[0][0] <= at:
            start, number = self.left.popleft()
            self.html[self.row(start)] += _number(number, self.side)

    def add(self, piece: Piece, words: str, at: int) -> None:
        same = piece.kind == "same"
        self.html[self.row(at)] += within(words, at, self.marked) if same else _changed(piece, words)
        self.changed[self.row(at)] |= piece.kind != "same"

    def insert(self, piece: Piece, at: int) -> None:
        """A paragraph that comes in before another one stands behind the one before."""
        self.number(at)
        row = self.row(at)
        self.add(piece, piece.text, at - (row > 0 and at == self.starts[row] and "\n" in piece.text))


def _changed(piece: Piece, words: str) -> str:
    if "\n" in words and not words.strip():
        return f'<{TAGS[piece.kind]}><span class="break">¶</span></{TAGS[piece.kind]}>'
    label = f'<span class="moved">{MOVED[piece.kind]}</span> ' if piece.moved else ""
    return f"<{TAGS[piece.kind]}>{label}{escape(words)}</{TAGS[piece.kind]}>"


def _number(number: int, side: int) -> str:
    """A point's number; in the base it leads to what is said of the point."""
    words = f'<span class="vh">Point </span>{number}'
    return f'<a class="point-no" href="#point-{number}">{words}</a>' if not side else f'<b class="point-no">{words}</b>'


def _outer(spans: Sequence[Span]) -> list[Span]:
    """Those that lie in no other; they are in the order of the text, a longer one first."""
    found: list[Span] = []
    for span in spans:
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _extents(line: str, start: int, marks: Sequence[Mark], outer: list[Span]) -> Iterator[str]:
    """A line of the base that begins at `start`, as pieces of HTML."""
    end = start + len(line)
    numbers = [(min(at, end), n) for at, n in marks]
    inside = [s for s in outer if s.start < end and start < s.end]
    cuts = {start, end, *(at for at, _ in numbers), *(c for s in inside for c in (s.start, s.end) if start < c < end)}
    places = sorted(cuts)
    for at, stop in zip(places, [*places[1:], end], strict=True):
        yield from (_number(n, 0) for offset, n in numbers if offset == at)
        words = escape(line[at - start : stop - start])
        yield f'<span class="place">{words}</span>' if words and any(s.start <= at < s.end for s in inside) else words
