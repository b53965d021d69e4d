"""What waits for a person: for the delegations it drafts for, texts to confirm, drafts to share and co-sponsors to answer;
for the chair, revisions to publish."""

from django.urls import reverse

from .. import access, rolling
from ..access import Seat
from ..models import HandedIn, Instrument, RollingText, Sharing, Sponsorship

State = Sponsorship.State


def to_publish(instrument: Instrument, seat: Seat) -> list[RollingText]:
    """The revisions and corrections that are prepared on the text that stands; the chair reads them and publishes one."""
    if not seat.prepares:
        return []
    found = access.rolling_texts(seat).filter(instrument=instrument, number=None)
    return list(found.filter(superseding=rolling.current(instrument)).order_by("-prepared_at"))


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
