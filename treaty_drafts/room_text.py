"""What the words of the drafting room make of each provision: what is printed, and what is on the table beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from . import next_revision, notation, reservations, rolling
from .models import Draft, DraftingRoom, Provision, RollingProvision, RollingText, Settlement, Version
from .next_revision import Consolidated
from .rolling import Corrected
from .settlements import Settled
from .text import AmbiguousText, Collation, collate, contested, dump, load, parse, read, rebase, units

NOBODY = "\ue000"  # a code that no delegation has: who it is holds what stands first


class Making:
    """What is needed for every provision of the room."""

    def __init__(self, room: DraftingRoom, drafts: Iterable[Draft], last: RollingText) -> None:
        of = room.start.provisions.select_related("provision")
        self.states = list(of.prefetch_related("sources__version__proposal__delegation"))
        self.before = {s.provision_id: s.text for s in last.provisions.all()}
        self.from_last = room.start.pk == last.pk
        self.instrument = room.instrument
        self.corrections = rolling.corrections(room.instrument)
        self.codes = notation.codes(room.instrument.negotiation)
        self.eids = {s.eid for s in self.states}
        self.words: dict[UUID, str] = {}
        self.new: dict[UUID | None, list[str]] = defaultdict(list)
        present = {s.provision_id for s in self.states}
        for draft in drafts:
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
        made = next_revision.reworded(state, state.text, state.base)
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
        made = next_revision.reworded(state, words, base)
        if versions:
            made.collation = dump(_collation(base, wordings, versions, self.corrections))
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
        new = names(words, self.codes) - names(state.text, self.codes)
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


def _collation(base: str, wordings: dict[str, str], versions: list[Version], corrections: Corrected) -> Collation:
    joined = rolling.cosponsors(versions)
    return contested(collate(base, wordings), reservations.stances(versions, base, joined, corrections))


def _printed(settled: Settlement, base: str) -> bool:
    """Whether the room has left a settled point as it was settled."""
    return settled.text in base if settled.text.strip() else settled.was not in base


def names(text: str, codes: Iterable[str]) -> set[tuple[str, str, str]]:
    """Who is named at brackets, with which stance and on which words."""
    found = parse(text, sigla=frozenset(codes))
    return {
        (stance.siglum, str(stance.stance), " / ".join(a.of(text).strip() for a in bracket.alternatives))
        for bracket in found.brackets
        for stance in bracket.stances
    }
