"""The tags that a person may see, and where their words are in the text that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from . import access, anchoring, rolling
from .access import Seat
from .citing import cite
from .errors import BadInput, Where
from .models import Instrument, Provision, RollingProvision, Tag
from .text import Fate, Span, outline

MANY = 100  # places that a person is asked to choose from


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag with its place; where its words no longer stand, `state` is where they stood, and `start` is None."""

    tag: Tag
    state: RollingProvision
    cited: str
    start: int | None
    end: int | None

    @property
    def stands(self) -> bool:
        return self.start is not None


class Ambiguous(BadInput):
    """The quoted words are there more than once; `places` says where."""

    def __init__(self, places: tuple[Span, ...]) -> None:
        super().__init__(
            f"these words are there {len(places)} times: say which",
            Where("occurrence", "missing", f"1 to {len(places)}"),
        )
        self.places = places


def tags(instrument: Instrument, seat: Seat, *, only: Provision | None = None) -> tuple[Tagged, ...]:
    """The tags of the person's delegations and of the chair, by name; with `only`, those on one provision."""
    related = "anchor__state__rolling_text", "delegation"
    found = access.tags(seat).filter(anchor__state__rolling_text__instrument=instrument).select_related(*related)
    if only:
        found = found.filter(anchor__state__provision=only)
    text = rolling.current(instrument)
    return _placed(list(found), list(text.provisions.all()) if text else [])


def placed(tag: Tag) -> Tagged:
    """One tag with its place."""
    state = rolling.state(tag.anchor.state.provision)
    return _placed([tag], [state] if state else [])[0]


def quoted(state: RollingProvision, quote: str, occurrence: int | None) -> Span:
    """The stretch that is quoted. Raises `Ambiguous` where the words are there more than once and it is not said which."""
    places = anchoring.places_of(quote, state.text)
    if not places:
        raise BadInput(f"these words do not stand in {state.label}", Where("quote", "not found"))
    if len(places) > MANY:
        raise BadInput(f"these words are there {len(places)} times: quote more of them", Where("quote", "too often"))
    if len(places) == 1:
        return places[0]
    if occurrence is None or not 1 <= occurrence <= len(places):
        raise Ambiguous(places)
    return places[occurrence - 1]


def _placed(found: list[Tag], states: Iterable[RollingProvision]) -> tuple[Tagged, ...]:
    standing = {s.provision_id: s for s in states}
    places = anchoring.located((t.anchor for t in found), standing)
    inner = cache(outline)
    placed = []
    for tag in found:
        was = tag.anchor.state
        at = places.get(tag.anchor_id)
        if at and at.fate != Fate.CHANGED:
            state = standing[was.provision_id]
            cited = cite(state.label, inner(state.text), at.span.start)
            placed.append(Tagged(tag, state, cited, at.span.start, at.span.end))
        else:
            state = standing.get(was.provision_id, was)
            placed.append(Tagged(tag, state, state.label, None, None))
    return tuple(placed)
