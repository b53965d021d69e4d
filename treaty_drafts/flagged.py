"""The flags of an instrument, each with its place and whether the chair has set it aside."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Q

from . import anchoring, review, rolling
from .models import Instrument, RollingProvision, RollingText, SetAside, Side
from .review import Difference, OpenPoint
from .text import Bracket, Fate, Followed, Span, outline, parse


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
    asides = _asides(text.instrument, text, until)
    places = anchoring.located((a.anchor for a in asides), states)
    codes = set(text.instrument.negotiation.delegations.values_list("code", flat=True))
    brackets = cache(lambda pk: parse(states[pk].text).brackets)
    found = []
    for point in review.open_points(text):
        key = point.provision.provision_id
        inside = [b for b in brackets(key) if point.start <= b.start and b.end <= point.end]
        aside, earlier = _of_point(point, inside, asides, places)
        named = {s.siglum for b in inside for s in b.stances} & codes
        found.append(
            Flagged(
                Side.TEXT, point.topic, str(key), point.provision, point.start, point.end, point.words, (), point.because,
                tuple(sorted(named)), point.cited, point, aside, earlier,
            )
        )  # fmt: skip
    return tuple(found)


def between(instrument: Instrument, found: Sequence[Difference]) -> tuple[Flagged, ...]:
    """The flags on points at which the wordings on the table differ, one for each topic of a point.

    `found` are the differences, of the whole instrument or of some provisions.
    """
    text = rolling.current(instrument)
    asides = [a for a in _asides(instrument, text, None) if a.anchor.side == Side.BASE] if text else []
    states = {d.state.provision_id: d.state for d in found if d.state}
    places = anchoring.located((a.anchor for a in asides), states, side=Side.BASE)
    inner = cache(outline)
    flags = []
    for point in found:
        standing, *others = point.site.readings
        cited = review.cite(point.label, inner(rolling.base_of(point.state)), point.start)
        holders = tuple(sorted({code for r in point.site.readings for code in r.sigla}))
        for topic in point.topics:
            aside, earlier = _of_difference(point, topic, asides, places)
            flags.append(
                Flagged(
                    Side.BASE, topic, point.provision_id, point.state, point.start, point.end, standing.text,
                    tuple(sorted(r.text for r in others)), point.because, holders, cited, point, aside, earlier,
                )
            )  # fmt: skip
    return tuple(flags)


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


Found = tuple[SetAside | None, SetAside | None]  # what holds for a flag, or what held for earlier words in its place


def _of_point(
    point: OpenPoint, brackets: Sequence[Bracket], asides: Iterable[SetAside], places: Mapping[UUID, Followed]
) -> Found:
    """What was set aside of brackets in the text.

    A point of difference that was set aside is set aside as well where it is printed as brackets, with the same wordings.
    """
    printed = {a.of(point.provision.text).strip() for b in brackets for a in b.alternatives}
    earlier = None
    for aside in asides:
        at = places.get(aside.anchor_id)
        if at is None or aside.topic != point.topic or aside.anchor.state.provision_id != point.provision.provision_id:
            continue
        if not _meets(at.span, point):
            continue
        if aside.anchor.side == Side.TEXT:
            same = at.fate != Fate.CHANGED and (at.span.start, at.span.end) == (point.start, point.end)
        else:
            known = {words.strip() for words in (aside.anchor.words, *aside.wordings)}
            same = bool(printed) and printed <= known
        if same:
            return aside, None
        if aside.anchor.side == Side.TEXT:
            earlier = earlier or aside
    return None, earlier


def _of_difference(point: Difference, topic: str, asides: Iterable[SetAside], places: Mapping[UUID, Followed]) -> Found:
    """What was set aside of a point of difference: it holds while nobody tables another wording there."""
    tabled = {r.text for r in point.site.readings[1:]}
    earlier = None
    for aside in asides:
        at = places.get(aside.anchor_id)
        if at is None or aside.topic != topic or str(aside.anchor.state.provision_id) != point.provision_id:
            continue
        if not _meets(at.span, point):
            continue
        stands = at.fate != Fate.CHANGED and (at.span.start, at.span.end) == (point.start, point.end)
        if stands and tabled <= set(aside.wordings):
            return aside, None
        earlier = earlier or aside
    return None, earlier


def _meets(span: Span, point: OpenPoint | Difference) -> bool:
    """Whether the two have a character in common, or touch where one of them has none."""
    if span.start == span.end or point.start == point.end:
        return span.start <= point.end and point.start <= span.end
    return span.start < point.end and point.start < span.end
