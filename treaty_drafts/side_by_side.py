"""All wordings of a provision beside its base, and point by point who holds which and what it does to the law."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import next_revision, review, rolling, settlements, substance
from .models import Provision, RollingProvision, Version
from .substance import Verdict
from .text import Collation, Point, Span, Stance, StanceKind, collate, contested, points


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole text of the provision, the codes of all who hold it, and the versions that say so; of the chair, no codes."""

    text: str
    codes: tuple[str, ...]
    versions: tuple[Version, ...]
    author: str = ""  # what the chair calls the text


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

    number: int
    point: Point
    before: str
    words: str
    after: str
    offers: tuple[Offer, ...]
    reserving: tuple[str, ...]
    bracketing: tuple[str, ...]

    @property
    def effects(self) -> list[str]:
        """What its wordings do, by the keys of `substance.EFFECTS`."""
        return [offer.verdict.effect for offer in self.offers if offer.verdict]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A provision with its wordings: those who hold the base, each other wording once, the chair's texts apart."""

    state: RollingProvision | None  # None where it is only proposed
    base: Wording
    wordings: tuple[Wording, ...]
    by_chair: tuple[Wording, ...]
    points: tuple[Open, ...]
    settled: int = 0  # points that the chair has settled: their words are in the base here


def side_by_side(*, provision: Provision) -> SideBySide:
    """The wordings that would stand in the next revision of `provision`, with the points they are divided on."""
    state = rolling.state(provision)
    base, key = rolling.base_of(state), str(provision.pk)
    tabled, chairs = (
        [t for t in rolling.standing(provision.instrument, [provision], by_chair=by_chair).get(key, ()) if t.current]
        for by_chair in (False, True)
    )
    versions = [t.version for t in tabled if t.version.text or state]
    joined, carried = rolling.cosponsors(versions), rolling.offered(tabled)
    order = {code: n for n, code in enumerate(provision.instrument.negotiation.parties.values_list("code", flat=True))}
    wordings = dict(sorted(rolling.wordings(versions, joined, carried).items(), key=lambda w: order[w[0]]))
    made = settlements.of(state.rolling_text).get(key, ()) if state else ()
    collation, settled = settlements.applied(collate(base, wordings), made)
    said = tuple(next_revision.stances(versions, collation.base, joined))
    by_text: dict[str, list[str]] = {collation.base: []}
    for code in wordings:
        by_text.setdefault(collation.reading(code), []).append(code)
    whole = [
        Wording(
            text, tuple(codes), tuple(v for v in versions if v.offers_words and v.proposal.delegation.code in codes)
        )
        for text, codes in by_text.items()
    ]
    by_chair = tuple(Wording(t.wording, (), (t.version,), t.version.author) for t in chairs)
    open_ = tuple(_open(contested(collation, said), said))
    return SideBySide(state, whole[0], tuple(whole[1:]), by_chair, open_, sum(s.holds for s in settled))


def _open(collation: Collation, said: Sequence[Stance]) -> Iterator[Open]:
    base, found = collation.base, points(collation)
    around = [
        (before, "" if p.span.of(base).endswith("\n") else after)  # the next paragraph is another sentence
        for p, (before, after) in zip(found, review.in_sentence(base, [p.span for p in found]), strict=True)
    ]
    pairs = [
        (before + p.span.of(base) + after, before + offer.text + after)
        for p, (before, after) in zip(found, around, strict=True)
        for offer in p.wordings
        if not offer.is_base
    ]
    verdicts = iter(substance.verdicts(pairs, cut_from=base))
    for number, (point, (before, after)) in enumerate(zip(found, around, strict=True), 1):
        offers = tuple(Offer(r.text, r.sigla, r.is_base, None if r.is_base else next(verdicts)) for r in point.wordings)
        reserving, bracketing = (_saying(said, kind, point.span) for kind in (StanceKind.RESERVES, StanceKind.BRACKETS))
        yield Open(number, point, before, point.span.of(base), after, offers, reserving, bracketing)


def _saying(said: Iterable[Stance], kind: StanceKind, at: Span) -> tuple[str, ...]:
    """Those who say that of words of the span."""
    codes = (s.siglum for s in said if s.stance == kind and s.start < at.end and at.start < s.end)
    return tuple(dict.fromkeys(codes))
