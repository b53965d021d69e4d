"""The delegations of a negotiation: added, named, grouped, and removed while nothing is on record for them."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from . import record
from .access import Seat
from .errors import BadInput, NothingChanged, Where, refusal
from .models import Delegation
from .record import SECRETARIAT, set_up

BETWEEN = re.compile(r"[,;|]")  # no code may hold these


def named(by: Seat, code: str, field: str = "delegation") -> Delegation:
    """The delegation of this code. Raises `BadInput` where the negotiation has none."""
    found = by.negotiation.parties.filter(code=code.strip()).first()
    if found is None:
        raise BadInput(f"there is no delegation {code.strip()!r} here", Where(field, "unknown delegation", code))
    return found


def add(
    *, code: str, name: str, is_group: bool = False, members: Iterable[str] = (), by: Seat, at: datetime
) -> Delegation:
    """Add a delegation, or with `is_group` a group that speaks for its `members`, which are given by their codes."""
    with set_up(by):
        made = Delegation(negotiation=by.negotiation, code=code.strip(), name=name.strip(), is_group=is_group)
        same = by.negotiation.parties.filter(Q(code__iexact=made.code) | Q(name__iexact=made.name)).first()
        if same:
            field = "code" if same.code.casefold() == made.code.casefold() else "name"
            raise NothingChanged(f"{same.name} ({same.code}) is there already", Where(field, "is taken"))
        _check(made)
        made.save()
        codes = _join(made, members, by)
        what: dict[str, Any] = {"delegation": made.code, "name": made.name, "is_group": is_group}
        _enter(by, at, "delegation added", what | ({"members": codes} if is_group else {}))
    return made


def rename(*, delegation: Delegation, name: str, by: Seat, at: datetime) -> Delegation:
    """Give a delegation another name. Refused once it has acted: the record and the texts name it."""
    with set_up(by):
        if has_acted(delegation):
            raise BadInput(f"{delegation.name} is in the record by this name: it stays", Where("name", "is on record"))
        if by.negotiation.parties.exclude(pk=delegation.pk).filter(name__iexact=name.strip()).exists():
            raise BadInput(f"another delegation is called {name.strip()}", Where("name", "is taken"))
        delegation.name = name.strip()
        _check(delegation)
        delegation.save(update_fields=["name"])
        _enter(by, at, "delegation renamed", {"delegation": delegation.code, "name": delegation.name})
    return delegation


def set_members(*, group: Delegation, members: Iterable[str], by: Seat, at: datetime) -> Delegation:
    """Say which delegations a group speaks for."""
    with set_up(by):
        before = sorted(group.members.values_list("code", flat=True))
        codes = _join(group, members, by)
        if codes != before:
            _enter(by, at, "members changed", {"delegation": group.code, "members": codes})
    return group


def remove(*, delegation: Delegation, by: Seat, at: datetime) -> None:
    """Take a delegation out that was added by mistake.

    Refused once anything was tabled in the negotiation, once it has acted or anybody was ever given a seat for it: it may
    hold private drafts, or be asked in private to co-sponsor, of which nobody else may learn.
    """
    with set_up(by):
        if by.negotiation.entries.filter(act="tabled").exists() or has_acted(delegation) or was_seated(delegation):
            raise BadInput(
                f"{delegation.name} stays: something was tabled here, or it is on record",
                Where("delegation", "is on record"),
            )
        _enter(by, at, "delegation removed", {"delegation": delegation.code, "name": delegation.name})
        delegation.handed_in.all().delete()
        delegation.delete()


def has_acted(delegation: Delegation) -> bool:
    """Whether the record says anything of this delegation: what it did, or that it reserved its position."""
    named = Q(what__reserved_by=delegation.code) | Q(what__of=delegation.code)
    return delegation.negotiation.entries.filter(Q(by=delegation.code) | named).exists()


def was_seated(delegation: Delegation) -> bool:
    """Whether anybody drafts or ever drafted for this delegation."""
    given = Q(what__delegation=delegation.code) | Q(what__before__delegation=delegation.code)
    seats = delegation.negotiation.entries.filter(given, act__startswith="role ")
    return delegation.memberships.exists() or seats.exists()


def codes_in(cell: str) -> list[str]:
    """The codes in a list of codes, as people write it."""
    return [code.strip() for code in BETWEEN.split(cell) if code.strip()]


def _join(group: Delegation, members: Iterable[str], by: Seat) -> list[str]:
    """Make these the members of a group; their codes in order."""
    found = [named(by, code, "members") for code in members]
    if found and not group.is_group:
        raise BadInput(f"{group.name} is not a group: it has no members", Where("members", "only groups have members"))
    if any(one.is_group for one in found):
        raise BadInput("the members of a group are delegations, not groups", Where("members", "names a group"))
    group.members.set(found)
    return sorted({one.code for one in found})


def _check(delegation: Delegation) -> None:
    try:
        delegation.full_clean()
    except ValidationError as error:
        raise refusal(error) from None


def _enter(by: Seat, at: datetime, act: str, what: dict[str, Any]) -> None:
    record.add(negotiation=by.negotiation, act=act, at=at, by=SECRETARIAT, what=what)
