"""Consolidate proposals over the standing text: seen first, then stored unpublished, with what it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from . import rolling
from .access import Seat
from .errors import BadInput, BaseMoved, NotAllowed, NothingChanged, Where
from .models import Instrument, Provision, RollingProvision, RollingText, Source, Version, hash_of
from .text import Collation, collate, consolidate, dump, load, units


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


@dataclass(frozen=True, slots=True)
class NextRevision:
    """The whole next revision as it would be."""

    instrument: Instrument
    last: RollingText
    provisions: tuple[Consolidated, ...]
    gone: tuple[RollingProvision, ...] = field(default=())

    @property
    def text(self) -> str:
        return "".join(p.state.text + p.state.separator for p in self.provisions)

    @property
    def versions(self) -> int:
        return len({v.pk for p in self.provisions for v in p.sources})


def prepare(
    *, instrument: Instrument, by: Seat, choices: Mapping[str, Choice] | None = None, only: Sequence[str] | None = None,
    style: str = "un",
) -> NextRevision:  # fmt: skip
    """The next revision: on each provision the latest version of every delegation, unless `choices` says otherwise.

    `choices` and `only` name provisions by id; with `only`, the other provisions stay as they stand. Nothing is stored.
    """
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a revision")
    last = rolling.current(instrument)
    if last is None:
        raise BadInput("there is no text to consolidate on: import a rolling text first")
    making = _Making(instrument, style, dict(choices or {}), None if only is None else set(only))
    found: list[Consolidated] = []
    gone: list[RollingProvision] = []
    for state in [
        *last.provisions.select_related("provision").prefetch_related("sources__version__proposal__delegation")
    ]:
        one = making.one(state)
        if one:
            found.append(one)
        else:
            gone.append(state)
        found += making.following(state.provision)
    for n, one in enumerate(found):
        one.state.position = n
    return NextRevision(instrument, last, tuple(found), tuple(gone))


class _Making:
    """What is needed for every provision of one revision."""

    def __init__(self, instrument: Instrument, style: str, choices: dict[str, Choice], only: set[str] | None) -> None:
        self.style, self.choices, self.only = style, choices, only
        self.codes = tuple(instrument.negotiation.delegations.values_list("code", flat=True))
        self.tabled = rolling.standing(instrument)
        last = rolling.current(instrument)
        self.eids = set(last.provisions.values_list("eid", flat=True)) if last else set()
        self.present = set(last.provisions.values_list("provision_id", flat=True)) if last else set()
        unknown = [p for p in (*choices, *(only or ())) if p not in self.tabled and p not in map(str, self.present)]
        if unknown:
            raise BadInput("no such provision in this text", *(Where("provisions", "unknown", p) for p in unknown))

    def one(self, state: RollingProvision) -> Consolidated | None:
        """The next state of a provision; None where the chair took a deletion."""
        key = str(state.provision_id)
        if self.only is not None and key not in self.only:
            return self.kept(state)
        choice = self.choices.get(key, Choice())
        if choice.taken:
            return self.take(state, choice.taken)
        versions = self.wordings(key, choice)
        if not versions:
            text, collation = state.base, None
        else:
            collation = collate(state.base, {v.proposal.delegation.code: v.text for v in versions})
            text = consolidate(collation, style=self.style, sigla=self.codes)
        made = _next(state, text, state.base, collation)
        return Consolidated(made, collation, versions, None, text != state.text)

    def kept(self, state: RollingProvision) -> Consolidated:
        made = _next(state, state.text, state.base, None)
        made.collation = state.collation
        return Consolidated(made, None, tuple(s.version for s in state.sources.all() if not s.taken))

    def take(self, state: RollingProvision, version: Version) -> Consolidated | None:
        if version.proposal.provision_id != state.provision_id:
            raise BadInput("a version of another provision", Where("taken", "is of another provision", state.label))
        if not version.text:
            return None
        made = _next(state, version.text, version.text, None)
        found = units(version.text)
        if found:
            made.heading, made.number = found[0].heading[:200], found[0].number[:30] or made.number
        return Consolidated(made, None, (version,), version, True)

    def wordings(self, provision: str, choice: Choice) -> tuple[Version, ...]:
        if choice.versions is not None:
            return choice.versions
        return tuple(t.version for t in self.tabled.get(provision, ()) if t.current)

    def following(self, provision: Provision) -> list[Consolidated]:
        """The new provisions that are proposed after `provision`, and those after them."""
        found = []
        for key, tabled in self.tabled.items():
            first = tabled[0].proposal
            if first.after_id != provision.pk or first.provision_id in self.present:
                continue
            if self.only is None or key in self.only:
                made = self.one(self.new(tabled[0].version))
                found += [replace(made, changed=True)] if made else []
            found += self.following(first.provision)
        return found

    def new(self, version: Version) -> RollingProvision:
        """The empty place of a provision that is not yet in the text."""
        unit = units(version.text)[0]
        eid, n = unit.eid, 2
        while eid in self.eids:
            eid, n = f"{unit.eid}-{n}", n + 1
        self.eids.add(eid)
        return RollingProvision(
            provision=version.proposal.provision, eid=eid[:100], kind=unit.kind, number=unit.number[:30],
            heading=unit.heading[:200], separator="\n\n",
        )  # fmt: skip


def _next(state: RollingProvision, text: str, base: str, collation: Collation | None) -> RollingProvision:
    return RollingProvision(
        provision=state.provision, eid=state.eid, kind=state.kind, number=state.number, heading=state.heading, text=text,
        separator=state.separator, base=base, collation=dump(collation) if collation else None,
    )  # fmt: skip


def save(
    *, revision: NextRevision, by: Seat, at: datetime, dated: date, symbol: str = "", session: str = "",
    expected_hash: str = "",
) -> RollingText:  # fmt: skip
    """Store a next revision unpublished. With `expected_hash`, only if it is the text that was previewed."""
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a revision")
    text_hash = hash_of(revision.text)
    if expected_hash and expected_hash != text_hash:
        raise BaseMoved("something was tabled or withdrawn since the preview: look at it again")
    last = revision.last
    if revision.text == last.text:
        raise NothingChanged(f"nothing has changed since {last.label}: the next revision would be the same")
    with transaction.atomic():
        stored = RollingText.objects.create(
            instrument=revision.instrument, symbol=symbol, session=session or last.session, date=dated,
            original_language=last.original_language, forum=last.forum, text_hash=text_hash, prepared_at=at,
            prepared_by=by.user, superseding=last, source=f"consolidated from {revision.versions} tabled versions",
        )  # fmt: skip
        for one in revision.provisions:
            one.state.rolling_text = stored
        RollingProvision.objects.bulk_create(one.state for one in revision.provisions)
        Source.objects.bulk_create(
            Source(rolling_provision=one.state, version=v, text_hash=v.text_hash, taken=v is one.taken)
            for one in revision.provisions
            for v in one.sources
        )
    return stored


def reading(*, text: RollingText, code: str) -> tuple[tuple[RollingProvision, str], ...]:
    """The whole text as the delegation `code` wants it: its own wording where it has one, the base elsewhere.

    What the delegation deletes, and what only others insert, is not in it.
    """
    found = []
    for state in text.provisions.all():
        collation = load(state.collation) if state.collation else None
        words = collation.reading(code) if collation and code in collation.sigla else state.base
        if words:
            found.append((state, words))
    return tuple(found)
