"""The points that the chair has settled for the next revision, applied to the wordings that are on the table now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from . import rolling
from .errors import BadInput
from .models import Provision, RollingProvision, RollingText, Settlement, Version
from .text import Collation, Point, Span, Stance, TextError, collate, points, settle, wordings_at


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement and where its words stand in the base of the next revision: nowhere if a later one replaced them.

    It does not hold where a wording was tabled since that says something else there, where nobody offers its words any
    more, or where what it was made inside of does not hold. `origin` is where it is in the base before anything was
    settled; inside what was settled before, all of that. `had` is what each wording, by code, says there by itself; inside
    words that were settled before, nobody has words of its own.
    """

    settlement: Settlement
    holds: bool
    span: Span | None = None
    origin: Span | None = None
    had: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnTable:
    """A provision of the text that stands, with every wording that speaks to it and what is settled already.

    In `collation` what is settled is the base, in `tabled` nothing is settled.
    """

    state: RollingProvision
    tabled: Collation
    collation: Collation
    settled: tuple[Settled, ...]
    versions: tuple[Version, ...]


def on_table(provision: Provision) -> OnTable:
    """What is to be settled in a provision. Raises `BadInput` where it is not in the text that stands."""
    state = rolling.state(provision)
    if state is None:
        raise BadInput("this provision is not in the text that stands: there is nothing to settle yet")
    on = [t for t in rolling.standing(provision.instrument, [provision]).get(str(provision.pk), ()) if t.current]
    versions = tuple(t.version for t in on)
    made = of(state.rolling_text, provision).get(str(provision.pk), ())
    wordings = rolling.wordings(versions, rolling.cosponsors(versions), rolling.offered(on))
    return OnTable(state, *together(state.base, wordings, made), versions)


def of(text: RollingText, provision: Provision | None = None) -> dict[str, list[Settlement]]:
    """By provision id, all settlements that are not published, undone ones too, in the order in which they were made.

    They hold on every revision that leaves the wording of the provision as it was.
    """
    found: dict[str, list[Settlement]] = {}
    bases = dict(text.provisions.values_list("provision_id", "base"))
    made = Settlement.objects.filter(
        state__rolling_text__instrument=text.instrument_id, published_sequence=None, state__provision__in=bases
    )
    if provision:
        made = made.filter(state__provision=provision)
    for one in made.select_related("state", "settled_by"):
        if bases[one.state.provision_id] == one.state.base:
            found.setdefault(str(one.state.provision_id), []).append(one)
    return found


def in_force(provision: Provision) -> list[Settlement]:
    """The settlements of a provision that are neither published nor undone."""
    text = rolling.current(provision.instrument)
    made = of(text, provision).get(str(provision.pk), ()) if text else ()
    return [s for s in made if not s.undone_sequence]


def published(text: RollingText, last: RollingText | None) -> tuple[list[Settlement], list[Settlement]]:
    """The settlements that `text` prints, and those that lapse with it: it replaces the wording that they were made on."""
    every = [s for made in (of(last).values() if last else ()) for s in made if not s.undone_sequence]
    before = dict(last.provisions.values_list("provision_id", "base")) if last else {}
    after = dict(text.provisions.values_list("provision_id", "base"))
    deletes = text.consolidated  # what is gone was settled to be gone
    printed: list[Settlement] = []
    left: list[Settlement] = []
    for one in every:
        here = str(one.pk) in text.settled or (deletes and one.state.provision_id not in after)
        (printed if here else left).append(one)
    return printed, [s for s in left if after.get(s.state.provision_id) != before[s.state.provision_id]]


def together(
    base: str, wordings: Mapping[str, str], settlements: Sequence[Settlement]
) -> tuple[Collation, Collation, tuple[Settled, ...]]:
    """The wordings on `base`; the same with every settlement in them that holds; and where each of those in force stands."""
    collation = tabled = collate(base, wordings)
    holding: set[UUID] = set()
    places: dict[UUID, Span | None] = {}
    origins: dict[UUID, Span] = {}
    had: dict[UUID, Mapping[str, str]] = {}
    for n, one in enumerate(settlements):
        if one.undone_sequence:
            continue
        span = _place(one, settlements[:n], holding)
        done = settled(collation, one, span) if span else None
        if done is None or span is None:
            continue
        standing = [(places[pk], was) for pk, was in origins.items()]
        origins[one.pk] = origin(span, standing)
        if not any(_inside(span, now) for now, _ in standing):
            had[one.pk] = wordings_at(tabled, origins[one.pk])
        collation = done
        holding.add(one.pk)
        places = {pk: _moved(at, span, _grown(one)) for pk, at in places.items()}
        places[one.pk] = Span(span.start, span.start + len(one.text))
    force = (s for s in settlements if not s.undone_sequence)
    found = (Settled(s, s.pk in holding, places.get(s.pk), origins.get(s.pk), had.get(s.pk, {})) for s in force)
    return tabled, collation, tuple(found)


def left(
    tabled: Collation, now: Collation, settled: Iterable[Settled], said: Iterable[Stance] = ()
) -> tuple[Point, ...]:
    """The points of `now` that are open, in the order of the text; `said` are the stances on passages of its base.

    A bracket that came with the words that the chair settled is left as it stands; one that was a point by itself before
    anything was settled is still open.
    """
    found = points(now, said)
    done = [(s.span, s.origin) for s in settled if s.holds and s.span and s.origin]
    before = [(p.span, p.wordings) for p in points(tabled) if p.standing] if done else []

    def came_along(point: Point) -> bool:
        around = [was for at, was in done if _inside(point.span, at)]
        return bool(around) and not any(
            _inside(at, was) and wordings == point.wordings for was in around for at, wordings in before
        )

    return tuple(p for p in found if not (p.standing and came_along(p)))


def unsettled(span: Span, settled: Iterable[Settled]) -> Span:
    """Where what stands at `span` of the base of the next revision stands in the base before anything was settled."""
    return origin(span, [(s.span, s.origin) for s in settled if s.origin])


def origin(span: Span, settled: Iterable[tuple[Span | None, Span]]) -> Span:
    """The same, where each of what is `settled` says where it is now and where it was.

    Of words inside settled ones it is not known more than that they were in there.
    """
    start, end = span.start, span.end
    counted = set()
    for now, was in settled:
        if now is None or was in counted:  # a later one took its place, or it is inside of one
            continue
        if _inside(span, now):
            return was
        counted.add(was)
        grown = (now.end - now.start) - (was.end - was.start)
        before = now.end <= span.start
        within = span.start <= now.start < span.end and now.end <= span.end
        start -= grown if before else 0
        end -= grown if before or within else 0
    return Span(start, end)


def _inside(span: Span, settled: Span | None) -> bool:
    if settled is None or settled.start == settled.end:
        return False
    return settled.start <= span.start and span.end <= settled.end


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


def settled(collation: Collation, one: Settlement, span: Span) -> Collation | None:
    """The collation with a settlement in it, whose words stand at `span` there; None where it does not hold."""
    said = set(wordings_at(collation, span).values())
    offered = not any(w["holders"] for w in one.wordings if w["text"] == one.text) or one.text in {*said, one.was}
    if span.of(collation.base) != one.was or not said <= set(one.seen) or not offered:
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
