"""Passages of the base that somebody reserves on or asks to bracket, without a wording of its own for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .collate import Collation, Shared, Site, site
from .stances import Stance, StanceKind

ON_PASSAGES = (StanceKind.RESERVES, StanceKind.BRACKETS)


def contested(collation: Collation, stances: Iterable[Stance]) -> Collation:
    """The collation with each passage that one of `stances` is on as one site, whatever differs inside it.

    `start` and `end` of a stance are code points in the base. `RESERVES` and `BRACKETS` are heeded, no others. No
    reading changes; where a passage begins or ends inside a site, it takes all of the site in.
    """
    on = [s for s in stances if s.stance in ON_PASSAGES]
    if not on:
        return collation
    parts = list(cut(collation, {at for s in on for at in (s.start, s.end)}))
    groups = _grouped(parts, on)
    segments = [one if isinstance(one, Shared | Site) else _one(one, collation, on) for one in groups]
    return Collation(tuple(segments), collation.sigla)


def said_of(made: Site, parts: Iterable[Shared | Site]) -> Site:
    """`made` with what was said of the sites among `parts`, which it was made of."""
    sites = [p for p in parts if isinstance(p, Site)]
    reserving = dict.fromkeys(s for p in sites for s in p.reserving)
    bracketing = dict.fromkeys(s for p in sites for s in p.bracketing)
    return replace(made, reserving=tuple(reserving), bracketing=tuple(bracketing))


Part = tuple[int, int, Shared | Site]  # where it stands in the base, and what
Group = Shared | Site | list[Part]  # a list is a contested passage


def cut(collation: Collation, cuts: set[int]) -> Iterator[Part]:
    """The segments, with shared text cut where a passage begins or ends."""
    at, base = 0, collation.base
    for segment in collation.segments:
        if isinstance(segment, Site):
            end = at + len(segment.readings[0].text)
            yield at, end, segment
            at = end
            continue
        end = at + len(segment.text)
        inside = [at, *sorted(c for c in cuts if at < c < end), end]
        for start, stop in pairwise(inside):
            yield start, stop, Shared(base[start:stop])
        at = end


def _grouped(parts: Sequence[Part], on: Sequence[Stance]) -> list[Group]:
    """The parts in order; those of contested passages that touch are together, and with them the sites beside them."""
    inside = [any(s.start < max(end, start + 1) and start < s.end for s in on) for start, end, _ in parts]
    found: list[Group] = []
    for n, (_, _, content) in enumerate(parts):
        beside = isinstance(content, Site) and any(inside[max(0, n - 1) : n + 2])
        if not (inside[n] or beside):
            found.append(content)
        elif found and isinstance(found[-1], list):
            found[-1].append(parts[n])
        else:
            found.append([parts[n]])
    return found


def _one(parts: Sequence[Part], collation: Collation, on: Sequence[Stance]) -> Site:
    start, end = parts[0][0], parts[-1][1]
    texts = {
        siglum: "".join(p.text if isinstance(p, Shared) else p.reading(siglum) for _, _, p in parts)
        for siglum in collation.sigla
    }
    made = said_of(site(collation.base[start:end], texts), [p for _, _, p in parts])
    said = [s for s in on if s.start < end and start < s.end]
    reserving = (*made.reserving, *(s.siglum for s in said if s.stance == StanceKind.RESERVES))
    bracketing = (*made.bracketing, *(s.siglum for s in said if s.stance == StanceKind.BRACKETS))
    return replace(made, reserving=tuple(dict.fromkeys(reserving)), bracketing=tuple(dict.fromkeys(bracketing)))
