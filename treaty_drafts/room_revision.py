"""The next revision out of the drafting room: its words as they are printed, and what is on the table beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from . import consolidation, drafting_room, forwarding, next_revision, notation, publishing, record, rolling, settlements
from .access import Seat
from .errors import BadInput, BaseMoved, EditedMeanwhile
from .models import (
    Carried,
    Draft,
    DraftingRoom,
    Entry,
    Provision,
    RollingProvision,
    RollingText,
    Settlement,
    Version,
    hash_of,
)
from .next_revision import Consolidated, NextRevision
from .notation import ToMend
from .settlements import Settled
from .text import AmbiguousText, Collation, collate, contested, dump, load, parse, read, rebase, units

NOBODY = "\ue000"  # a code that no delegation has: who it is holds what stands first


@dataclass(frozen=True, slots=True)
class Named:
    """Words in brackets in the name of a delegation, in one provision."""

    label: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Look:
    """What publishing the room would do. Nothing is stored.

    `carried` are the proposals that speak to the new text, some of them waiting for their delegation; `unsaid` stands in
    the name of delegations without their having tabled it; `unprinted` was printed and is not, and stays on the table.
    """

    revision: NextRevision
    text_hash: str
    carried: tuple[Carried, ...]
    lapsed: tuple[Settlement, ...]
    to_mend: tuple[ToMend, ...]
    unsaid: tuple[Named, ...]
    unprinted: tuple[Named, ...]

    @property
    def waits(self) -> list[Carried]:
        return [c for c in self.carried if c.conflicts]


def look(*, room: DraftingRoom, by: Seat, at: datetime) -> Look:
    """The next revision as the room would make it, found out by making it and taking it back.

    Raises `BaseMoved` where the room is to be carried forward first.
    """
    with transaction.atomic():
        made = _made(room, by)
        text_hash = hash_of(made.text)
        stored = _saved(made, by, at, at.date())
        publishing.check(stored, made.last)
        carried = tuple(forwarding.forward(stored, made.last))
        lapsed = tuple(settlements.published(stored, made.last)[1])
        to_mend = notation.findings(stored)
        transaction.set_rollback(True)
    said, names = _named(room.start, made)
    return Look(made, text_hash, carried, lapsed, to_mend, tuple(_only(names, said)), tuple(_only(said, names)))


def publish(
    *, room: DraftingRoom, text_hash: str, by: Seat, at: datetime, dated: date, symbol: str = ""
) -> RollingText:
    """Publish the room's text as the next revision, if it is the one that was looked at; the room is closed with it.

    It is made from the words as they were last acknowledged; how they were written goes with the room.
    """
    with transaction.atomic():
        record.lock(by.negotiation, by)
        list(drafting_room.drafts(room).select_for_update(of=("self",)))
        made = _made(room, by)
        if hash_of(made.text) != text_hash:
            raise EditedMeanwhile("somebody wrote in the drafting room since you looked: look at it again")
        text = publishing.publish(text=_saved(made, by, at, dated, symbol), by=by, at=at)
        drafting_room.close(room=room, by=by)
    return text


def _saved(made: NextRevision, by: Seat, at: datetime, dated: date, symbol: str = "") -> RollingText:
    for one in made.provisions:
        if one.state.provision._state.adding:
            one.state.provision.save()
    source = f"drafted by the chair and the secretariat on {made.last.label}"
    return consolidation.save(revision=made, by=by, at=at, dated=dated, symbol=symbol, source=source)


def _made(room: DraftingRoom, by: Seat) -> NextRevision:
    last = rolling.current(room.instrument)
    if last is None:
        raise BadInput("there is no text to draft on: import a rolling text first")
    _check(room, last)
    making = _Making(room, last)
    found = list(making.all())
    if not found:
        raise BadInput("nothing would be left of the text")
    for n, one in enumerate(found):
        one.state.position = n
    left = {one.state.provision_id for one in found}
    gone = tuple(s for s in last.provisions.all() if s.provision_id not in left)
    sequence = Entry.objects.filter(negotiation=by.negotiation).count()
    return NextRevision(room.instrument, last, sequence, tuple(found), gone)


def _check(room: DraftingRoom, last: RollingText) -> None:
    """Refuse a room that stands on a text which is overtaken, or has words to settle with the one that it stands on."""
    start = room.start
    if start.pk != last.pk and (start.published or start.superseding_id != last.pk):
        raise BaseMoved(
            f"{last.label} was published since the drafting room was opened: carry the room forward to it first; "
            "nothing that was written in it is lost"
        )
    if not start.published:
        publishing.check(start, last)
    open_ = [_place(d) for d in drafting_room.waiting(room)]
    if open_:
        raise BaseMoved(f"first settle in the drafting room what the text has changed, too: {', '.join(open_)}")


def _place(draft: Draft) -> str:
    return draft.base.label if draft.base else "a new provision"


class _Making:
    """What is needed for every provision of the room."""

    def __init__(self, room: DraftingRoom, last: RollingText) -> None:
        of = room.start.provisions.select_related("provision")
        self.states = list(of.prefetch_related("sources__version__proposal__delegation"))
        self.before = {s.provision_id: s.text for s in last.provisions.all()}
        self.from_last = room.start.pk == last.pk
        self.instrument = room.instrument
        self.codes = notation.codes(room.instrument.negotiation)
        self.eids = {s.eid for s in self.states}
        self.words: dict[UUID, str] = {}
        self.new: dict[UUID | None, list[str]] = defaultdict(list)
        present = {s.provision_id for s in self.states}
        for draft in drafting_room.drafts(room):
            if draft.provision_id:
                self.words[draft.provision_id] = draft.text.rstrip()
            elif draft.text.strip():
                self.new[draft.after_id if draft.after_id in present else None].append(draft.text.rstrip())
        self.settled: dict[UUID, list[Settlement]] = defaultdict(list)
        for one in Settlement.objects.filter(pk__in=room.start.settled).select_related("state"):
            self.settled[one.state.provision_id].append(one)

    def all(self) -> Iterator[Consolidated]:
        for state in self.states:
            words = self.words.get(state.provision_id, state.text)
            if words == state.text.rstrip():
                yield self.kept(state)
            elif words.strip():
                yield self.reworded(state, words)
            for text in self.new[state.provision_id]:
                yield self.added(text)
        for text in self.new[None]:
            yield self.added(text)

    def kept(self, state: RollingProvision) -> Consolidated:
        """A provision that the room leaves as the text it began from has it."""
        made = _next(state, state.text, state.base)
        made.collation = state.collation
        sources = [s for s in state.sources.all() if not (self.from_last and s.taken)]
        taken = next((s.version for s in sources if s.taken), None)
        points = tuple(Settled(one, holds=True) for one in self.settled[state.provision_id])
        return Consolidated(made, None, tuple(s.version for s in sources), taken, self.differs(made), points)

    def reworded(self, state: RollingProvision, words: str) -> Consolidated:
        """A provision in other words: what is on the table beside it comes along where the room left it alone."""
        sigla = self.sigla(state, words)
        base = _base(words, sigla)
        if base is None:
            base, sigla = words, frozenset()
        wordings = dict(_carried(state, base, sigla))
        versions = [s.version for s in state.sources.all() if not s.taken and sigla]
        versions = [v for v in versions if not v.offers_words or v.proposal.delegation.code in wordings]
        made = _next(state, words, base)
        if versions:
            made.collation = dump(_collation(base, wordings, versions))
        unit = units(words)[0]
        if unit.kind == state.kind:
            made.heading, made.number = unit.heading[:200], unit.number[:30]
        if unit.kind == state.kind and unit.number != state.number:
            made.eid = self.free(unit.eid)
        points = tuple(Settled(s, holds=_printed(s, base)) for s in self.settled[state.provision_id])
        return Consolidated(made, None, tuple(versions), None, self.differs(made), points)

    def sigla(self, state: RollingProvision, words: str) -> frozenset[str]:
        """Those whose brackets the string tells, without those in whose name the room says something new."""
        sigla = frozenset(load(state.collation).sigla) if state.collation else frozenset()
        if _base(state.text, sigla) != state.base:
            return frozenset()
        new = _names(words, self.codes) - _names(state.text, self.codes)
        return sigla - {code for code, _, _ in new}

    def added(self, words: str) -> Consolidated:
        unit = units(words)[0]
        made = RollingProvision(
            provision=Provision(instrument=self.instrument), eid=self.free(unit.eid), kind=unit.kind,
            number=unit.number[:30], heading=unit.heading[:200], text=words, base=words, separator="\n\n",
        )  # fmt: skip
        return Consolidated(made, None, changed=True)

    def differs(self, state: RollingProvision) -> bool:
        return state.text != self.before.get(state.provision_id)

    def free(self, wanted: str) -> str:
        """An eId that no other provision has, `wanted` if it is free."""
        eid, n = wanted[:90], 2
        while eid in self.eids:
            eid, n = f"{wanted[:90]}-{n}", n + 1
        self.eids.add(eid)
        return eid


def _next(state: RollingProvision, text: str, base: str) -> RollingProvision:
    return RollingProvision(
        provision=state.provision, eid=state.eid, kind=state.kind, number=state.number, heading=state.heading, text=text,
        separator=state.separator, base=base,
    )  # fmt: skip


def _base(words: str, sigla: frozenset[str]) -> str | None:
    """The wording without the brackets that `sigla` hold; None where the string does not tell."""
    try:
        return read(words, NOBODY, sigla={*sigla, NOBODY})
    except AmbiguousText:
        return None


def _carried(state: RollingProvision, base: str, sigla: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The wordings of `sigla` on `base`, where nothing is to be settled."""
    collation = load(state.collation) if state.collation and sigla else None
    for code in collation.sigla if collation else ():
        made = rebase(state.base, base, collation.reading(code)) if collation and code in sigla else None
        if made and not made.conflicts:
            yield code, made.text


