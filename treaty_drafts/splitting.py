"""Split a text that holds several provisions into drafts, one for each that differs from the text that stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from . import drafting, rolling
from .access import Seat
from .errors import BadInput, NotAllowed, Where
from .models import Delegation, Draft, Instrument, ProposalKind, RollingProvision
from .text import match, units, with_line_ends_of
from .text.outline import Provision as Unit


@dataclass(frozen=True, slots=True)
class Part:
    """One provision of the pasted text. `state` is what it changes; of a new one, what it would follow.

    `already` says why no draft is made of it, if none is.
    """

    number: int  # from 1
    label: str
    text: str
    kind: str
    state: RollingProvision | None
    already: str


def plan(*, instrument: Instrument, delegation: Delegation, text: str, by: Seat) -> tuple[Part, ...]:
    """The provisions in `text`, each with the one it changes, by number, heading and words. Nothing is stored."""
    if not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} open its drafts")
    if not text.strip():
        raise BadInput("there is no text", Where("text", "is empty"))
    if len(text) > settings.TEXT_MAX_CHARACTERS:
        most = settings.TEXT_MAX_CHARACTERS
        raise BadInput(f"the text has {len(text):,} characters; at most {most:,} fit", Where("text", "too long"))
    last = rolling.current(instrument)
    if last is None:
        raise BadInput("there is no text to draft on yet")
    states = list(last.provisions.select_related("provision"))
    old = [(Unit(s.eid, s.kind, s.number, s.heading, 0, 0), s.base or s.text) for s in states]  # type: ignore[arg-type]
    found = units(text)
    matched = match(old, [(u, text[u.start : u.end]) for u in found])
    drafted = set(Draft.objects.filter(delegation=delegation).values_list("provision_id", flat=True))
    parts: list[Part] = []
    before: RollingProvision | None = None
    for n, unit in enumerate(found):
        state = states[matched[n]] if n in matched else None
        before = state or _namesake(unit, states) or before
        words = with_line_ends_of(text[unit.start : unit.end].strip(), rolling.base_of(before or states[-1]))
        already = _already(state, words, drafted, delegation)
        kind = ProposalKind.AMEND if state else ProposalKind.INSERT
        label = state.label if state else f"{unit.kind} {unit.number}".strip()
        parts.append(Part(n + 1, label, words, kind, before or states[-1], already))
    return tuple(parts)


def _namesake(unit: Unit, states: Sequence[RollingProvision]) -> RollingProvision | None:
    """The provision that a new "2 bis" follows: the last "2" or "2 bis" of its kind."""
    first = unit.number.split()[:1]
    same = [s for s in states if first and s.kind == unit.kind and s.number.split()[:1] == first]
    return same[-1] if same else None


def _already(state: RollingProvision | None, words: str, drafted: Collection[object], delegation: Delegation) -> str:
    if state is None:
        return "" if words else "it is empty"
    if words == state.base.strip():
        return "it says what the text says"
    return f"{delegation.name} has a draft on it already" if state.provision_id in drafted else ""


def store(
    *, parts: Sequence[Part], instrument: Instrument, delegation: Delegation, by: Seat, at: datetime
) -> tuple[Draft, ...]:
    """Open a private draft for each of `parts` that is new or differs; all of them, or none."""
    made = []
    with transaction.atomic():
        for part in (p for p in parts if not p.already):
            inserts = part.kind == ProposalKind.INSERT
            place = part.state.provision if part.state else None
            draft = drafting.open_draft(
                instrument=instrument, delegation=delegation, kind=part.kind, by=by, at=at,
                provision=None if inserts else place, after=place if inserts else None,
            )  # fmt: skip
            made.append(drafting.edit(draft=draft, edition=draft.edition, by=by, at=at, text=part.text))
        if not made:
            raise BadInput("nothing in the text differs from the text that stands", Where("text", "nothing new"))
    return tuple(made)
