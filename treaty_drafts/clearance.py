"""Clearance of a delegation's drafts by its head before they are tabled; the delegation's own affair, in no record."""

from .access import Seat
from .errors import EditedMeanwhile, NotAllowed, Where
from .models import Delegation, Draft


def clear(*, draft: Draft, edition: int, by: Seat) -> Draft:
    """Clear a draft in the state `edition`; a later state must be cleared again."""
    if draft.delegation not in by.heads:
        raise NotAllowed(f"only the head of {draft.delegation.name} clears its drafts")
    cleared = Draft.objects.filter(pk=draft.pk, edition=edition)
    if not cleared.update(cleared_edition=edition, cleared_by=by.user):
        raise EditedMeanwhile("this draft has been saved since you looked at it: look at it again")
    return Draft.objects.get(pk=draft.pk)


def demand(*, delegation: Delegation, needed: bool, by: Seat) -> Delegation:
    """Say whether the delegation's drafts need clearance from now on."""
    if delegation not in by.heads:
        raise NotAllowed(f"only the head of {delegation.name} says whether its drafts need clearance")
    Delegation.objects.filter(pk=delegation.pk).update(needs_clearance=needed)
    return Delegation.objects.get(pk=delegation.pk)


def check(draft: Draft, by: Seat) -> None:
    """Raise `NotAllowed` where the draft needs clearance and its present state has none; its head needs none."""
    needed = draft.delegation.needs_clearance and draft.delegation not in by.heads
    if needed and draft.cleared_edition != draft.edition:
        raise NotAllowed(
            f"drafts of {draft.delegation.name} are cleared by its head before they are tabled, and this one is not",
            Where("edition", "not cleared", f"edition {draft.edition}"),
        )
