"""What a process asks the database about its connections, twice a second: nobody has to tell it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .. import access
from ..models import Delegation, Draft, DraftingRoom, Entry, ProposalKind, RollingText, Version
from . import door, present, remarks
from .door import Caller
from .present import Person
from .refusals import Why
from .remarks import Marks


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells later whether a draft that is gone was tabled; `sequence` is the record's when it was looked up."""

    delegation: int
    kind: str
    provision: UUID | None
    after: UUID | None
    sequence: int
    of_room: int | None = None  # the instrument whose drafting room it is in


@dataclass(slots=True)
class Seen:
    """How far each log is, who must go, who is there, and how the comments stand; drafts that are gone have no head."""

    heads: dict[UUID, int] = field(default_factory=dict)
    away: dict[UUID, dict[Caller, Why]] = field(default_factory=dict)
    people: dict[UUID, dict[int, Person]] = field(default_factory=dict)
    remarks: dict[UUID, Marks] = field(default_factory=dict)


def look(callers: Mapping[UUID, Collection[Caller]], facts: Mapping[UUID, Facts], at: datetime) -> Seen:
    """What has become of these drafts and of those who are at them."""
    seen = Seen(people=present.people(callers, at))
    out = door.signed_out({c for here in callers.values() for c in here})
    found = list(Draft.objects.select_related("delegation").only("seq", "begins", "delegation").filter(pk__in=callers))
    seen.remarks = remarks.marks(callers, {draft.pk: draft.begins for draft in found})
    holders = access.holders(found)
    of: dict[tuple[Delegation, ...], list[Draft]] = {}
    for draft in found:
        of.setdefault(holders[draft.pk], []).append(draft)
    for drafts in of.values():
        seatless = door.without_seat(drafts[0], {c for draft in drafts for c in callers[draft.pk]})
        for draft in drafts:
            seen.heads[draft.pk] = draft.seq
            here = callers[draft.pk]
            seen.away[draft.pk] = {c: out.get(c, Why.REVOKED) for c in here if c in out or c in seatless}
    for gone in callers.keys() - seen.heads.keys():
        seen.away[gone] = dict.fromkeys(callers[gone], how(facts[gone]))
    return seen


def opened(draft: UUID, by: Caller, at: datetime) -> tuple[Facts | None, int, dict[int, Person], Marks]:
    """What a room begins with when a person comes, and how far the log is; no facts where there is no such draft."""
    found = _found(draft)
    marked = remarks.marks({draft: [by]}, {found.pk: found.begins} if found else {}).get(draft, {})
    return _facts(found), found.seq if found else 0, present.people([draft], at)[draft], marked


def facts(draft: UUID) -> Facts | None:
    return _facts(_found(draft))


def _found(draft: UUID) -> Draft | None:
    return Draft.objects.filter(pk=draft).select_related("delegation").first()


def _facts(found: Draft | None) -> Facts | None:
    if found is None:
        return None
    last = Entry.objects.filter(negotiation=found.delegation.negotiation_id).last()
    of_room = found.instrument_id if found.delegation.is_bureau else None
    return Facts(
        found.delegation_id, found.kind, found.provision_id, found.after_id, last.sequence if last else 0, of_room
    )


def how(of: Facts) -> Why:
    """Whether a draft that is gone was tabled or discarded: by what its delegation has tabled since, on its place.

    One in the drafting room was published, or given up.
    """
    if of.of_room:
        since = RollingText.objects.filter(instrument=of.of_room, sequence__gt=of.sequence)
        closed = not DraftingRoom.objects.filter(instrument=of.of_room).exists()
        return Why.PUBLISHED if closed and since.exists() else Why.DISCARDED
    versions = Version.objects.filter(proposal__delegation=of.delegation, sequence__gt=of.sequence)
    if of.kind == ProposalKind.INSERT and of.provision is None:
        tabled = versions.filter(proposal__after=of.after, number=1)
    else:
        tabled = versions.filter(proposal__provision=of.provision)
    return Why.TABLED if tabled.exists() else Why.DISCARDED
