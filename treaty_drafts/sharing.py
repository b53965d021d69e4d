"""Share a private draft with other delegations, by invitation and with their consent: a joint draft.

Nothing of this is in the record. Before it consents a delegation learns who invites it and on which provision; afterwards it
sees the words as they are and what comes, and nothing that was deleted before.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from . import drafting
from .access import JOINED, Seat
from .errors import BadInput, EditedMeanwhile, NotAllowed, NothingChanged, NotThere, Where
from .live import anew, log
from .models import Delegation, Draft, Sharing

State = Sharing.State


def invite(*, draft: Draft, delegation: Delegation, by: Seat, at: datetime) -> Sharing:
    """Invite another delegation to a draft; only it learns of this."""
    if not by.speaks_for(draft.delegation):
        raise NotAllowed(f"only drafters of {draft.delegation.name} share its drafts")
    if delegation.pk == draft.delegation_id or delegation.is_chair or draft.delegation.is_chair:
        raise BadInput("delegations share drafts with other delegations", Where("delegation", "not another one"))
    try:
        with transaction.atomic():
            if log.locked(draft.pk) is None:
                raise EditedMeanwhile("this draft was tabled or discarded just now")
            return Sharing.objects.create(draft=draft, delegation=delegation, invited_at=at)
    except IntegrityError:
        raise NothingChanged(f"{delegation.name} shares this draft, or is invited to it") from None


def accept(*, sharing: Sharing, by: Seat, at: datetime) -> Sharing:
    """Consent to share a draft; from here it goes on in a new document, so that its past stays with those who had it."""
    if not by.speaks_for(sharing.delegation):
        raise NotAllowed(f"it is for {sharing.delegation.name} to accept")
    with transaction.atomic():
        draft, found = _locked(sharing)
        if found.state != State.INVITED:
            raise NothingChanged("there is nothing to accept")
        anew.begin(draft=draft, by=by.user, at=at)
        found.state, found.begins, found.joined_at = State.JOINED, draft.begins, at
        found.save(update_fields=["state", "begins", "joined_at"])
    return found


def end(*, sharing: Sharing, by: Seat, at: datetime) -> Sharing:
    """Leave or let go; of an invitation, decline it or take it back. The words stay as they are."""
    sides = [d for d in (sharing.delegation, sharing.draft.delegation) if by.speaks_for(d)]
    if not sides:
        raise NotAllowed("only the two sides of a sharing end it")
    with transaction.atomic():
        draft, found = _locked(sharing)
        if found.state == State.ENDED:
            raise NothingChanged("it has ended already")
        found.state, found.until, found.ended_at, found.ended_by = State.ENDED, draft.seq, at, sides[0]
        found.save(update_fields=["state", "until", "ended_at", "ended_by"])
    return found


def _locked(sharing: Sharing) -> tuple[Draft, Sharing]:
    """The draft and the sharing as they are now, with the draft's lock."""
    draft = log.locked(sharing.draft_id)
    found = Sharing.objects.select_related("delegation", "draft__delegation").filter(pk=sharing.pk).first()
    if draft is None or found is None:
        raise NotThere
    return draft, found


def copy(*, draft: Draft, delegation: Delegation, by: Seat, at: datetime) -> Draft:
    """Take the words of a joint draft as they are into a draft of one's own."""
    if not JOINED.filter(draft=draft, delegation=delegation).exists():
        raise BadInput(f"{delegation.name} has not joined this draft", Where("delegation", "has not joined"))
    with transaction.atomic():
        made = drafting.open_draft(
            instrument=draft.instrument, delegation=delegation, kind=draft.kind, provision=draft.provision,
            after=draft.after, by=by, at=at,
        )  # fmt: skip
        made.base, made.text, made.note, made.stances = draft.base, draft.text, draft.note, draft.stances
        made.save(update_fields=["base", "text", "note", "stances"])
    return made


def in_the_way(draft: Draft, delegation: Delegation) -> Draft | None:
    """The delegation's own draft on the same provision: there is one at most, so that no copy fits beside it."""
    others = Draft.objects.exclude(pk=draft.pk).exclude(provision=None)
    return others.filter(delegation=delegation, provision=draft.provision_id).first()


def told(draft: Draft, by: Seat) -> list[tuple[datetime, str]]:
    """What became of the sharing of a draft, in words, the latest first.

    Who joined is told who was there since; invitations that were not accepted are between the owner and the one invited.
    """
    owner = draft.delegation.name
    lines: list[tuple[datetime, str]] = []
    for one in _seen(draft, by):
        name = one.delegation.name
        if one.joined_at:
            lines.append((one.joined_at, f"Shared with {name}"))
        elif by.speaks_for(draft.delegation):
            lines.append((one.invited_at, f"{name} was invited"))
        if one.ended_at:
            left = one.ended_by_id == one.delegation_id
            if one.joined_at:
                ended = f"{name} left" if left else f"{owner} ended the sharing with {name}"
            else:
                ended = f"{name} declined" if left else f"The invitation of {name} was taken back"
            lines.append((one.ended_at, ended))
    return lines[::-1]


def _seen(draft: Draft, by: Seat) -> list[Sharing]:
    """The sharings that a person at the draft knows of."""
    every = list(draft.sharings.select_related("delegation"))
    if by.speaks_for(draft.delegation):
        return every
    own = [
        s.begins for s in every if s.state == State.JOINED and s.delegation in by.delegations and s.begins is not None
    ]
    since = min(own, default=draft.seq)
    return [s for s in every if s.begins is not None and (s.until is None or s.until > since)]
