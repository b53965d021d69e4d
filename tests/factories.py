"""The cast of the tests: two delegations that must not see each other's drafts, and those beside them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from treaty_drafts import access, drafting, importing, rolling, tabling
from treaty_drafts.access import Seat
from treaty_drafts.models import (
    Delegation,
    Draft,
    Instrument,
    Membership,
    Negotiation,
    Provision,
    RollingProvision,
    RollingText,
    Version,
)

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
PASSWORD = "quiet please 12"
CONVENTION = """DRAFT CONVENTION ON QUIET NETWORKS

PREAMBLE

The States Parties to this Convention,

Recalling that quiet networks serve all peoples,

Have agreed as follows:

CHAPTER I
GENERAL PROVISIONS

Article 1
Purpose

The purpose of this Convention is to keep networks quiet.

Article 2
Attribution of conduct

1. A State Party [shall] [should] attribute a cyber operation to another State only on the basis of evidence.

2. Each Party shall take measures to prevent serious harm, where feasible.

Article 3
Location of data

1. Data shall be stored within the territory of the State in which they were collected[, as appropriate].

2. Parties may transfer data across borders.
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by the name a test calls them. `outsider` chairs another negotiation; `admin` is a superuser."""

    negotiation: Negotiation
    instrument: Instrument
    users: dict[str, Any]

    def seat(self, name: str) -> Seat:
        found = access.seat(self.users[name], self.negotiation)
        assert found
        return found

    def delegation(self, code: str) -> Delegation:
        return Delegation.objects.get(negotiation=self.negotiation, code=code)

    def provision(self, eid: str) -> Provision:
        return self.state(eid).provision

    def state(self, eid: str) -> RollingProvision:
        text = rolling.current(self.instrument)
        assert text
        return text.provisions.get(eid=eid)

    def draft(
        self,
        name: str,
        eid: str,
        text: str | None = None,
        *,
        note: str = "",
        private_note: str = "",
        kind: str = "amend",
    ) -> Draft:
        """A draft by drafter `name` with `text` saved in it; of an insertion, `eid` is what it follows."""
        seat = self.seat(name)
        place, inserts = self.provision(eid), kind == "insert"
        made = drafting.open_draft(
            instrument=self.instrument, delegation=seat.delegations[0], kind=kind, by=seat, at=NOON,
            provision=None if inserts else place, after=place if inserts else None,
        )  # fmt: skip
        if text is None and not note + private_note:
            return made
        return drafting.edit(draft=made, edition=1, by=seat, at=NOON, text=text, note=note, private_note=private_note)

    def table(self, name: str, eid: str, text: str | None = None, *, note: str = "", kind: str = "amend") -> Version:
        made = self.draft(name, eid, text, note=note, kind=kind)
        return tabling.table(draft=made, edition=made.edition, by=self.seat(name), at=NOON)

    def import_text(self, text: str = CONVENTION, name: str = "convention.txt") -> RollingText:
        return importing.store(
            data=text.encode(), instrument=self.instrument, by=self.seat("chair"), at=NOON, name=name,
            dated=date(2026, 11, 2), symbol="QN/1",
        )  # fmt: skip


def cast(*, text: str = CONVENTION) -> Cast:
    """A negotiation with `text` imported as Rev.1, or none if it is empty."""
    negotiation = Negotiation.objects.create(slug="quiet", title="Quiet networks", session="First session")
    other = Negotiation.objects.create(slug="other", title="Another negotiation")
    instrument = Instrument.objects.create(negotiation=negotiation, title="Convention on Quiet Networks")
    Instrument.objects.create(negotiation=other, title="Another instrument")
    ardenia = Delegation.objects.create(negotiation=negotiation, code="ARD", name="Ardenia")
    borvale = Delegation.objects.create(negotiation=negotiation, code="BRV", name="Borvale")
    people = get_user_model().objects
    names = ("ardenia", "borvale", "chair", "secretariat", "observer", "outsider")
    users = {name: people.create_user(name, password=PASSWORD) for name in names}
    users["admin"] = people.create_superuser("admin", password=PASSWORD)
    seats = [
        ("ardenia", "drafter", ardenia), ("borvale", "drafter", borvale), ("chair", "chair", None),
        ("secretariat", "secretariat", None), ("observer", "observer", None),
    ]  # fmt: skip
    for name, role, delegation in seats:
        Membership.objects.create(user=users[name], negotiation=negotiation, role=role, delegation=delegation)
    Membership.objects.create(user=users["outsider"], negotiation=other, role="chair")
    made = Cast(negotiation, instrument, users)
    if text:
        made.import_text(text)
    return made
