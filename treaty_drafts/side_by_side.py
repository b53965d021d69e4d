"""All wordings of a provision beside its base, and point by point who holds which and what it does to the law."""

from dataclasses import dataclass

from . import rolling, settlements
from .models import Provision, RollingProvision, Version
from .numbering import Numbered
from .point_by_point import Open, point_by_point
from .text import Collation, collate


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole text of the provision, the codes of all who hold it, and the versions that say so; of the chair, no codes."""

    text: str
    codes: tuple[str, ...]
    versions: tuple[Version, ...]
    author: str = ""  # what the chair calls the text


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A provision with its wordings: those who hold the base, each other wording once, the chair's texts apart."""

    state: RollingProvision | None  # None where it is only proposed
    base: Wording
    wordings: tuple[Wording, ...]
    by_chair: tuple[Wording, ...]
    points: tuple[Open, ...]
    tabled: Collation  # the wordings before anything was settled
    settled: tuple[Numbered, ...] = ()  # points that the chair has settled: their words are in the base here


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
    before = collate(base, wordings)
    collation, settled = settlements.applied(before, made)
    corrections = rolling.corrections(provision.instrument, [provision])
    found = point_by_point(before, collation, settled, versions, joined, corrections)
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
    return SideBySide(state, whole[0], tuple(whole[1:]), by_chair, found.open, before, found.settled)
