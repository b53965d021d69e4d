"""State a position on a tabled version; it enters the record."""

from datetime import datetime

from django.db import transaction

from treaty_drafts import record
from treaty_drafts.access import Seat
from treaty_drafts.errors import BadInput, NotAllowed, Where
from treaty_drafts.models import Delegation, Version

from .models import Position, Stance


def state(
    *, version: Version, delegation: Delegation, stance: str, statement: str = "", by: Seat, at: datetime
) -> Position:
    """State what `delegation` thinks of exactly this version."""
    if not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} state its positions")
    if stance not in Stance.values:
        raise BadInput(f"a position is one of: {', '.join(Stance.values)}", Where("stance", "unknown"))
    with transaction.atomic():
        record.lock(by.negotiation)
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
