"""Who is at a draft: told from the session, and looked up anew for every message."""

from collections.abc import Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from .. import access
from ..models import Draft, name_of
from .refusals import Ended, Why


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in one sign-in; `proof` changes with the password."""

    user: int
    name: str
    session: str
    proof: str


def caller(session_key: str | None) -> Caller:
    """Who a session is of. Raises `Ended` where nobody is signed in with it."""
    user = get_user(cast(HttpRequest, SimpleNamespace(session=SessionStore(session_key)))) if session_key else None
    if user is None or not user.is_authenticated:
        raise Ended(Why.SIGNED_OUT)
    assert session_key
    return Caller(user.pk, name_of(user)[:300], session_key, user.get_session_auth_hash())


def check(draft: Draft | None, one: Caller) -> Draft:
    """Raise `Ended` where the person may not be at the draft now; what may not be seen is not there."""
    away = turned_away(draft, [one]) if draft else {}
    if away.get(one) == Why.SIGNED_OUT:
        raise Ended(Why.SIGNED_OUT)
    if draft is None or away:
        raise Ended(Why.NOT_THERE)
    return draft


def turned_away(draft: Draft, callers: Collection[Caller]) -> dict[Caller, Why]:
    """Those of `callers` who may not be at the draft any more."""
    people = access.drafters(draft).filter(user__in={c.user for c in callers}, user__is_active=True)
    found = people.order_by().select_related("user").only("user__password")
    here = {m.user_id: m.user.get_session_auth_hash() for m in found}
    open_ = _open(callers)
    away = [c for c in callers if c.session not in open_ or here.get(c.user) != c.proof]
    return dict.fromkeys(away, Why.REVOKED) | signed_out(away) if away else {}


def without_seat(draft: Draft, callers: Collection[Caller]) -> set[Caller]:
    """Those of `callers` who draft for none of a draft's delegations, whether they are signed in or not."""
    people = {c.user for c in callers}
    here = set(access.drafters(draft).filter(user__in=people).values_list("user_id", flat=True))
    return {c for c in callers if c.user not in here}


def signed_out(callers: Collection[Caller]) -> dict[Caller, Why]:
    """Those whose sign-in has ended, whose account is closed, or whose password is another."""
    open_ = _open(callers)
    users = get_user_model().objects.filter(pk__in={c.user for c in callers}, is_active=True).only("password")
    proofs = {user.pk: user.get_session_auth_hash() for user in users}
    return {c: Why.SIGNED_OUT for c in callers if c.session not in open_ or proofs.get(c.user) != c.proof}


def _open(callers: Collection[Caller]) -> set[str]:
    sessions = Session.objects.filter(pk__in={c.session for c in callers}, expire_date__gt=timezone.now()).order_by()
    return set(sessions.values_list("pk", flat=True))
