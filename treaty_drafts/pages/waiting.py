"""What waits for the delegations that a person drafts for: texts to confirm, drafts to share, co-sponsors to answer."""

from django.urls import reverse

from .. import access
from ..access import Seat
from ..models import HandedIn, Sharing, Sponsorship

State = Sponsorship.State


def waiting(seat: Seat) -> list[tuple[str, str]]:
    """What is waited for, in words, and where it is answered."""
    handed_in = access.handed_in(seat).filter(state=HandedIn.State.WAITING, delegation__in=seat.delegations)
    found = [
        (
            f"The secretariat entered a text for {one.delegation.name}: confirm or decline it",
            reverse("handed-in", args=[one.pk]),
        )
        for one in handed_in.select_related("delegation")
    ]
    invited = access.sharings(seat).filter(state=Sharing.State.INVITED, delegation__in=seat.delegations)
    found += [
        (
            f"{one.draft.delegation.name} invites {one.delegation.name} to draft with it: accept or decline",
            reverse("sharing", args=[one.pk]),
        )
        for one in invited.select_related("delegation", "draft__delegation")
    ]
    open_ = access.sponsorships(seat).filter(proposal__withdrawn_at=None, state__in=(State.INVITED, State.ASKED))
    for one in open_.select_related("delegation", "proposal__delegation"):
        place = f"{reverse('provision', args=[one.proposal.provision_id])}#proposal-{one.proposal_id}"
        if one.state == State.INVITED and seat.speaks_for(one.delegation):
            found.append(
                (f"{one.proposal.delegation.name} invites {one.delegation.name} to co-sponsor its proposal", place)
            )
        if one.state == State.ASKED and seat.speaks_for(one.proposal.delegation):
            found.append(
                (f"{one.delegation.name} asks to co-sponsor the proposal of {one.proposal.delegation.name}", place)
            )
    return found