def _collation(base: str, wordings: dict[str, str], versions: list[Version]) -> Collation:
    joined = rolling.cosponsors(versions)
    return contested(collate(base, wordings), next_revision.stances(versions, base, joined))


def _printed(settled: Settlement, base: str) -> bool:
    """Whether the room has left a settled point as it was settled."""
    return settled.text in base if settled.text.strip() else settled.was not in base


def _names(text: str, codes: Iterable[str]) -> set[tuple[str, str, str]]:
    """Who is named at brackets, with which stance and on which words."""
    found = parse(text, sigla=frozenset(codes))
    return {
        (stance.siglum, str(stance.stance), " / ".join(a.of(text).strip() for a in bracket.alternatives))
        for bracket in found.brackets
        for stance in bracket.stances
    }


def _named(start: RollingText, made: NextRevision) -> tuple[set[Named], set[Named]]:
    """Who is named where, in the text that the room began from and in the one that it makes; of what is reworded."""
    codes = notation.codes(made.instrument.negotiation)
    before = {s.provision_id: s for s in start.provisions.all()}
    said: set[Named] = set()
    names: set[Named] = set()
    for one in made.provisions:
        was, now = before.get(one.state.provision_id), one.state
        if was is None or was.text.rstrip() != now.text.rstrip():
            said |= {Named(now.label, code, words) for code, _, words in _names(was.text if was else "", codes)}
            names |= {Named(now.label, code, words) for code, _, words in _names(now.text, codes)}
    return said, names


def _only(some: set[Named], others: set[Named]) -> list[Named]:
    return sorted(some - others, key=lambda n: (n.label, n.code, n.words))
