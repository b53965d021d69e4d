"""Positions as a bracketed text prints them, beside the wordings of the version that they were stated on."""

from collections.abc import Mapping
from uuid import UUID

from treaty_drafts.models import Instrument, Proposal
from treaty_drafts.text import StanceKind

from . import stating
from .models import Stance

# the notation has no word for "can accept", which is less than support
PRINTED = {
    Stance.SUPPORTS: StanceKind.SUPPORTS,
    Stance.OPPOSES: StanceKind.OPPOSES,
    Stance.RESERVES: StanceKind.RESERVES,
}


def printed(instrument: Instrument) -> Mapping[UUID, list[tuple[str, StanceKind]]]:
    """By version, the codes of those whose last word on its proposal is on exactly this version, and what it is.

    A group stands for its members, of whom those that have spoken themselves stand beside it.
    """
    found: dict[UUID, list[tuple[str, StanceKind]]] = {}
    proposals = Proposal.objects.filter(instrument=instrument, withdrawn_at=None)
    for held in stating.held(proposals).values():
        for position in (one.position for one in held):
            if position.stance in PRINTED:
                said = position.delegation.code, PRINTED[Stance(position.stance)]
                found.setdefault(position.version_id, []).append(said)
    return found
