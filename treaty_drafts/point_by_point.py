"""The points of a provision one by one, under their numbers: in their sentences, who holds what, what it does to the law."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import reservations, review, rolling, substance
from .models import Version
from .numbering import Numbered, numbered
from .rolling import Corrected
from .settlements import OnTable, Settled
from .substance import Verdict
from .text import Collation, Point, Span, Stance, StanceKind

Joined = Mapping[str, Sequence[str]]  # the co-sponsors of a version, by its id


@dataclass(frozen=True, slots=True)
class Offer:
    """One wording at a point, and the codes of those who hold it; `verdict` says what it does where it is not the base's."""

    text: str
    codes: tuple[str, ...]
    is_base: bool
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Open:
    """A point to be settled, in its sentence; `reserving` and `bracketing` are those who do so without other words."""

    at: Numbered
    point: Point
    before: str
    words: str
    after: str
    offers: tuple[Offer, ...]
    reserving: tuple[str, ...]
    bracketing: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.at.number

    @property
    def standing(self) -> bool:
        """Whether its words stand in brackets in the base."""
        return self.point.standing or sum(offer.is_base for offer in self.offers) > 1

    @property
    def effects(self) -> list[str]:
        """What its wordings do, by the keys of `substance.EFFECTS`."""
        return [offer.verdict.effect for offer in self.offers if offer.verdict]


@dataclass(frozen=True, slots=True)
class Points:
    """All points of a provision, each under its number: the open ones, and those that the chair has settled."""

    open: tuple[Open, ...]
    settled: tuple[Numbered, ...]


def point_by_point(
    tabled: Collation, now: Collation, settled: Iterable[Settled], versions: Sequence[Version],
    joined: Joined, corrections: Corrected,
) -> Points:  # fmt: skip
    """The points of the wordings that are `tabled`, with what is settled in them `now`.

    `joined` are the co-sponsors of `versions`, by id; `corrections` those of the provision.
    """
    before, said = (tuple(reservations.stances(versions, b, joined, corrections)) for b in (tabled.base, now.base))
    found = numbered(tabled, now, settled, before=before, said=said)
    return Points(tuple(_open(now.base, found, said)), tuple(n for n in found if n.settled))


def on_table(there: OnTable) -> Points:
    """The points of a provision that is in the text that stands."""
    return point_by_point(*_given(there))


def numbers(there: OnTable) -> tuple[Numbered, ...]:
    """The same, their numbers and places alone."""
    return _numbered(*_given(there))


def _given(there: OnTable) -> tuple[Collation, Collation, Sequence[Settled], Sequence[Version], Joined, Corrected]:
    provision = there.state.provision
    corrections = rolling.corrections(provision.instrument, [provision])
    joined = rolling.cosponsors(there.versions)
    return there.tabled, there.collation, there.settled, there.versions, joined, corrections


def _numbered(
    tabled: Collation, now: Collation, settled: Iterable[Settled], versions: Sequence[Version],
    joined: Joined, corrections: Corrected,
) -> tuple[Numbered, ...]:  # fmt: skip
    before, said = (reservations.stances(versions, base, joined, corrections) for base in (tabled.base, now.base))
    return numbered(tabled, now, settled, before=before, said=said)


def _open(base: str, found: Iterable[Numbered], said: Sequence[Stance]) -> Iterator[Open]:
    points = [(n, n.point) for n in found if n.point]
    spans = [point.span for _, point in points]
    around = [
        (before, "" if span.of(base).endswith("\n") else after)  # the next paragraph is another sentence
        for span, (before, after) in zip(spans, review.in_sentence(base, spans), strict=True)
    ]
    pairs = [
        (before + point.span.of(base) + after, before + offer.text + after)
        for (_, point), (before, after) in zip(points, around, strict=True)
        for offer in point.wordings
        if not offer.is_base
    ]
    verdicts = iter(substance.verdicts(pairs, cut_from=base))
    for (at, point), (before, after) in zip(points, around, strict=True):
        offers = tuple(
            Offer(r.text, r.sigla, r.is_base, None if r.is_base else next(verdicts))
            for r in point.wordings
            if not point.passage
        )
        reserving, bracketing = (_saying(said, kind, point.span) for kind in (StanceKind.RESERVES, StanceKind.BRACKETS))
        yield Open(at, point, before, point.span.of(base), after, offers, reserving, bracketing)


def _saying(said: Iterable[Stance], kind: StanceKind, at: Span) -> tuple[str, ...]:
    """Those who say that of words that are all in the span."""
    codes = (s.siglum for s in said if s.stance == kind and at.start <= s.start and s.end <= at.end)
    return tuple(dict.fromkeys(codes))
