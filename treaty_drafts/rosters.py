"""Delegations and people from a table and as a table. A table is stored whole or not at all; it takes nobody's role away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from . import countries, delegations, membership
from .access import Seat
from .errors import NotAllowed, NothingChanged, NotThere, Refused
from .formats import table
from .formats.table import Problem, Row
from .models import Delegation, Membership

COLUMNS = {
    "delegations": ("code", "name", "group", "members"),
    "people": ("username", "name", "email", "role", "delegation"),
}
REQUIRED = {"delegations": ("code", "name"), "people": ("role",)}
YES = frozenset({"yes", "y", "true", "1", "x"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, and what it does: `added`, `changed`, or `there already`."""

    row: Row
    does: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a table would do, or has done; with any problem it does nothing."""

    what: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    invited: tuple[Membership, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[self.what]


def read(*, what: str, data: bytes, by: Seat, at: datetime, store: bool = False) -> Read:
    """Read a table of `delegations` or of `people`; with `store`, and only if no row has a problem, do what it says."""
    if what not in COLUMNS:
        raise NotThere
    if not by.sets_up:
        raise NotAllowed("only the secretariat sets up the negotiation")
    rows, problems = table.read(data, COLUMNS[what], REQUIRED[what])
    take: Callable[[Row, Seat, datetime], tuple[str, Membership | None]] = (
        _delegation if what == "delegations" else _person
    )
    lines: list[Line] = []
    invited: list[Membership] = []
    with transaction.atomic():
        for row in sorted(rows, key=_is_group) if what == "delegations" else rows:  # groups after their members
            try:
                with transaction.atomic():
                    does, made = take(row, by, at)
            except Refused as refused:
                problems += _of(row, refused)
                continue
            lines.append(Line(row, does))
            invited += [made] if made else []
        if problems or not store:
            transaction.set_rollback(True)
    lines.sort(key=lambda line: line.row.line)
    return Read(what, tuple(lines), tuple(sorted(problems, key=lambda p: p.line)), tuple(invited))


def written(*, what: str, by: Seat) -> bytes:
    """The delegations or the people of the negotiation as a table that can be read again; or all `countries`, to begin from."""
    if not by.sets_up:
        raise NotAllowed("only the secretariat sets up the negotiation")
    rows: dict[str, Callable[[Seat], list[tuple[str, ...]]]]
    rows = {"delegations": _delegations, "people": _people, "countries": _countries}
    if what not in rows:
        raise NotThere
    return table.write(COLUMNS.get(what, COLUMNS["delegations"]), rows[what](by))


def _delegations(by: Seat) -> list[tuple[str, ...]]:
    found = by.negotiation.parties.prefetch_related("members")
    return [(d.code, d.name, "yes" if d.is_group else "", ", ".join(m.code for m in d.members.all())) for d in found]


def _people(by: Seat) -> list[tuple[str, ...]]:
    seats = [(m.user, m) for m in by.negotiation.memberships.select_related("user", "delegation")]
    return [
        (u.username, u.get_full_name(), u.email, m.role, m.delegation.code if m.delegation else "") for u, m in seats
    ]


def _countries(_by: Seat) -> list[tuple[str, ...]]:
    return [(code, name, "", "") for code, name in countries.names().items()]


def _is_group(row: Row) -> bool:
    return row.cells.get("group", "").casefold() in YES


def _delegation(row: Row, by: Seat, at: datetime) -> tuple[str, None]:
    code, name = row.cells.get("code", ""), row.cells.get("name", "")
    members = delegations.codes_in(row.cells.get("members", ""))
    there = by.negotiation.parties.filter(code=code).first()
    if there is None:
        delegations.add(code=code, name=name, is_group=_is_group(row), members=members, by=by, at=at)
        return "added", None
    before = _state(there)
    if there.name != name:
        delegations.rename(delegation=there, name=name, by=by, at=at)
    if there.is_group or members:
        delegations.set_members(group=there, members=members, by=by, at=at)
    return "there already" if _state(there) == before else "changed", None


def _state(delegation: Delegation) -> tuple[str, list[str]]:
    return delegation.name, sorted(delegation.members.values_list("code", flat=True))


def _person(row: Row, by: Seat, at: datetime) -> tuple[str, Membership | None]:
    cell = {column: row.cells.get(column, "") for column in COLUMNS["people"]}
    of = delegations.named(by, cell["delegation"]) if cell["delegation"] else None
    try:
        with transaction.atomic():
            who = {field: cell[field] for field in ("email", "username", "name")}
            made = membership.invite(role=cell["role"].casefold(), delegation=of, by=by, at=at, **who)
    except NothingChanged:
        return "there already", None
    return "added", made


def _of(row: Row, refused: Refused) -> list[Problem]:
    """A refusal as problems of a row: in the columns that it names, as far as the table has them."""
    column = {"first_name": "name", "is_group": "group"}
    if len(refused.where) < 2:
        return [Problem(row.line, "".join(column.get(w.field, w.field) for w in refused.where), refused.what)]
    return [Problem(row.line, column.get(w.field, w.field), w.what) for w in refused.where]
