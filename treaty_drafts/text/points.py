"""The points of a collation that are to be settled: where wordings differ, and what stands in brackets in the base."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .brackets import Bracket, parse
from .collate import Collation, Reading, Shared, Site
from .contest import ON_PASSAGES, cut
from .errors import TextError
from .joining import SILENT, as_printed, by_name, merged
from .runs import standing_in
from .span import Span
from .stances import Stance


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to settle, at `span` (code points) of the base, and the wordings that are offered there.

    `gone` is what goes where it is settled that nothing stands there: the span, and a space that would be one too
    many. `standing` where it is a bracket of the base on which no wording differs; `passage` where somebody reserves on
    words or asks for brackets around them, without a wording of its own: there is nothing to choose.
    """

    span: Span
    gone: Span
    wordings: tuple[Reading, ...]
    standing: bool = False
    passage: bool = False


def points(collation: Collation, stances: Iterable[Stance] = ()) -> tuple[Point, ...]:
    """All that is to be settled, as it is printed, in the order of the text; a bracket before those inside it.

    With `stances`, also the passages of the base that they are on, unless they are all of a point.

    The wordings of a place with alternatives that stand are those alternatives, without their brackets. Of a collation
    that `collate` made: what nobody holds is no wording of it.
    """
    segments = as_printed(collation)
    base = collation.base
    found: list[Point] = []
    at = 0
    for segment in segments:
        end = at + len(by_name(segment)[SILENT])
        if isinstance(segment, Site):
            found.append(Point(Span(at, end), _gone(base, at, end), tuple(_wordings(segment))))
        at = end
    taken = [p.span for p in found]
    found += [p for p in _standing(base) if not any(p.span.start < t.end and t.start < p.span.end for t in taken)]
    sites = [(start, end) for start, end, s in cut(collation, set()) if isinstance(s, Site)]
    found = [_clear(p, sites) for p in found]
    taken = [p.span for p in found]
    passages = dict.fromkeys(Span(s.start, s.end) for s in stances if s.stance in ON_PASSAGES)
    found += [_passage(base, span) for span in passages if span not in taken]
    return tuple(sorted(found, key=in_order))


def in_order(point: Point) -> tuple[int, bool, int, bool]:
    """The order of the text: what comes in before words stands before them, and what is around others too."""
    start, end = point.span.start, point.span.end
    return start, start < end, -end, not point.passage


def _passage(base: str, span: Span) -> Point:
    return Point(span, span, (Reading(span.of(base), (), True),), passage=True)


def _clear(point: Point, sites: Sequence[tuple[int, int]]) -> Point:
    """The point without a space to go along where a wording differs at that space."""
    span, gone = point.span, point.gone
    behind = any(start < gone.end and end >= span.end and not _inside(span, start, end) for start, end in sites)
    before = any(start <= span.start and end > gone.start and not _inside(span, start, end) for start, end in sites)
    torn = (behind and gone.end > span.end) or (before and gone.start < span.start)
    return replace(point, gone=span) if torn else point


def settle(collation: Collation, span: Span, text: str) -> Collation:
    """The collation with a stretch of its base settled: all have `text` there. Every other point stays as it is.

    Raises `TextError` where a wording differs across an end of the stretch.
    """
    segments: list[Shared | Site] = []
    placed = False
    for start, end, content in cut(collation, {span.start, span.end}):
        inside = _inside(span, start, end)
        across = isinstance(content, Site) and not inside and start < span.end and span.start < end
        if across:
            raise TextError(f"a wording differs from {start} to {end} of the base, across an end of {span}")
        if not placed and (inside or span.end <= start):
            segments.append(Shared(text))
            placed = True
        if not inside:
            segments.append(content)
    if not placed:
        segments.append(Shared(text))
    return replace(collation, segments=tuple(merged(s for s in segments if isinstance(s, Site) or s.text)))


def wordings_at(collation: Collation, span: Span) -> dict[str, str]:
    """What each wording has at a stretch of the base at which no wording differs across an end."""
    parts = [
        by_name(content) for start, end, content in cut(collation, {span.start, span.end}) if _inside(span, start, end)
    ]
    return {s: "".join(p.get(s, p[SILENT]) for p in parts) for s in collation.sigla}


def _inside(span: Span, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` of the base is inside `span`: words put in at its ends are beside it."""
    if start == end:
        return span.start < start < span.end or span.start == start == span.end
    return span.start <= start and end <= span.end


def _wordings(site: Site) -> Iterator[Reading]:
    standing = standing_in(site)
    if not standing:
        yield from site.readings
        return
    held = {r.text: r.sigla for r in site.readings[1:]}
    yield from (Reading(text, held.pop(text, ()), True) for text in standing)
    yield from (Reading(text, sigla, False) for text, sigla in held.items())


def _standing(base: str) -> Iterator[Point]:
    parsed = parse(base)
    groups: dict[int, list[Bracket]] = {}
    for n, bracket in enumerate(parsed.brackets):
        if bracket.unresolved:
            groups.setdefault(n if bracket.group is None else bracket.group, []).append(bracket)
    for group in groups.values():
        texts = dict.fromkeys(a.of(base) for b in group for a in b.alternatives)
        start, end = group[0].start, group[-1].end
        yield Point(Span(start, end), _gone(base, start, end), tuple(Reading(t, (), True) for t in texts), True)


def _gone(base: str, start: int, end: int) -> Span:
    before, after = base[:start][-1:], base[end : end + 1]
    if start == end or base[start:end] != base[start:end].strip():
        return Span(start, end)
    if after == " " and (not before or before.isspace()):
        return Span(start, end + 1)
    return Span(start - (before == " " and after in ("", *",.;:)\n")), end)
