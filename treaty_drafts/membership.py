"""Who takes part as what: the secretariat invites, changes and revokes. Each role given or taken enters the record.

The record says which role and for which delegation, not the person: entries name delegations, as everywhere else.
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from . import record
from .access import Seat
from .errors import BadInput, NothingChanged, Where, refusal
from .models import Delegation, Membership, Negotiation, Role
from .record import SECRETARIAT, set_up


def invite(
    *, role: str, by: Seat, at: datetime, email: str = "", username: str = "", name: str = "",
    delegation: Delegation | None = None,
) -> Membership:  # fmt: skip
    """Give a person a role: somebody who has an account, or else a new account, which a link of `invitations` opens.

    The same is answered in both cases. Raises `NothingChanged` where the person has the role already.
    """
    with set_up(by):
        _check_role(by.negotiation, role, delegation)
        user = _account(by.negotiation, email.strip().lower(), username.strip(), name.strip())
        if Membership.objects.filter(user=user, negotiation=by.negotiation, role=role, delegation=delegation).exists():
            raise NothingChanged(f"{user.get_username()} has this role already", Where("role", "is given already"))
        _check_apart(user, by.negotiation, role)
        made = Membership.objects.create(
            user=user, negotiation=by.negotiation, role=role, delegation=delegation, given_at=at
        )
        _enter(by, at, "role given", _named(made))
    return made


def change(
    *, membership: Membership, role: str, by: Seat, at: datetime, delegation: Delegation | None = None
) -> Membership:
    """Give a person another role instead, or the same one for another delegation."""
    with set_up(by):
        _check_role(by.negotiation, role, delegation)
        membership = _again(membership)
        before = _named(membership)
        same = Membership.objects.filter(
            user=membership.user, negotiation=by.negotiation, role=role, delegation=delegation
        )
        if same.exists():
            raise NothingChanged("the person has this role already", Where("role", "is given already"))
        _check_apart(membership.user, by.negotiation, role, leaving=membership)
        _check_secretariat(membership)
        membership.role, membership.delegation, membership.is_head, membership.given_at = role, delegation, False, at
        membership.save(update_fields=["role", "delegation", "is_head", "given_at"])
        _enter(by, at, "role changed", _named(membership) | {"before": before})
    return membership


def name_head(*, membership: Membership, is_head: bool, by: Seat, at: datetime) -> Membership:
    """Say that a drafter is a head of delegation, who clears its drafts where that is asked for; or is one no longer."""
    with set_up(by):
        membership = _again(membership)
        if membership.delegation is None:
            raise BadInput("only a drafter heads a delegation", Where("role", "is no drafter"))
        if membership.is_head == is_head:
            raise NothingChanged("that is so already")
        membership.is_head = is_head
        membership.save(update_fields=["is_head"])
        _enter(by, at, "head of delegation " + ("named" if is_head else "relieved"), _named(membership))
    return membership


def revoke(*, membership: Membership, by: Seat, at: datetime) -> None:
    """Take a role away, at once: the next request of the person finds nothing. What was done in it stays on record."""
    with set_up(by):
        membership = _again(membership)
        _check_secretariat(membership)
        _enter(by, at, "role revoked", _named(membership))
        membership.delete()


def appoint(*, negotiation: Negotiation, user: Any, at: datetime) -> Membership:
    """Make somebody secretariat from outside, where nobody is left who could."""
    _check_apart(user, negotiation, Role.SECRETARIAT)
    made, new = Membership.objects.get_or_create(
        user=user, negotiation=negotiation, role=Role.SECRETARIAT, defaults={"given_at": at}
    )
    if not new:
        raise NothingChanged(f"{user.get_username()} is secretariat already")
    record.add(negotiation=negotiation, act="role given", at=at, by="administration", what=_named(made))
    return made


def _again(membership: Membership) -> Membership:
    """The role as it is now, under the lock."""
    now = Membership.objects.select_related("user", "delegation", "negotiation").filter(pk=membership.pk).first()
    if now is None:
        raise NothingChanged("this role was revoked already")
    return now


def _check_role(negotiation: Negotiation, role: str, delegation: Delegation | None) -> None:
    if role not in Role.values:
        raise BadInput(f"a role is one of: {', '.join(Role.values)}", Where("role", "unknown", role))
    if (role == Role.DRAFTER) != (delegation is not None):
        raise BadInput("drafters have a delegation, and only they", Where("delegation", "does not go with the role"))
    if delegation and delegation.negotiation_id != negotiation.pk:
        raise BadInput("the delegation is in another negotiation", Where("delegation", "unknown delegation"))


def _check_apart(user: Any, negotiation: Negotiation, role: str, leaving: Membership | None = None) -> None:
    """Who prepares or chairs sees no delegation's private drafts, and so drafts for none."""
    others = Membership.objects.filter(user=user, negotiation=negotiation)
    if leaving:
        others = others.exclude(pk=leaving.pk)
    apart = {
        Role.DRAFTER: (Role.CHAIR, Role.SECRETARIAT),
        Role.CHAIR: (Role.DRAFTER,),
        Role.SECRETARIAT: (Role.DRAFTER,),
    }
    if others.filter(role__in=apart.get(Role(role), ())).exists():
        raise BadInput(
            "who drafts for a delegation is neither chair nor secretariat: they see no private drafts",
            Where("role", "does not go with another role of the person"),
        )


def _check_secretariat(leaving: Membership) -> None:
    """Refuse to leave the negotiation without anybody who can set it up."""
    if leaving.role != Role.SECRETARIAT:
        return
    others = Membership.objects.filter(negotiation=leaving.negotiation, role=Role.SECRETARIAT, user__is_active=True)
    if not any(m.user.has_usable_password() for m in others.exclude(pk=leaving.pk).select_related("user")):
        raise BadInput(
            "this is the last secretariat who can sign in: give somebody else the role first",
            Where("role", "is the last"),
        )


def _account(negotiation: Negotiation, email: str, username: str, name: str) -> Any:
    """The account of a person, made if there is none.

    An address finds an account only if it was shown to be its own: else whoever made an account with a foreign
    address before would be given the seat.
    """
    if not email and not username:
        raise BadInput("say who it is: an e-mail address or a name to sign in with", Where("email", "missing"))
    people = get_user_model().objects
    shown = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True) if email else None
    if shown and (address := shown.select_related("user").first()):
        return address.user
    found = people.filter(username__iexact=username or email).first()
    if found is None:
        return _made(people.model(), username or email, email, name)
    here = found.memberships.filter(negotiation=negotiation).exists()
    if here or (username and not email and found.is_active and found.has_usable_password()):
        return found
    if not found.has_usable_password() and not found.is_staff and not found.memberships.exists():
        return _made(found, found.username, email, name)  # invited once, and revoked before it was taken up
    raise BadInput("choose another name to sign in with", Where("username", "cannot be had", username or email))


def _made(user: Any, username: str, email: str, name: str) -> Any:
    user.username, user.email, user.first_name, user.is_active = username, email, name, True
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        raise refusal(error) from None
    user.save()
    return user


def _named(membership: Membership) -> dict[str, str]:
    """A role as the record names it."""
    of = {"delegation": membership.delegation.code} if membership.delegation else {}
    return {"role": str(membership.role), **of}


def _enter(by: Seat, at: datetime, act: str, what: dict[str, Any]) -> None:
    record.add(negotiation=by.negotiation, act=act, at=at, by=SECRETARIAT, what=what)
