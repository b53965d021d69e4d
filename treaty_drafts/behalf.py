"""Texts that a delegation hands to the secretariat: entered on its behalf, tabled when the delegation confirms.

Until then only the two see it; what the delegation drafts itself stays its own.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from . import drafting, record, rolling, tabling
from .access import Seat
from .errors import BadInput, NotAllowed, NothingChanged, Where
from .models import Delegation, Draft, HandedIn, Instrument, ProposalKind, Provision, Role, Version
from .tabling import Tabling
from .text import with_line_ends_of

State = HandedIn.State


def enter(
    *, instrument: Instrument, delegation: Delegation, kind: str, text: str, note: str = "", by: Seat, at: datetime,
    provision: Provision | None = None, after: Provision | None = None,
) -> HandedIn:  # fmt: skip
    """Enter a text on behalf of `delegation`, which is asked to confirm it."""
    if Role.SECRETARIAT not in by.roles:
        raise NotAllowed("only the secretariat enters texts on behalf of delegations")
    if delegation.is_chair or delegation.negotiation_id != by.negotiation.pk:
        raise BadInput("no such delegation", Where("delegation", "unknown"))
    if kind not in (ProposalKind.AMEND, ProposalKind.INSERT, ProposalKind.DELETE):
        raise BadInput("a text amends, inserts or deletes a provision", Where("kind", "unknown"))
    drafting.check_place(instrument, kind, provision, after)
    if len(text) > settings.TEXT_MAX_CHARACTERS:
        most = settings.TEXT_MAX_CHARACTERS
        raise BadInput(f"the text has {len(text):,} characters; at most {most:,} fit", Where("text", "too long"))
    if (not text.strip()) != (kind == ProposalKind.DELETE):
        raise BadInput("a deletion has no words of its own, everything else has", Where("text", "missing or too much"))
    state = rolling.state(provision) if provision else None
    if provision and state is None:
        raise BadInput("this provision is not in the current text", Where("provision", "not in the current text"))
    beside = rolling.state(after) if after else state
    return HandedIn.objects.create(
        instrument=instrument, delegation=delegation, kind=kind, provision=provision, after=after, base=state,
        text=with_line_ends_of(text, rolling.base_of(beside)), note=note, entered_by=by.user, entered_at=at,
    )  # fmt: skip


def preview(*, handed_in: HandedIn) -> Tabling:
    """What confirming it would make visible to the others."""
    return tabling.preview(draft=_draft(handed_in))


def confirm(*, handed_in: HandedIn, by: Seat, at: datetime, although_moved: bool = False) -> Version:
    """The delegation confirms the text that was entered for it, and so tables it."""
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = _waiting(handed_in, by)
        draft = _draft(found)
        if draft.delegation.needs_clearance and draft.delegation not in by.heads:
            raise NotAllowed(f"what {draft.delegation.name} tables is cleared by its head, who can confirm this")
        version = tabling.put_on_table(
            draft=draft, by=by, at=at, although_moved=although_moved, entered_by="secretariat"
        )
        found.state, found.version = State.CONFIRMED, version
        found.save(update_fields=["state", "version"])
    return version


def decline(*, handed_in: HandedIn, by: Seat) -> HandedIn:
    """The delegation does not confirm it; nothing is tabled."""
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = _waiting(handed_in, by)
        found.state = State.DECLINED
        found.save(update_fields=["state"])
    return found


def _waiting(handed_in: HandedIn, by: Seat) -> HandedIn:
    related = "delegation", "provision", "base", "instrument", "after"
    found = HandedIn.objects.select_related(*related).get(pk=handed_in.pk)
    if not by.speaks_for(found.delegation):
        raise NotAllowed(f"it is for {found.delegation.name} to confirm what was entered for it")
    if found.state != State.WAITING:
        raise NothingChanged(f"it was {found.state} already")
    return found


def _draft(found: HandedIn) -> Draft:
    """The draft, not stored, that the text would be."""
    return Draft(
        instrument=found.instrument, delegation=found.delegation, kind=found.kind, provision=found.provision,
        after=found.after, base=found.base, text=found.text, note=found.note,
    )  # fmt: skip
