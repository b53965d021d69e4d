"""Settle one point of a provision for the next revision, or undo that: by the chair, both in the record."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from . import record, rolling, settlements
from .access import Seat
from .errors import BadInput, BaseMoved, NotAllowed, NothingChanged, Where
from .models import Provision, RollingProvision, Settlement, Version
from .settlements import Settled
from .text import Collation, Point, collate, points, wordings_at


@dataclass(frozen=True, slots=True)
class Open:
    """A point that is to be settled; `key` names it as it is now, with the wordings that are on offer."""

    key: str
    point: Point


@dataclass(frozen=True, slots=True)
class OnTable:
    """A provision of the text that stands, with every wording that speaks to it and what is settled already."""

    state: RollingProvision
    collation: Collation
    versions: tuple[Version, ...]
    settled: tuple[Settled, ...]

    @property
    def open(self) -> tuple[Open, ...]:
        return tuple(Open(_key(self.collation, p), p) for p in points(self.collation))


def on_table(provision: Provision) -> OnTable:
    """What is to be settled in a provision. Raises `BadInput` where it is not in the text that stands."""
    state = rolling.state(provision)
    if state is None:
        raise BadInput("this provision is not in the text that stands: there is nothing to settle yet")
    on = [t for t in rolling.standing(provision.instrument, [provision]).get(str(provision.pk), ()) if t.current]
    versions = tuple(t.version for t in on)
    carried = {str(t.version.pk): t.wording for t in on}
    collation = collate(state.base, rolling.wordings(versions, rolling.cosponsors(versions), carried))
    made = settlements.of(state.rolling_text).get(str(provision.pk), ())
    collation, settled = settlements.applied(collation, made)
    return OnTable(state, collation, versions, settled)


def settle(*, provision: Provision, key: str, text: str, by: Seat, at: datetime) -> Settlement:
    """Settle the point `key` with `text`: one of the wordings that are on offer there, or empty to delete them all.

    It stands in the next revision; every other point of the proposals stays open. Raises `BaseMoved` where the point,
    or what is on offer there, is no longer what `key` names.
    """
    if not by.chairs:
        raise NotAllowed("only the chair settles a point")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        rolling.check_open(provision)
        there = on_table(provision)
        point = next((o.point for o in there.open if o.key == key), None)
        if point is None:
            raise BaseMoved("something was tabled, withdrawn or settled here since you looked: look at it again")
        if text and text not in [w.text for w in point.wordings]:
            offered = ", ".join(f"“{w.text}”" for w in point.wordings if w.text)
            raise BadInput(f"what is on offer at this point is: {offered}", Where("text", "is not on offer", text[:80]))
        span = point.span if text else point.gone
        wordings = [_wording(w.text, w.sigla, there.versions) for w in point.wordings]
        was = span.of(there.collation.base)
        what = {
            "instrument": provision.instrument_id, "provision": str(provision.pk), "state": str(there.state.pk),
            "was": was, "text": text, "wordings": wordings,
        }  # fmt: skip
        entry = record.add(negotiation=by.negotiation, act="settled", at=at, by=by.name, what=what)
        fallen = [s.settlement.pk for s in there.settled if not s.holds]
        Settlement.objects.filter(pk__in=fallen).update(undone_sequence=entry.sequence)
        return Settlement.objects.create(
            state=there.state, start=span.start, end=span.end, was=was, text=text, wordings=wordings,
            seen=sorted({was, *wordings_at(there.collation, span).values()}), sequence=entry.sequence, settled_at=at,
            settled_by=by.user,
        )  # fmt: skip


def undo(*, settlement: Settlement, by: Seat, at: datetime) -> Settlement:
    """Open a point again that was settled and is not yet published. What was settled inside it since falls, too."""
    if not by.chairs:
        raise NotAllowed("only the chair opens a settled point again")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        settlement.refresh_from_db()
        if settlement.undone_sequence:
            raise NothingChanged("this point is open again already")
        text = rolling.current(settlement.state.provision.instrument)
        in_force = settlements.of(text).get(str(settlement.state.provision_id), ()) if text else ()
        if settlement not in in_force:
            raise BadInput("this point is published as it was settled: table on it, or prepare another revision")
        what = {
            "instrument": settlement.state.provision.instrument_id, "provision": str(settlement.state.provision_id),
            "settled": settlement.sequence, "text": settlement.text,
        }  # fmt: skip
        entry = record.add(negotiation=by.negotiation, act="settlement undone", at=at, by=by.name, what=what)
        settlement.undone_sequence = entry.sequence
        settlement.save(update_fields=["undone_sequence"])
    return settlement


def _wording(text: str, holders: Iterable[str], versions: Iterable[Version]) -> dict[str, Any]:
    """A wording on offer, who holds it, and in which tabled versions; co-sponsors hold it in that of their sponsor."""
    codes = list(holders)
    ids = [str(v.pk) for v in versions if v.proposal.delegation.code in codes]
    return {"text": text, "holders": codes, "versions": ids}


def _key(collation: Collation, point: Point) -> str:
    said = [collation.base, point.span.start, point.span.end, [[w.text, sorted(w.sigla)] for w in point.wordings]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
