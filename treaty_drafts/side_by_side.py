"""All wordings of a provision beside its base, and point by point who holds which and what it does to the law."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import rolling, settled_words, settlements
from .models import Provision, RollingProvision, Version
from .numbering import Numbered
from .point_by_point import Open, point_by_point
from .rolling import Tabled
from .settled_words import SettledWords
from .text import Collation


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole text of the provision, the codes of all who hold it, and the versions that say so; of the chair, no codes.

    `settled` are the chair's words in it, where one of those who hold it had others.
    """

    text: str
    codes: tuple[str, ...]
    versions: tuple[Version, ...]
    author: str = ""  # what the chair calls the text
    settled: tuple[SettledWords, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A provision with its wordings: the base, each other wording once, the chair's texts apart.

    What the chair settled for the next revision is `settled`: its words are in the base here. `nothing_left` are those
    whose proposal has nothing left to decide by what was settled; they do not hold the base for that.
    """

    state: RollingProvision | None  # None where it is only proposed
    base: Wording
    wordings: tuple[Wording, ...]
    by_chair: tuple[Wording, ...]
    points: tuple[Open, ...]
    tabled: Collation  # the wordings before anything was settled
    settled: tuple[Numbered, ...] = ()  # points that the chair has settled: their words are in the base here
    settled_words: tuple[SettledWords, ...] = ()
    nothing_left: tuple[str, ...] = ()


def side_by_side(*, provision: Provision) -> SideBySide:
    """The wordings that would stand in the next revision of `provision`, with the points they are divided on."""
    state = rolling.state(provision)
    base, key = rolling.base_of(state), str(provision.pk)
    standing = rolling.standing(provision.instrument, [provision], by_chair=None).get(key, [])
    every, chairs = ([t for t in standing if t.proposal.delegation.is_chair is by_chair] for by_chair in (False, True))
    tabled = [t for t in every if t.current]
    versions = [t.version for t in tabled if t.version.text or state]
    joined, carried = rolling.cosponsors(versions), rolling.offered(tabled)
    order = {code: n for n, code in enumerate(provision.instrument.negotiation.parties.values_list("code", flat=True))}
    wordings = dict(sorted(rolling.wordings(versions, joined, carried).items(), key=lambda w: order[w[0]]))
    made = settlements.of(state.rolling_text).get(key, ()) if state else ()
    collated, collation, settled = settlements.together(base, wordings, made)
    corrections = rolling.corrections(provision.instrument, [provision])
    found = point_by_point(collated, collation, settled, versions, joined, corrections)
    before = settled_words.printed(every, [state] if state else [])
    now = settled_words.for_next(settled, collation.base, before)
    before = settled_words.moved(before, base, collation.base)
    by_text: dict[str, list[str]] = {collation.base: []}
    for code in wordings:
        by_text.setdefault(collation.reading(code), []).append(code)
    left = tuple(c for c in by_text[collation.base] if wordings[c] != base)
    by_text[collation.base] = [c for c in by_text[collation.base] if c not in left]
    whole = [_whole(text, codes, versions, (*before, *now)) for text, codes in by_text.items()]
    by_chair = tuple(Wording(t.wording, (), (t.version,), t.version.author) for t in chairs if t.current)
    nothing_left = tuple(sorted({*left, *_settled_before(every)}, key=order.__getitem__))
    return SideBySide(
        state, whole[0], tuple(whole[1:]), by_chair, found.open, collated, found.settled, now, nothing_left
    )


def _whole(text: str, codes: Sequence[str], versions: Iterable[Version], settled: Iterable[SettledWords]) -> Wording:
    tabled = tuple(v for v in versions if v.offers_words and v.proposal.delegation.code in codes)
    return Wording(text, tuple(codes), tabled, settled=tuple(s for one in settled if (s := one.of(codes)).had))


def _settled_before(tabled: Sequence[Tabled]) -> Iterator[str]:
    """Those of whose wording nothing is left since a revision printed what was settled, co-sponsors included."""
    done = [t.version for t in tabled if t.settled]
    return iter(rolling.wordings(done, rolling.cosponsors(done)))
