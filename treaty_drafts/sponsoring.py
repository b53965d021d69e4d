"""Join and leave a proposal as a co-sponsor, with the consent of both sides; what is agreed enters the record.

Until both agree, only these two know of it. A later version of the proposal is not co-sponsored until that is confirmed.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from . import record
from .access import Seat
from .errors import BadInput, EditedMeanwhile, NotAllowed, NothingChanged, Where
from .models import Delegation, Proposal, Sponsorship, Version

State = Sponsorship.State


def invite(*, proposal: Proposal, delegation: Delegation, by: Seat, at: datetime) -> Sponsorship:
    """Invite another delegation to co-sponsor; only it learns of this."""
    if not by.speaks_for(proposal.delegation):
        raise NotAllowed(f"only drafters of {proposal.delegation.name} invite others to its proposals")
    return _open(proposal, delegation, State.INVITED, at)


def ask(*, proposal: Proposal, delegation: Delegation, by: Seat, at: datetime) -> Sponsorship:
    """Ask to co-sponsor a proposal as it stands; only its delegation learns of this."""
    if not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} ask for it")
    _check_cleared(delegation, by)
    return _open(proposal, delegation, State.ASKED, at)


def _open(proposal: Proposal, delegation: Delegation, state: str, at: datetime) -> Sponsorship:
    if delegation.pk == proposal.delegation_id or delegation.is_chair or proposal.delegation.is_chair:
        raise BadInput("delegations co-sponsor proposals of other delegations", Where("delegation", "not another one"))
    if proposal.withdrawn_at:
        raise NothingChanged("this proposal was withdrawn")
    try:
        with transaction.atomic():
            return Sponsorship.objects.create(
                proposal=proposal, delegation=delegation, state=state, version=_last(proposal), since=at
            )
    except IntegrityError:
        raise NothingChanged(f"{delegation.name} co-sponsors this, was invited, or has asked already") from None


def agree(*, sponsorship: Sponsorship, version: UUID | str, by: Seat, at: datetime) -> Sponsorship:
    """The other side consents: the delegation that was invited, or the one that was asked.

    `version` is the one that was looked at: one who is invited agrees to the last version and no other. One who asked did so
    for the version that was the last then.
    """
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = _locked(sponsorship)
        sides = {State.INVITED: found.delegation, State.ASKED: found.proposal.delegation}
        if found.state not in sides:
            raise NothingChanged("there is nothing to agree to")
        if not by.speaks_for(sides[State(found.state)]):
            raise NotAllowed(f"it is for {sides[State(found.state)].name} to agree")
        _check_holds_no_other(found)
        if found.state == State.INVITED:
            _check_cleared(found.delegation, by)
            found.version = _seen(found.proposal, version)
        return _joined(found, "joined as co-sponsor", by, at)


def confirm(*, sponsorship: Sponsorship, version: UUID | str, by: Seat, at: datetime) -> Sponsorship:
    """Co-sponsor the last version of a proposal too."""
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = _locked(sponsorship)
        if not by.speaks_for(found.delegation):
            raise NotAllowed(f"it is for {found.delegation.name} to confirm")
        _check_cleared(found.delegation, by)
        last = _seen(found.proposal, version)
        if found.state != State.JOINED or found.version_id == last.pk:
            raise NothingChanged("there is nothing to confirm")
        found.version = last
        return _joined(found, "confirmed co-sponsorship", by, at)


def end(*, sponsorship: Sponsorship, by: Seat, at: datetime) -> Sponsorship:
    """Leave, or let go; of what was not agreed yet, take it back or decline it, which enters no record."""
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = _locked(sponsorship)
        sides = [d for d in (found.delegation, found.proposal.delegation) if by.speaks_for(d)]
        if not sides:
            raise NotAllowed("only the two sides of a co-sponsorship end it")
        if found.state == State.ENDED:
            raise NothingChanged("it has ended already")
        if found.state == State.JOINED:
            record.add(
                negotiation=by.negotiation, act="co-sponsorship ended", at=at, by=sides[0].code, what=_what(found)
            )
        found.state, found.since = State.ENDED, at
        found.save(update_fields=["state", "since"])
    return found


def _check_cleared(delegation: Delegation, by: Seat) -> None:
    if delegation.needs_clearance and delegation not in by.heads:
        raise NotAllowed(f"what {delegation.name} puts its name to is cleared by its head, who can do this")


def _joined(found: Sponsorship, act: str, by: Seat, at: datetime) -> Sponsorship:
    record.add(negotiation=by.negotiation, act=act, at=at, by=found.delegation.code, what=_what(found))
    found.state, found.since = State.JOINED, at
    found.save(update_fields=["state", "since", "version"])
    return found


def _what(found: Sponsorship) -> dict[str, object]:
    assert found.version
    return {
        "proposal": str(found.proposal_id), "provision": str(found.proposal.provision_id), "delegation": found.delegation.code,
        "of": found.proposal.delegation.code, "version": found.version.number, "text_hash": found.version.text_hash,
    }  # fmt: skip


def _locked(sponsorship: Sponsorship) -> Sponsorship:
    related = "delegation", "proposal__delegation", "version"
    found = Sponsorship.objects.select_related(*related).get(pk=sponsorship.pk)
    if found.proposal.withdrawn_at:
        raise NothingChanged("this proposal was withdrawn")
    return found


def _last(proposal: Proposal) -> Version:
    return proposal.versions.order_by("-number")[0]


def _seen(proposal: Proposal, version: UUID | str) -> Version:
    last = _last(proposal)
    if str(last.pk) != str(version):
        raise EditedMeanwhile(
            f"version {last.number} was tabled since you looked: look at it before you agree",
            Where("version", "not the last"),
        )
    return last


def _check_holds_no_other(found: Sponsorship) -> None:
    """One delegation holds one wording of a provision."""
    on = found.proposal.provision
    if Proposal.objects.filter(provision=on, delegation=found.delegation, withdrawn_at=None).exists():
        raise BadInput(
            f"{found.delegation.name} has a proposal of its own on this provision: it must withdraw that first"
        )
    others = Sponsorship.objects.filter(
        delegation=found.delegation, state=State.JOINED, proposal__provision=on, proposal__withdrawn_at=None
    )
    if others.exists():
        raise BadInput(
            f"{found.delegation.name} co-sponsors another proposal on this provision: it must leave that first"
        )
