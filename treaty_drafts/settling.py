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
from .models import Provision, Settlement, Version
from .settlements import OnTable, on_table
from .text import Point, wordings_at


@dataclass(frozen=True, slots=True)
class Open:
    """A point that is to be settled; `key` names it as it is now, with the wordings that are on offer."""

    key: str
    point: Point


def open_points(there: OnTable) -> tuple[Open, ...]:
    """What is left to settle, in the order of the text."""
    left = settlements.left(there.tabled, there.collation, there.settled)
    return tuple(Open(key_of(there, p), p) for p in left)


def key_of(there: OnTable, point: Point) -> str:
    """What names an open point as it is now."""
    base = there.collation.base
    said = [base, point.span.start, point.span.end, [[w.text, sorted(w.sigla)] for w in point.wordings]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


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
        point = next((o.point for o in open_points(there) if o.key == key), None)
        if point is None:
            raise BaseMoved("something was tabled, withdrawn or settled here since you looked: look at it again")
        if text and text not in [w.text for w in point.wordings]:
            offered = ", ".join(f"“{w.text}”" for w in point.wordings if w.text)
            raise BadInput(f"what is on offer at this point is: {offered}", Where("text", "is not on offer", text[:80]))
        span = point.span if text else point.gone
        wordings = [_wording(w.text, w.sigla, there.versions) for w in point.wordings]
        was = span.of(there.collation.base)
        made = Settlement(
            state=there.state, start=span.start, end=span.end, was=was, text=text, wordings=wordings,
            seen=sorted({was, *wordings_at(there.collation, span).values()}), settled_at=at, settled_by=by.user,
        )  # fmt: skip
        if settlements.settled(there.collation, made, span) is None:
            raise BaseMoved("this point cannot be settled by itself: settle what stands around it first")
        fallen = [s.settlement for s in there.settled if not s.holds]
        what = {
            "instrument": provision.instrument_id, "provision": str(provision.pk), "state": str(there.state.pk),
            "was": was, "text": text, "wordings": wordings,
            **({"lapsed": [s.sequence for s in fallen]} if fallen else {}),
        }  # fmt: skip
        entry = record.add(negotiation=by.negotiation, act="settled", at=at, by=by.name, what=what)
        Settlement.objects.filter(pk__in=[s.pk for s in fallen]).update(undone_sequence=entry.sequence)
        made.sequence = entry.sequence
        made.save(force_insert=True)
    return made


def undo(*, settlement: Settlement, by: Seat, at: datetime) -> Settlement:
    """Open a point again that was settled and is not yet published. What was settled inside it since lapses, too."""
    if not by.chairs:
        raise NotAllowed("only the chair opens a settled point again")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        settlement.refresh_from_db()
        if settlement.undone_sequence:
            raise NothingChanged("this point is open again already")
        if settlement.published_sequence:
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
