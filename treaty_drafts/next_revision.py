"""The next revision as it would be: every wording that speaks to the text, in its place; nothing stored, nothing lost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from uuid import UUID

from . import reservations, rolling, settlements
from .access import Seat
from .errors import AgreedAdReferendum, BadInput, NotAllowed, Where
from .models import Entry, Instrument, Proposal, RollingProvision, RollingText, Version
from .settlements import Settled
from .text import Collation, StanceKind, Style, consolidate, contested, dump, units

Said = Mapping[UUID, Sequence[tuple[str, StanceKind]]]  # by version id, who takes which stance on it
Positions = Callable[[Instrument], Said]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the chair decides on one provision: which versions stand in it, or the one that becomes the text."""

    versions: tuple[Version, ...] | None = None  # None: all that speak to the standing text
    taken: Version | None = None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """One provision of the next revision. `changed` where it differs from the standing one."""

    state: RollingProvision  # not saved
    collation: Collation | None
    sources: tuple[Version, ...] = ()
    taken: Version | None = None
    changed: bool = False
    points: tuple[Settled, ...] = ()  # that the chair settled


@dataclass(frozen=True, slots=True)
class NextRevision:
    """The whole next revision as it would be, and the place in the record that it was made at."""

    instrument: Instrument
    last: RollingText
    sequence: int
    provisions: tuple[Consolidated, ...]
    gone: tuple[RollingProvision, ...] = field(default=())

    @property
    def text(self) -> str:
        return "".join(p.state.text + p.state.separator for p in self.provisions)

    @property
    def settled(self) -> list[str]:
        """The ids of the settled points that are printed in it."""
        return [str(point.settlement.pk) for one in self.provisions for point in one.points if point.holds]

    @property
    def versions(self) -> int:
        return len({v.pk for p in self.provisions for v in p.sources})


def prepare(
    *, instrument: Instrument, by: Seat, choices: Mapping[str, Choice] | None = None, only: Sequence[str] | None = None,
    style: str = "un", positions: Said | None = None,
) -> NextRevision:  # fmt: skip
    """The next revision: on each provision the latest version of every delegation, unless `choices` says otherwise.

    `choices` and `only` name provisions by id; with `only`, the other provisions stay as they stand, and so does in any
    case what is agreed ad referendum. `positions` are printed in style `trade`. Nothing is stored.
    """
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a revision")
    if style not in list(Style):
        raise BadInput(f"a notation is one of: {', '.join(Style)}", Where("notation", "unknown", style[:20]))
    last = rolling.current(instrument)
    if last is None:
        raise BadInput("there is no text to consolidate on: import a rolling text first")
    sequence = Entry.objects.filter(negotiation=instrument.negotiation).count()
    making = _Making(instrument, last, style, dict(choices or {}), None if only is None else set(only), positions or {})
    found: list[Consolidated] = []
    gone: list[RollingProvision] = []
    for state in making.states:
        one = making.one(state)
        if one:
            found.append(one)
        else:
            gone.append(state)
        found += making.following(str(state.provision_id))
    found += making.following("")
    space(found)
    for n, one in enumerate(found):
        one.state.position = n
    return NextRevision(instrument, last, sequence, tuple(found), tuple(gone))


