"""What the words of the drafting room make of each provision: what is printed, and what is on the table beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from . import next_revision, reservations, rolling
from .models import Draft, DraftingRoom, Provision, RollingProvision, RollingText, Settlement, Version
from .next_revision import Consolidated
from .rolling import Corrected
from .settlements import Settled
from .text import AmbiguousText, Collation, collate, contested, dump, load, parse, read, rebase, units

HEADED = {"chapter", "article"}  # kinds of provisions
Says = tuple[str, str, str]  # a code, the stance, and the words
NOBODY = "\ue000"  # a code that no delegation has: who it is holds what stands first


@dataclass(frozen=True, slots=True)
class Named:
    """Words in brackets in the name of a delegation, in one provision."""

    label: str
    code: str
    words: str


class Making:
    """Every provision as the room has it.

    `unsaid` stands there in the name of delegations, and not as they tabled it; `unprinted` was printed and is not.
    """

    def __init__(self, room: DraftingRoom, drafts: Iterable[Draft], last: RollingText) -> None:
        of = room.start.provisions.select_related("provision")
        self.states = list(of.prefetch_related("sources__version__proposal__delegation"))
        self.before = {s.provision_id: s.text for s in last.provisions.all()}
        self.from_last = room.start.pk == last.pk
        self.instrument = room.instrument
        self.corrections = rolling.corrections(room.instrument)
        self.names = {
            as_named: code for code, name in room.instrument.negotiation.names.items() for as_named in (code, name)
        }
        self.unsaid: list[Named] = []
        self.unprinted: list[Named] = []
        self.eids = {s.eid for s in self.states}
        self.words: dict[UUID, str] = {}
        self.new: dict[UUID | None, list[str]] = defaultdict(list)
        present = {s.provision_id for s in self.states}
        for draft in drafts:
            if draft.provision_id:
                self.words[draft.provision_id] = draft.text.rstrip()
            elif draft.text.strip():
                self.new[draft.after_id if draft.after_id in present else None] += _apart(draft.text.rstrip())
        self.settled: dict[UUID, list[Settlement]] = defaultdict(list)
        for one in Settlement.objects.filter(pk__in=room.start.settled).select_related("state"):
            self.settled[one.state.provision_id].append(one)

    def all(self) -> Iterator[Consolidated]:
        for state in self.states:
            words, new = self.words.get(state.provision_id, state.text), self.new[state.provision_id]
            if words == state.text.rstrip():
                yield self.kept(state)
            elif words.strip():
                first, *more = _apart(words) if len(_apart(state.text)) == 1 else [words]
                yield self.reworded(state, first)
                new = [*more, *new]
            yield from map(self.added, new)
        yield from map(self.added, self.new[None])

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
        base, sigla, wordings = self.told(state, words)
        versions = [s.version for s in state.sources.all() if not s.taken and sigla]
        versions = [v for v in versions if not v.offers_words or v.proposal.delegation.code in wordings]
        made = next_revision.reworded(state, words, base)
        if versions:
            made.collation = dump(_collation(base, wordings, versions, self.corrections))
        unit = units(words)[0]
        if unit.kind == state.kind:
            made.heading, made.number = unit.heading[:200], unit.number[:30]
        if unit.kind == state.kind and unit.number != state.number:
            made.eid = next_revision.free(self.eids, unit.eid)
        points = tuple(Settled(s, holds=_printed(s, base)) for s in self.settled[state.provision_id])
        return Consolidated(made, None, tuple(versions), None, self.differs(made), points)

    def told(self, state: RollingProvision, words: str) -> tuple[str, frozenset[str], dict[str, str]]:
        """The wording without the brackets that delegations hold, who holds them, and what these have on it.

        Whose brackets were moved, doubled or reworded in the string does not hold them: they are words of the text.
        """
        before, now = named(state.text, self.names), named(words, self.names)
        every = frozenset(load(state.collation).sigla) if state.collation else frozenset()
        if _base(state.text, every) != state.base:
            every = frozenset()
        by_code = {code: code for code in self.names.values()}
        was, says = named(state.text, by_code), named(words, by_code)
        held = frozenset(code for code in every if _some(_of(code, says), _of(code, was)))
        base, held, wordings = _told(state, words, held)
        self.tell(state.label, before, now, every - held)
        return base, held, wordings

    def tell(self, label: str, before: Sequence[Says], now: Sequence[Says], lost: frozenset[str] = frozenset()) -> None:
        """Say what is printed in the name of whom, and was not; all of it for those who are lost as its holders."""
        new = [*(Counter(now) - Counter(before)).elements(), *(one for one in now if one[0] in lost)]
        gone = (Counter(before) - Counter(now)).elements()
        self.unsaid += dict.fromkeys(Named(label, code, words) for code, _, words in new)
        self.unprinted += dict.fromkeys(Named(label, code, words) for code, _, words in gone)

    def added(self, words: str) -> Consolidated:
        unit = units(words)[0]
        made = RollingProvision(
            provision=Provision(instrument=self.instrument), eid=next_revision.free(self.eids, unit.eid), kind=unit.kind,
            number=unit.number[:30], heading=unit.heading[:200], text=words, base=words, separator="\n\n",
        )  # fmt: skip
        self.tell(made.label, [], named(words, self.names))
        return Consolidated(made, None, changed=True)

    def differs(self, state: RollingProvision) -> bool:
        return state.text != self.before.get(state.provision_id)


def _apart(words: str) -> list[str]:
    """Words that hold several articles, chapters or the like, one by one."""
    starts = [unit.start for unit in units(words) if unit.kind in HEADED and unit.start]
    return [words[start:end].rstrip() for start, end in pairwise([0, *starts, len(words)])]


def _told(state: RollingProvision, words: str, held: frozenset[str]) -> tuple[str, frozenset[str], dict[str, str]]:
    while held and (base := _base(words, held)) is not None:
        wordings = dict(_carried(state, base, held))
        wrong = {code for code, wording in wordings.items() if not _part(base, read(words, code, sigla=held), wording)}
        if not wrong:
            return base, held, wordings
        held -= wrong
    return words, frozenset(), {}


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


def _part(base: str, said: str, wording: str) -> bool:
    """Whether `said` has some of the changes that `wording` makes to the base, and no other."""
    made = rebase(base, said, wording)
    return not made.conflicts and made.text == wording


def _collation(base: str, wordings: dict[str, str], versions: list[Version], corrections: Corrected) -> Collation:
    joined = rolling.cosponsors(versions)
    return contested(collate(base, wordings), reservations.stances(versions, base, joined, corrections))


def _printed(settled: Settlement, base: str) -> bool:
    """Whether the room has left a settled point as it was settled."""
    return settled.text in base if settled.text.strip() else settled.was not in base


def named(text: str, names: Mapping[str, str]) -> list[Says]:
    """Who is named at brackets, by code or name, with which stance and on which words, in the order of the text."""
    code_of = {name.casefold(): code for name, code in names.items()}
    return [
        (
            code_of.get(stance.siglum.casefold(), stance.siglum),
            str(stance.stance),
            " / ".join(a.of(text).strip() for a in one.alternatives),
        )
        for one in parse(text, sigla=frozenset(names)).brackets
        for stance in one.stances
    ]


def _of(code: str, said: Sequence[Says]) -> list[Says]:
    return [one for one in said if one[0] == code]


def _some(few: Sequence[Says], many: Sequence[Says]) -> bool:
    """Whether the few are some of the many, in their order."""
    left = iter(many)
    return all(one in left for one in few)
