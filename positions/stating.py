"""State a position on a tabled version; it enters the record. A later version makes support lapse, objections stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from treaty_drafts import record
from treaty_drafts.access import Seat
from treaty_drafts.errors import BadInput, NotAllowed, Where
from treaty_drafts.models import Delegation, Proposal, Version

from .models import Position, Stance

LAPSING = frozenset({Stance.SUPPORTS, Stance.CAN_ACCEPT})


@dataclass(frozen=True, slots=True)
class Held:
    """What a delegation last said of a proposal, and what has become of that: `stands`, `lapsed` or `to be confirmed`.

    A group speaks `also_for` its members that have said nothing themselves.
    """

    position: Position
    status: str
    also_for: tuple[str, ...] = ()


def state(
    *, version: Version, delegation: Delegation, stance: str, statement: str = "", by: Seat, at: datetime
) -> Position:
    """State what `delegation` thinks of exactly this version."""
    if not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} state its positions")
    if delegation.is_chair:
        raise NotAllowed("delegations state positions; the chair has none")
    if stance not in Stance.values:
        raise BadInput(f"a position is one of: {', '.join(Stance.values)}", Where("stance", "unknown"))
    with transaction.atomic():
        record.lock(by.negotiation, by)
        entry = record.add(
            negotiation=by.negotiation, act="position", at=at, by=delegation.code,
            what={"version": str(version.pk), "text_hash": version.text_hash, "stance": stance, "statement": statement},
        )  # fmt: skip
        return Position.objects.create(
            version=version, delegation=delegation, stance=stance, statement=statement, sequence=entry.sequence,
            stated_at=at, stated_by=by.user,
        )  # fmt: skip


def latest(versions: list[Version]) -> dict[str, list[Position]]:
    """By version id, the position of each delegation that stands, in the order of the delegations' names."""
    found: dict[tuple[str, int], Position] = {}
    for position in Position.objects.filter(version__in=versions).select_related("delegation"):
        found[str(position.version_id), position.delegation_id] = position
    by_version: dict[str, list[Position]] = {}
    for (version, _), position in sorted(found.items(), key=lambda item: item[1].delegation.name):
        by_version.setdefault(version, []).append(position)
    return by_version


def held(proposals: Iterable[Proposal]) -> dict[UUID, list[Held]]:
    """By proposal, where each delegation stands on it: what it said last, on whichever of its versions.

    Support of an earlier version has lapsed; an objection to one stays, to be confirmed.
    """
    said: dict[tuple[UUID, int], tuple[Position, int]] = {}
    positions = Position.objects.filter(version__proposal__in=[p.pk for p in proposals])
    of = positions.annotate(last=Max("version__proposal__versions__number")).order_by("sequence")
    for stated in of.select_related("delegation", "version__proposal").prefetch_related("delegation__members"):
        said[stated.version.proposal_id, stated.delegation_id] = stated, stated.last
    found: dict[UUID, list[Held]] = {}
    for (proposal, _), (position, last) in sorted(said.items(), key=lambda item: item[1][0].delegation.name):
        current = position.version.number == last
        status = "stands" if current else "lapsed" if position.stance in LAPSING else "to be confirmed"
        silent = (
            m.name for m in position.delegation.members.all()
            if (proposal, m.pk) not in said and m.pk != position.version.proposal.delegation_id
        )  # fmt: skip
        found.setdefault(proposal, []).append(Held(position, status, tuple(silent)))
    return found