class _Making:
    """What is needed for every provision of one revision."""

    def __init__(
        self, instrument: Instrument, last: RollingText, style: str, choices: dict[str, Choice],
        only: set[str] | None, positions: Said,
    ) -> None:  # fmt: skip
        self.instrument, self.style, self.choices, self.only = instrument, style, choices, only
        self.positions = positions
        self.codes = tuple(instrument.negotiation.parties.values_list("code", flat=True))
        provisions = last.provisions.select_related("provision")
        self.states = list(provisions.prefetch_related("sources__version__proposal__delegation"))
        self.eids = {s.eid for s in self.states}
        self.present = {str(s.provision_id) for s in self.states}
        self.agreed = rolling.agreed(instrument)
        self.corrections = rolling.corrections(instrument)
        standing, by_chair = (rolling.standing(instrument, by_chair=chair) for chair in (False, True))
        self.known = self.present | set(standing) | set(by_chair)
        self.settlements = settlements.of(last)
        self.tabled = {
            key: [t.version for t in tabled if t.current and (t.version.text or key in self.present)]
            for key, tabled in standing.items()
        }
        self.carried = rolling.offered(t for on in (standing, by_chair) for tabled in on.values() for t in tabled)
        for key, choice in self.choices.items():
            if choice.taken:
                self.tabled.setdefault(key, [])  # a text of the chair's stands beside the wordings of delegations
        chosen = (v for choice in self.choices.values() for v in choice.versions or ())
        self.joined = rolling.cosponsors([*(v for versions in self.tabled.values() for v in versions), *chosen])
        self.check()
        self.after = self.places()

    def check(self) -> None:
        """Refuse what does not fit together, before anything is made."""
        unknown = [p for p in (*self.choices, *(self.only or ())) if p not in self.known]
        if unknown:
            raise BadInput("no such provision in this text", *(Where("provisions", "unknown", p) for p in unknown))
        outside = [p for p in self.choices if self.only is not None and p not in self.only]
        if outside:
            raise BadInput(
                "a choice on a provision that is not to be consolidated", Where("choices", "not in only", outside[0])
            )
        closed = [self.agreed[p].state.label for p in self.choices if p in self.agreed]
        if closed:
            raise AgreedAdReferendum(f"{', '.join(closed)} is agreed ad referendum and left out: reopen it first")
        for key, choice in self.choices.items():
            chosen = [v for v in (*(choice.versions or ()), choice.taken) if v]
            codes = [v.proposal.delegation_id for v in choice.versions or ()]
            wrong = (
                "of another provision" if any(str(v.proposal.provision_id) != key for v in chosen)
                else "withdrawn" if any(v.proposal.withdrawn_at for v in chosen)
                else "the chair’s, which is taken or left" if any(v.proposal.delegation.is_chair for v in choice.versions or ())
                else "a second one of the same delegation" if len(set(codes)) < len(codes)
                else "not to be taken and bracketed at once" if choice.taken and choice.versions
                else ""
            )  # fmt: skip
            if wrong:
                raise BadInput(f"a version that was chosen is {wrong}", Where("choices", wrong, key))

    def places(self) -> dict[str, list[str]]:
        """Behind which provision each new one stands, by id; what has no place stands at the end, behind ""."""
        asked = (
            Proposal.objects.filter(instrument=self.instrument).order_by("pk").values_list("provision_id", "after_id")
        )
        behind = {str(p): str(a) for p, a in asked if a}
        taken = {k for k, choice in self.choices.items() if choice.taken or choice.versions}
        new = [k for k, versions in self.tabled.items() if k not in self.present and (versions or k in taken)]
        found: dict[str, list[str]] = {}
        for key in new:
            place, seen = behind.get(key) or self.before(key), {key}
            while place and place not in self.present and place not in new and place not in seen:
                seen.add(place)
                place = behind.get(place) or self.before(place)
            found.setdefault("" if place in seen else place, []).append(key)
        return found

    def before(self, key: str) -> str:
        """What stood before a provision when it was last in a revision."""
        was = RollingProvision.objects.filter(provision_id=key, rolling_text__number__isnull=False)
        last = was.order_by("-rolling_text__number", "-rolling_text__correction").first()
        if last is None or last.position == 0:
            return ""
        return str(last.rolling_text.provisions.get(position=last.position - 1).provision_id)

    def one(self, state: RollingProvision) -> Consolidated | None:
        """The next state of a provision; None where no words of it are left."""
        key = str(state.provision_id)
        if key in self.agreed or (self.only is not None and key not in self.only):
            return self.kept(state)
        choice = self.choices.get(key, Choice())
        if choice.taken:
            return self.take(state, choice.taken)
        versions = tuple(self.tabled.get(key, ())) if choice.versions is None else choice.versions
        wordings = rolling.wordings(versions, self.joined, self.carried)
        _, settled, points = settlements.together(state.base, wordings, self.settlements.get(key, ()))
        base = settled.base
        if not versions:
            made = reworded(state, base, base)
            return Consolidated(made, None, (), None, base != state.text, points) if base.strip() else None
        collation = contested(settled, reservations.stances(versions, base, self.joined, self.corrections))
        said = [(s, k, v.proposal.delegation.code) for v in versions for s, k in self.positions.get(v.pk, ())]
        text = consolidate(collation, style=self.style, sigla=self.codes, positions=said)
        made = reworded(state, text, base, collation)
        return Consolidated(made, collation, versions, None, text != state.text, points) if text.strip() else None

    def kept(self, state: RollingProvision) -> Consolidated:
        made = reworded(state, state.text, state.base)
        made.collation = state.collation
        return Consolidated(made, None, tuple(s.version for s in state.sources.all() if not s.taken))

    def take(self, state: RollingProvision, version: Version) -> Consolidated | None:
        text = self.carried.get(str(version.pk), version.text)
        if not text:
            return None
        made = reworded(state, text, text)
        found = units(text)[0]
        made.heading, made.number = found.heading[:200], found.number[:30] or made.number
        if found.eid != made.eid and found.number:
            made.eid = free(self.eids, found.eid)
        return Consolidated(made, None, (version,), version, True)

    def following(self, key: str) -> Iterator[Consolidated]:
        """The new provisions that are proposed behind `key`, each with those behind it."""
        for new in self.after.get(key, ()):
            if self.only is None or new in self.only:
                made = self.one(self.new(self.first(new)))
                yield from [replace(made, changed=True)] if made else []
            yield from self.following(new)

    def first(self, key: str) -> Version:
        """The version that a new provision is named after."""
        choice = self.choices.get(key, Choice())
        return next(v for v in (choice.taken, *(choice.versions or ()), *self.tabled[key]) if v)

    def new(self, version: Version) -> RollingProvision:
        """The empty place of a provision that is not yet in the text."""
        unit = units(version.text)[0]
        return RollingProvision(
            provision=version.proposal.provision, eid=free(self.eids, unit.eid), kind=unit.kind, number=unit.number[:30],
            heading=unit.heading[:200], separator="\n\n",
        )  # fmt: skip


def free(eids: set[str], wanted: str) -> str:
    """An eId that is not among those given, `wanted` if it is free; it is added to them."""
    eid, n = wanted[:90], 2
    while eid in eids:
        eid, n = f"{wanted[:90]}-{n}", n + 1
    eids.add(eid)
    return eid


def reworded(state: RollingProvision, text: str, base: str, collation: Collation | None = None) -> RollingProvision:
    """A provision as it would stand with other words, not stored."""
    return RollingProvision(
        provision=state.provision, eid=state.eid, kind=state.kind, number=state.number, heading=state.heading, text=text,
        separator=state.separator, base=base, collation=dump(collation) if collation else None,
    )  # fmt: skip


def space(found: list[Consolidated]) -> None:
    """Where something is added behind the last provision, the text still ends as it did."""
    for before, one in pairwise(found):
        if before.state.separator.count("\n") < 2 and one.state.pk and one.state.separator == "\n\n":
            before.state.separator, one.state.separator = one.state.separator, before.state.separator
