"""The flags of an instrument, each with its place and whether the chair has set it aside."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from . import anchoring, review, rolling
from .citing import cite
from .models import Instrument, RollingProvision, RollingText, SetAside, Side
from .review import Difference, OpenPoint
from .text import Bracket, Fate, Followed, outline, parse


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag: open brackets in a revision, or on the base a point at which tabled wordings differ.

    `earlier` is a flag on other words that stood in this place, which the chair had set aside.
    """

    side: str
    topic: str
    provision_id: str
    state: RollingProvision | None  # None for a provision that is only proposed
    start: int
    end: int
    words: str
    wordings: tuple[str, ...]  # the others, where wordings differ
    because: tuple[str, ...]
    holders: tuple[str, ...]  # codes of the delegations that are named, or have a wording on the table, there
    cited: str
    point: OpenPoint | Difference
    set_aside: SetAside | None = None
    earlier: SetAside | None = None

    @property
    def key(self) -> str:
        """What names the flag as it is seen now: another one where anything of it has changed."""
        of = (self.side, self.topic, self.provision_id, self.state and self.state.pk, self.start, self.end, self.words)
        return hashlib.sha256(repr((*map(str, of), self.wordings)).encode()).hexdigest()[:20]

    @property
    def open(self) -> bool:
        return self.set_aside is None

    @property
    def line(self) -> int | None:
        """In the whole revision, from 1; None where wordings differ."""
        return self.point.line if isinstance(self.point, OpenPoint) else None

    @property
    def label(self) -> str:
        """The provision, as it is cited."""
        return self.state.label if self.state else "a new provision"


def in_text(text: RollingText, *, until: int | None = None) -> tuple[Flagged, ...]:
    """The flags on open brackets of a revision; `until` a place in the record, as they were then."""
    states = {s.provision_id: s for s in text.provisions.all()}
    asides = _placed(_asides(text.instrument, text, until), states, Side.TEXT)
    codes = set(text.instrument.negotiation.parties.values_list("code", flat=True))
    every = cache(lambda pk: parse(states[pk].text).brackets)

    def inside(point: OpenPoint) -> list[Bracket]:
        return [b for b in every(point.provision.provision_id) if point.start <= b.start and b.end <= point.end]

    points = [(p, inside(p)) for p in review.open_points(text)]
    return tuple(
        Flagged(
            Side.TEXT, p.topic, str(p.provision.provision_id), p.provision, p.start, p.end, p.words, (), p.because,
            tuple(sorted({s.siglum for b in brackets for s in b.stances} & codes)), p.cited, p, aside, earlier,
        )
        for (p, brackets), aside, earlier in _judged(points, asides, _holds_in_text, _held_in_text)
    )  # fmt: skip


def between(instrument: Instrument, found: Sequence[Difference]) -> tuple[Flagged, ...]:
    """The flags on points at which the wordings on the table differ, one for each topic of a point.

    `found` are the differences, of the whole instrument or of some provisions.
    """
    text = rolling.current(instrument)
    asides = [a for a in _asides(instrument, text, None) if a.anchor.side == Side.BASE] if text else []
    placed = _placed(asides, {d.state.provision_id: d.state for d in found if d.state}, Side.BASE)
    inner = cache(outline)

    def flag(point: Difference, topic: str, aside: SetAside | None, earlier: SetAside | None) -> Flagged:
        standing, *others = point.site.readings
        return Flagged(
            Side.BASE, topic, point.provision_id, point.state, point.start, point.end, standing.text,
            tuple(sorted(r.text for r in others)), point.because,
            tuple(sorted({code for r in point.site.readings for code in r.sigla})),
            cite(point.label, inner(rolling.base_of(point.state)), point.start), point, aside, earlier,
        )  # fmt: skip

    pairs = [(point, topic) for point in found for topic in point.topics]
    return tuple(flag(*pair, aside, earlier) for pair, aside, earlier in _judged(pairs, placed, _holds_between, _meets))


@dataclass(frozen=True, slots=True)
class _Aside:
    """What was set aside, and where its words are in the texts that are looked at."""

    row: SetAside
    at: Followed

    def meets(self, topic: str, provision: str, start: int, end: int) -> bool:
        """Whether it is of this topic and has a character in common, or touches where one of the two has none."""
        if (self.row.topic, str(self.row.anchor.state.provision_id)) != (topic, provision):
            return False
        span = self.at.span
        if span.start == span.end or start == end:
            return span.start <= end and start <= span.end
        return span.start < end and start < span.end

    def stands(self, start: int, end: int) -> bool:
        return self.at.fate != Fate.CHANGED and (self.at.span.start, self.at.span.end) == (start, end)


def _asides(instrument: Instrument, text: RollingText, until: int | None) -> list[SetAside]:
    """What was set aside in this revision or one before it, and not taken back."""
    every = SetAside.objects.filter(anchor__state__rolling_text__instrument=instrument)
    if text.number is not None:
        every = every.filter(anchor__state__rolling_text__number__lte=text.number)
    if until is None:
        every = every.filter(taken_back_sequence=None)
    else:
        back = Q(taken_back_sequence=None) | Q(taken_back_sequence__gt=until)
        every = every.filter(back, sequence__lte=until)
    return list(every.select_related("anchor__state__rolling_text").order_by("-sequence"))


def _placed(asides: Sequence[SetAside], states: Mapping[UUID, RollingProvision], side: str) -> list[_Aside]:
    places = anchoring.located((a.anchor for a in asides), states, side=side)
    return [_Aside(a, places[a.anchor_id]) for a in asides if a.anchor_id in places]


P = TypeVar("P")


def _judged(
    points: Sequence[P], asides: Sequence[_Aside], holds: Callable[[_Aside, P], bool], met: Callable[[_Aside, P], bool]
) -> list[tuple[P, SetAside | None, SetAside | None]]:
    """Each point with what was set aside there, or else what was set aside of earlier words that it meets."""
    found = [(p, next((a.row for a in asides if holds(a, p)), None)) for p in points]
    stand = {row.pk for _, row in found if row}
    gone = [a for a in asides if a.row.pk not in stand]
    return [(p, row, None if row else next((a.row for a in gone if met(a, p)), None)) for p, row in found]


def _holds_in_text(aside: _Aside, found: tuple[OpenPoint, Sequence[Bracket]]) -> bool:
    """Whether the same words were set aside, or the point of difference that is printed here, with its wordings."""
    point, brackets = found
    if not aside.meets(point.topic, str(point.provision.provision_id), point.start, point.end):
        return False
    if aside.row.anchor.side == Side.TEXT:
        return aside.stands(point.start, point.end)
    printed = {a.of(point.provision.text).strip() for b in brackets for a in b.alternatives}
    return bool(printed) and printed <= {w.strip() for w in (aside.row.anchor.words, *aside.row.wordings)}


def _held_in_text(aside: _Aside, found: tuple[OpenPoint, Sequence[Bracket]]) -> bool:
    point, _ = found
    of_text = aside.row.anchor.side == Side.TEXT
    return of_text and aside.meets(point.topic, str(point.provision.provision_id), point.start, point.end)


def _holds_between(aside: _Aside, found: tuple[Difference, str]) -> bool:
    """As long as nobody tables another wording there."""
    point, _ = found
    tabled = {r.text for r in point.site.readings[1:]}
    return _meets(aside, found) and aside.stands(point.start, point.end) and tabled <= set(aside.row.wordings)


def _meets(aside: _Aside, found: tuple[Difference, str]) -> bool:
    point, topic = found
    return aside.meets(topic, point.provision_id, point.start, point.end)
