"""Before a collation is written: new wordings join the alternatives that stand in brackets in the base already."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from .collate import Collation, Shared, Site, site
from .contest import said_of
from .grammar import BRACKET

SILENT = "\0"  # a delegation that no bracket names; no siglum can be this
DEEP = 20  # brackets around a change, at most, that are looked at
Segments = list[Shared | Site]
WIDE = 30  # characters between two places of one phrase, at most
BREAK = re.compile(r"[\n.;:\[\]]")  # a phrase ends there


class Group(NamedTuple):
    """Brackets of the base with nothing or a space between, from `start` to `end`, and the group they are in."""

    start: int
    end: int
    parent: int


def as_printed(collation: Collation) -> Segments:
    """The segments of a collation as they are to be written: what nobody holds stands in brackets as part of the base,
    and a change at brackets that stand is widened to all their alternatives, where the result has no brackets in
    brackets."""
    segments = merged(part for s in collation.segments for part in _without_unheld(s))
    base = "".join(s.text if isinstance(s, Shared) else s.readings[0].text for s in segments)
    segments = _joined(segments, _groups(base), collation.sigla) if "[" in base else segments
    return _phrases(segments, collation.sigla)


def by_name(content: Shared | Site) -> dict[str, str]:
    """What each delegation has there, and under SILENT what the others have."""
    if isinstance(content, Shared):
        return {SILENT: content.text}
    return {SILENT: content.readings[0].text} | {s: r.text for r in reversed(content.readings) for s in r.sigla}


def fused(first: Shared | Site, second: Shared | Site, sigla: Sequence[str]) -> Site:
    """Two neighbours as one site."""
    one, other = by_name(first), by_name(second)
    texts = {s: one.get(s, one[SILENT]) + other.get(s, other[SILENT]) for s in sigla}
    return said_of(site(one[SILENT] + other[SILENT], texts), (first, second))


def _without_unheld(segment: Shared | Site) -> Segments:
    """Alternatives that no delegation holds are written as they stand in a rolling text: `[shall][should]`."""
    if isinstance(segment, Shared) or all(r.sigla for r in segment.readings[1:]):
        return [segment]
    unheld = [
        r.text for r in (segment.readings[0], *(r for r in segment.readings[1:] if not r.sigla)) if r.text.strip()
    ]
    before = min((t[: len(t) - len(t.lstrip())] for t in unheld), key=len, default="")
    after = min((t[len(t.rstrip()) :] for t in unheld), key=len, default="")
    base = before + "".join(f"[{t.removeprefix(before).removesuffix(after)}]" for t in unheld) + after
    texts = {s: r.text for r in segment.readings for s in r.sigla}
    return [said_of(site(base, texts), (segment,))] if texts else [Shared(base)]


def merged(segments: Iterable[Shared | Site]) -> Segments:
    found: Segments = []
    for one in segments:
        if found and isinstance(one, Shared) and isinstance(found[-1], Shared):
            found[-1] = Shared(found[-1].text + one.text)
        else:
            found.append(one)
    return found


def _phrases(segments: Segments, sigla: Sequence[str]) -> Segments:
    """Neighbours between which the same delegations are divided in the same way are one phrase where hardly any words
    stand between them: fewer brackets say the same."""
    found: Segments = []
    for one in segments:
        found.append(one)
        while len(found) > 2 and _is_phrase(*found[-3:]):
            first, between, last = found[-3:]
            found[-3:] = [fused(fused(first, between, sigla), last, sigla)]
    return found


def _is_phrase(first: Shared | Site, between: Shared | Site, last: Shared | Site) -> bool:
    if not (isinstance(first, Site) and isinstance(between, Shared) and isinstance(last, Site)):
        return False
    if len(between.text) > WIDE or BREAK.search(between.text):
        return False
    if {frozenset(r.sigla) for r in first.readings[1:]} != {frozenset(r.sigla) for r in last.readings[1:]}:
        return False
    if any((*s.reserving, *s.bracketing) for s in (first, last)):
        return False
    texts = [r.text for s in (first, last) for r in s.readings]
    if any(BRACKET.search(t) for t in texts) or not all(texts):
        return False
    return 2 * len(between.text.strip()) <= sum(max(len(r.text) for r in s.readings) for s in (first, last))


def _groups(base: str) -> list[Group]:
    """In the order in which they open."""
    found: list[list[int]] = []
    open_: list[int] = []  # the group of each bracket that is open
    last: dict[int, int] = {}  # by group around, the last one in it
    for bracket in BRACKET.finditer(base):
        at = bracket.start()
        if bracket[0] == "]":
            if open_:
                found[open_.pop()][1] = at + 1
            continue
        around = open_[-1] if open_ else -1
        before = last.get(around)
        if before is None or base[found[before][1] : at] not in ("", " "):
            found.append([at, 0, around])
            last[around] = len(found) - 1
        open_.append(last[around])
    return [Group(*g) for g in found]


def _joined(segments: Segments, groups: list[Group], sigla: Sequence[str]) -> Segments:
    ends = [0, *accumulate(len(by_name(s)[SILENT]) for s in segments)]
    spans: dict[tuple[int, int], None] = {}
    for n, one in enumerate(segments):
        if isinstance(one, Site):
            text = one.readings[0].text
            low = ends[n] + len(text) - len(text.lstrip())
            group = _around(groups, low, low + len(text.strip()))
            if group:
                spans.setdefault((min(group.start, ends[n]), max(group.end, ends[n + 1])))
    made: Segments = []
    done, cut = 0, 0  # how many segments are made, and how many characters of the next
    for start, end in sorted(spans):
        first, last = bisect_right(ends, start) - 1, bisect_left(ends, end) - 1
        if start < (ends[done] + cut) or first < done:
            continue
        whole = _cut(segments, ends, (first, start), (last, end), sigla)
        if whole:
            before = segments[done:first]
            made += [_rest(before[0], cut), *before[1:]] if before else []
            cut = cut if first == done else 0
            head = segments[first]
            made += [Shared(head.text[cut : start - ends[first]])] if isinstance(head, Shared) else []
            made.append(whole)
            done, cut = last, end - ends[last]
            if cut == ends[last + 1] - ends[last]:
                done, cut = last + 1, 0
    left = segments[done:]
    made += [_rest(left[0], cut), *left[1:]] if left else []
    return [s for s in made if isinstance(s, Site) or s.text]


def _rest(segment: Shared | Site, cut: int) -> Shared | Site:
    return Shared(segment.text[cut:]) if isinstance(segment, Shared) else segment


def _around(groups: list[Group], low: int, high: int) -> Group | None:
    """The smallest group that a stretch of the base is part of."""
    n = bisect_right(groups, low, key=lambda g: g.start) - 1
    for _ in range(DEEP):
        if n < 0:
            return None
        group = groups[n]
        if group.start <= low and high <= group.end and (low < high or group.start < low < group.end):
            return group
        n = group.parent if group.end else n - 1
    return None


def _cut(
    segments: Segments, ends: list[int], first: tuple[int, int], last: tuple[int, int], sigla: Sequence[str]
) -> Site | None:
    """The base between two offsets, each with the segment it is in, as one site; None where another site lies across
    or touches its border, and where a delegation would have brackets of its own there."""
    (low, start), (high, end) = first, last
    inside = segments[low : high + 1]
    touching = [
        *segments[max(0, low - 1) : low][: start == ends[low]],
        *segments[high + 1 : high + 2][: end == ends[high + 1]],
    ]
    across = (isinstance(inside[0], Site) and start > ends[low]) or (
        isinstance(inside[-1], Site) and end < ends[high + 1]
    )
    if across or any(isinstance(s, Site) for s in touching):
        return None
    texts = [by_name(s) for s in inside]
    if isinstance(inside[-1], Shared):
        texts[-1] = {SILENT: inside[-1].text[: end - ends[high]]}
    if isinstance(inside[0], Shared):
        texts[0] = {SILENT: texts[0][SILENT][start - ends[low] :]}
    found = site("".join(t[SILENT] for t in texts), {s: "".join(t.get(s, t[SILENT]) for t in texts) for s in sigla})
    found = said_of(found, inside)
    return None if any(BRACKET.search(r.text) for r in found.readings[1:]) else found
