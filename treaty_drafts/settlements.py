"""The points that the chair has settled for the next revision, applied to the wordings that are on the table now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from .models import RollingText, Settlement
from .text import Collation, Span, TextError, settle, wordings_at


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement and where its words stand in the base of the next revision: nowhere if a later one replaced them.

    It does not hold where a wording was tabled since that says something else there, or where what it was made inside
    of does not hold.
    """

    settlement: Settlement
    holds: bool
    span: Span | None = None


def of(text: RollingText) -> dict[str, list[Settlement]]:
    """By provision id, all settlements on the revision `text`, undone ones too, in the order in which they were made.

    Those made before a correction of the same revision hold where the correction left the wording as it was.
    """
    found: dict[str, list[Settlement]] = {}
    bases = dict(text.provisions.values_list("provision_id", "base"))
    made = Settlement.objects.filter(
        state__rolling_text__instrument=text.instrument_id, state__rolling_text__number=text.number
    )
    for one in made.select_related("state", "settled_by"):
        if bases.get(one.state.provision_id) == one.state.base:
            found.setdefault(str(one.state.provision_id), []).append(one)
    return found


def applied(collation: Collation, settlements: Sequence[Settlement]) -> tuple[Collation, tuple[Settled, ...]]:
    """The collation with every settlement in it that holds, and where each of those in force stands."""
    holding: set[UUID] = set()
    places: dict[UUID, Span | None] = {}
    for n, one in enumerate(settlements):
        if one.undone_sequence:
            continue
        span = _place(one, settlements[:n], holding)
        done = _settled(collation, one, span) if span else None
        if done is None or span is None:
            continue
        collation = done
        holding.add(one.pk)
        places = {pk: _moved(at, span, _grown(one)) for pk, at in places.items()}
        places[one.pk] = Span(span.start, span.start + len(one.text))
    in_force = (s for s in settlements if not s.undone_sequence)
    return collation, tuple(Settled(s, s.pk in holding, places.get(s.pk)) for s in in_force)


def _place(one: Settlement, before: Sequence[Settlement], holding: set[UUID]) -> Span | None:
    """Where the words of a settlement are if of those that held when it was made only some hold now.

    None where they stood inside one that holds no more.
    """
    chain = [s for s in before if s.undone_sequence is None or s.undone_sequence > one.sequence]
    shift = 0
    for n, other in enumerate(chain):
        if other.pk in holding:
            continue
        start = other.start
        for later in chain[n + 1 :]:
            start += _grown(later) if later.start < start else 0
        end = start + len(other.text)
        if (one.start < end and start < one.end) or one.start == start == end:
            return None
        shift -= _grown(other) if end <= one.start else 0
    return Span(one.start + shift, one.end + shift)


def _grown(one: Settlement) -> int:
    return len(one.text) - len(one.was)


def _settled(collation: Collation, one: Settlement, span: Span) -> Collation | None:
    if span.of(collation.base) != one.was or not set(wordings_at(collation, span).values()) <= set(one.seen):
        return None
    try:
        return settle(collation, span, one.text)
    except TextError:
        return None


def _moved(at: Span | None, settled: Span, grown: int) -> Span | None:
    """Where words stand after what stands at `settled` grew; None where they were inside it and are no more."""
    if at is None or at.end <= settled.start:
        return at
    if settled.end <= at.start:
        return Span(at.start + grown, at.end + grown)
    return Span(at.start, at.end + grown) if at.start <= settled.start and settled.end <= at.end else None
