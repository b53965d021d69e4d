"""The client ids that connections write under: given once, and let go where nobody wrote under them for weeks."""

import secrets
from datetime import UTC, datetime, timedelta

from ..models import Draft, DraftClient, Presence
from . import loading, log
from .door import Caller

COLOURS = 8
WEEK = timedelta(weeks=1)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
OF_A_WEEK = 2**22  # ids
KEPT = 4  # weeks that words may wait, unsent, in a page that was sent with an id


def give(*, draft: Draft, by: Caller, at: datetime) -> DraftClient:
    """A client id of 32 bits, as Yjs makes them, which nobody was given before; a person keeps the colour of the first.

    What is above the last 22 bits is the week. So one that was let go is given to nobody again.
    """
    first = _week(at) * OF_A_WEEK
    here = draft.clients.order_by()
    if not here.filter(number__range=(first, first + OF_A_WEEK - 1)).exists():
        _let_go(draft, before=first - KEPT * OF_A_WEEK)
    number = first + _drawn()
    while here.filter(number=number).exists():
        number = first + _drawn()
    own = draft.clients.filter(user=by.user).first()
    colour = own.colour if own else here.values("user").distinct().count() % COLOURS
    return DraftClient.objects.create(draft=draft, number=number, user_id=by.user, colour=colour)


def _let_go(draft: Draft, *, before: int) -> None:
    """Forget the ids below `before` that no words are written under, unless somebody is there with one."""
    if not draft.clients.filter(number__lt=before).exists():
        return
    now = log.locked(draft.pk)
    if now is None:
        return
    present = Presence.objects.filter(draft=now).values("client")
    idle = now.clients.filter(number__lt=before).exclude(number__in=present)
    wrote = loading.load(now).writers
    idle.filter(number__in=[n for n in idle.values_list("number", flat=True) if n not in wrote]).delete()


def _week(at: datetime) -> int:
    return max(0, (at - SINCE) // WEEK)


def _drawn() -> int:
    """Not 0, which Yjs has for nobody, and not the server's own."""
    return 2 + secrets.randbelow(OF_A_WEEK - 2)
