"""One number and one address for each point of a provision, on every page and in the interface."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .citing import within
from .paragraphs import paragraphs
from .settlements import Settled, left, unsettled
from .text import Collation, Point, Reading, Span, Stance, outline, points
from .text.points import in_order

WORDS = 6  # of a point that stand beside its number


@dataclass(frozen=True, slots=True)
class Numbered:
    """A point under its number: `point` as it is open, on the base with what is settled; or `settled`.

    `cited` is where it is, "paragraph 2 (b)"; `begins` are the first words that it is about. `origin` is its place in the
    base before anything was settled.
    """

    number: int
    cited: str
    begins: str
    origin: Span
    point: Point | None = None
    settled: Settled | None = None


def numbered(
    tabled: Collation, now: Collation, settled: Iterable[Settled], *, before: Iterable[Stance] = (),
    said: Iterable[Stance] = (),
) -> tuple[Numbered, ...]:  # fmt: skip
    """The open points of `now` and the settled ones that hold, in the order of the text.

    `tabled` are the wordings before anything was settled: its points are counted, so that settling one, or opening it
    again, changes no number. `before` and `said` are the stances on passages of its base and of that of `now`.
    """
    made = tuple(settled)
    holding = [(s, s.origin) for s in made if s.holds and s.origin]
    there = _Places(points(tabled, before))
    done = [(s, there.take(was, [w["text"] for w in s.settlement.wordings])) for s, was in holding]
    open_ = [(p, there.take(unsettled(p.span, made), _texts(p), p.passage)) for p in left(tabled, now, made, said)]
    order = {place: n for n, place in enumerate(sorted(there.every, key=in_order), 1)}
    cited = _cited(tabled.base)
    found = [
        *(Numbered(order[at], cited(at), _begins(at), at.span, settled=one) for one, at in done),
        *(Numbered(order[at], cited(at), _begins(at), at.span, one) for one, at in open_),
    ]
    return tuple(sorted(found, key=lambda n: n.number))


def _begins(point: Point) -> str:
    """The first words of what stands at a point, or is offered where nothing does; without a sign before them."""
    words = next((w.text.strip() for w in point.wordings if w.text.strip()), "")
    said = (words.lstrip(",;:. ") or words).split()
    return " ".join(said[:WORDS]) + (" …" if len(said) > WORDS else "")


class _Places:
    """The points of the base before anything was settled; each stands for one that is open or settled now."""

    def __init__(self, found: Sequence[Point]) -> None:
        self.every = list(found)
        self.free = dict.fromkeys(found)
        self.exact = {p.gone: p for p in reversed(found)} | {p.span: p for p in reversed(found)}

    def take(self, span: Span, texts: Sequence[str], passage: bool = False) -> Point:
        """The point at `span`: the very same, or else the free one that is most like it, or a new one."""
        point = self.exact.get(span)
        if point not in self.free or point.passage != passage:
            point = max(self._like(span, texts, passage), default=None, key=lambda p: self._likeness(p, span, texts))
        if point is None:
            point = Point(span, span, tuple(Reading(text, (), False) for text in texts), passage=passage)
            self.every.append(point)
        self.free.pop(point, None)
        return point

    def _like(self, span: Span, texts: Sequence[str], passage: bool) -> Iterator[Point]:
        for point in self.free:
            same, shared = self._likeness(point, span, texts)
            if point.passage == passage and shared >= (0 if same else 1):
                yield point

    def _likeness(self, point: Point, span: Span, texts: Sequence[str]) -> tuple[bool, int]:
        shared = min(span.end, point.span.end) - max(span.start, point.span.start)
        return _texts(point) == list(texts), shared


def _texts(point: Point) -> list[str]:
    return [w.text for w in point.wordings]


def _cited(base: str) -> Callable[[Point], str]:
    """Where a point of the base is: its numbered paragraph, or which of those without a number."""
    numbers, unnumbered = outline(base), paragraphs(base)

    def cited(point: Point) -> str:
        at = point.span.start
        if at == point.span.end and base[:at][-1:].strip():
            at -= 1  # words that come in at the end of a paragraph
        inside = [p.cited for p in unnumbered if p.start <= at]
        return within(numbers, at) or (inside[-1] if inside else "the heading" if base else "")

    return cited
