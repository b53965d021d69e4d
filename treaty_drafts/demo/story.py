"""Plays the demo negotiation: a text in, three rounds of proposals, two consolidated revisions, private drafts."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from .. import access, consolidation, drafting, importing, next_revision, publishing, rolling, tabling
from ..access import Seat
from ..models import Delegation, Draft, Instrument, Membership, Negotiation, ProposalKind, Provision, RollingProvision
from ..next_revision import Choice
from .floor import Floor, edited

FOLDER = Path(__file__).parent
PASSWORD = "negotiate in good faith"  # noqa: S105  # printed on the screen; the demo holds nothing secret
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def load() -> tuple[Negotiation, bool]:
    """The demo negotiation, made if it is not there yet (then True). All of it or nothing."""
    told = tomllib.loads((FOLDER / "negotiation.toml").read_text())
    found = Negotiation.objects.filter(slug=told["slug"]).first()
    if found:
        return found, False
    with transaction.atomic():
        return Story(told).tell(), True


def sign_ins() -> list[tuple[str, str]]:
    """Who can sign in, as username and role; all with `PASSWORD`."""
    told = tomllib.loads((FOLDER / "negotiation.toml").read_text())
    return [(u["username"], " of ".join(filter(None, (u["role"], u.get("delegation"))))) for u in told["user"]]


class Story:
    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.acts = tomllib.loads((FOLDER / "proposals.toml").read_text())
        self.now = START
        self.new: dict[str, Provision] = {}  # provisions that are only proposed, by the name the story gives them

    def tell(self) -> Negotiation:
        self.people()
        self.rev_1()
        for number in (1, 2, 3):
            self.round(number)
            if number < 3:
                self.consolidate(number + 1)
        for told in self.acts["draft"]:
            draft = self.draft(told)
            self.words(draft, told, private=True)
        Floor(self).tell()
        return self.negotiation

    def later(self, minutes: int = 11) -> datetime:
        self.now += timedelta(minutes=minutes)
        return self.now

    def people(self) -> None:
        told = self.told
        self.negotiation = Negotiation.objects.create(slug=told["slug"], title=told["title"], session=told["session"])
        self.instrument = Instrument.objects.create(negotiation=self.negotiation, title=told["instrument"])
        self.delegations: dict[str, Delegation] = {}
        for one in told["delegation"]:
            self.delegations[one["code"]] = Delegation.objects.create(
                negotiation=self.negotiation, code=one["code"], name=one["name"], is_group=one.get("group", False)
            )
        for one in told["delegation"]:
            self.delegations[one["code"]].members.set(self.delegations[m] for m in one.get("members", ()))
        self.seats: dict[str, Seat] = {}
        for one in told["user"]:
            user = get_user_model().objects.create_user(
                one["username"], password=PASSWORD, first_name=one["name"][:150]
            )
            delegation = self.delegations.get(one.get("delegation", "")) if one["role"] == "drafter" else None
            Membership.objects.create(
                user=user,
                negotiation=self.negotiation,
                role=one["role"],
                delegation=delegation,
                is_head=one.get("head", False),
            )
            seat = access.seat(user, self.negotiation)
            assert seat
            self.seats.setdefault(delegation.code if delegation else one["role"], seat)

    def rev_1(self) -> None:
        importing.store(
            data=(FOLDER / "convention.txt").read_bytes(), instrument=self.instrument, by=self.seats["secretariat"],
            at=self.now, name="convention.txt", dated=self.now.date(), symbol=self.told["symbol"],
            session=self.told["session"], original_language=self.told["original_language"],
        )  # fmt: skip

    def round(self, number: int) -> None:
        self.later(60 * 20)
        for told in (t for t in self.acts["tabling"] if t["round"] == number):
            draft = self.draft(told)
            self.words(draft, told)
            draft.refresh_from_db()
            seat = self.seats[told["delegation"]]
            version = tabling.table(draft=draft, edition=draft.edition, by=seat, at=self.later())
            self.new.setdefault(told["provision"], version.proposal.provision)
        for told in (t for t in self.acts["withdrawal"] if t["round"] == number):
            standing = rolling.standing(self.instrument, [self.provision(told["provision"])])
            own = next(t for ts in standing.values() for t in ts if t.proposal.delegation.code == told["delegation"])
            tabling.withdraw(proposal=own.proposal, by=self.seats[told["delegation"]], at=self.later())

    def consolidate(self, number: int) -> None:
        tabled = rolling.standing(self.instrument)
        choices = {}
        for told in (t for t in self.acts["settlement"] if t["revision"] == number):
            key = str(self.provision(told["provision"]).pk)
            taken = next(t.version for t in tabled[key] if t.proposal.delegation.code == told["takes"])
            choices[key] = Choice(taken=taken)
        revision = next_revision.prepare(instrument=self.instrument, by=self.seats["secretariat"], choices=choices)
        self.later(60 * 30)
        stored = consolidation.save(
            revision=revision, by=self.seats["secretariat"], at=self.now, dated=self.now.date(),
            symbol=f"{self.told['symbol']}/Rev.{number}",
        )  # fmt: skip
        publishing.publish(text=stored, by=self.seats["chair"], at=self.later())

    def draft(self, told: dict[str, Any]) -> Draft:
        kind = told.get("kind", "amend")
        after = self.provision(told["after"]) if kind == ProposalKind.INSERT else None
        return drafting.open_draft(
            instrument=self.instrument, delegation=self.delegations[told["delegation"]], kind=kind,
            by=self.seats[told["delegation"]], at=self.later(),
            provision=None if after else self.provision(told["provision"]), after=after,
        )  # fmt: skip

    def words(self, draft: Draft, told: dict[str, Any], *, private: bool = False) -> None:
        text = edited(told.get("text", draft.text), told)
        seat = self.seats[told["delegation"]]
        note = {"private_note" if private else "note": told.get("note", "")}
        drafting.edit(draft=draft, edition=draft.edition, by=seat, at=self.later(2), text=text, **note)

    def provision(self, eid: str) -> Provision:
        text = rolling.current(self.instrument)
        state = RollingProvision.objects.filter(rolling_text=text, eid=eid).select_related("provision").first()
        return state.provision if state else self.new[eid]
