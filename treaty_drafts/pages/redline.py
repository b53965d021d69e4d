"""Draw a comparison for a page: what went struck through, what came underlined, every change numbered."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..comparison import Comparison, Piece
from .drawing import Line, Marked, headings, setting, within

TAGS = {"insert": "ins", "delete": "del"}
MOVED = {"insert": "moved here", "delete": "moved from here"}


@dataclass(frozen=True, slots=True)
class Beside:
    """Two paragraphs that stand beside each other; `number` counts the rows from 1."""

    number: int
    before: Line
    after: Line
    changed: bool


def inline(compared: Comparison, *, behind: int = 0, marked: Marked = ()) -> list[Line]:
    """Both texts as one, line by line. A change keeps its number in each line it runs through.

    On a page with `behind` changes before these, the numbers go on. `marked` stretches of the earlier text are in a tag.
    """
    pen = _Pen(compared, behind, marked)
    top = max(headings(compared.before), headings(compared.after))
    lines = enumerate(_lines(compared.inline), 1)
    return [_line(number, pen.draw(pieces), pieces, top) for number, pieces in lines]


def rows(compared: Comparison) -> list[Beside]:
    """Both texts side by side. A change has the same number on both sides."""
    pen = _Pen(compared)
    tops = headings(compared.before), headings(compared.after)
    found = []
    for row in compared.rows:
        before = _line(row.number, pen.draw(row.before, after=False), row.before, tops[0])
        after = _line(row.number, pen.draw(row.after, before=False), row.after, tops[1])
        # where a paragraph was split or joined, words that both have stand in different rows
        changed = row.changed or "".join(p.text for p in row.before) != "".join(p.text for p in row.after)
        found.append(Beside(row.number, before, after, changed))
    return found


def _lines(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    line: list[Piece] = []
    for piece in pieces:
        for part in piece.text.splitlines(keepends=True):
            line.append(replace(piece, text=part))
            if part.endswith("\n"):
                yield tuple(line)
                line = []
    if line:
        yield tuple(line)


def _line(number: int, html: SafeString, pieces: tuple[Piece, ...], top: int) -> Line:
    words = "".join(p.text for p in pieces if p.text.strip())
    how = setting(words) if words or not html else "plain"
    changed = any(p.kind in TAGS for p in pieces)
    return Line(number, "heading" if number <= top and words else how, html, changed)


def folded(lines: Iterable[Line]) -> list[Line]:
    """The lines that changed; those between them as one line that counts them, headings aside."""
    found: list[Line] = []
    for changed, run in groupby(lines, key=lambda line: line.changed):
        kept = list(run)
        same = [line for line in kept if line.setting not in ("blank", "heading")]
        if changed or len(same) < 2:
            found += kept
        else:
            found.append(Line(same[0].number, "folded", mark_safe(f"{len(same)} paragraphs as they stand")))  # noqa: S308
    return found


class _Pen:
    """Draws pieces in the order of the texts, and knows from where it stands which change a piece belongs to."""

    def __init__(self, compared: Comparison, behind: int = 0, marked: Marked = ()) -> None:
        self.behind, self.marked = behind, marked
        changes = compared.changes
        self.starts = {"delete": [c.before.start for c in changes], "insert": [c.after.start for c in changes]}
        self.texts = {"delete": [c.before.of(compared.before) for c in changes], "insert": [c.text for c in changes]}
        self.at = {"delete": 0, "insert": 0}  # in the earlier text, in the later one
        self.named: set[int] = set()  # an id stands once on a page

    def draw(self, pieces: Iterable[Piece], *, before: bool = True, after: bool = True) -> SafeString:
        """`pieces` as HTML; `before` and `after` say whose words they are, of both texts or of one."""
        html = ""
        for piece in pieces:
            words = piece.text.rstrip("\r\n")
            same = piece.kind not in TAGS
            html += within(words, self.at["delete"], self.marked) if same else self._changed(piece, words)
            self.at["delete"] += len(piece.text) * (before and piece.kind != "insert")
            self.at["insert"] += len(piece.text) * (after and piece.kind != "delete")
        return mark_safe(html)  # noqa: S308  # every word in it is escaped

    def _changed(self, piece: Piece, words: str) -> str:
        kind = piece.kind
        number = bisect_right(self.starts[kind], self.at[kind])
        # a paragraph that begins or ends and nothing else would not be seen; with words it shows by itself
        unseen = not self.texts[kind][number - 1].strip() and not words
        if not words and not unseen:
            return ""
        name = "" if number in self.named else f' id="change-{number + self.behind}"'
        self.named.add(number)
        inside = '<span class="break">¶</span>' if unseen else escape(words)
        label = f'<span class="moved">{MOVED[kind]}</span> ' if piece.moved and words.strip() else ""
        return f'<{TAGS[kind]}{name} data-change="{number + self.behind}">{label}{inside}</{TAGS[kind]}>'
