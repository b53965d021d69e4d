"""What each provision of an imported text means where its brackets name delegations that have wordings on the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import forwarding, rolling
from .models import Instrument, RollingProvision, Version
from .reservations import stances
from .rolling import Tabled
from .text import (
    AmbiguousText,
    Attributed,
    Differing,
    Style,
    attributed,
    collate,
    consolidate,
    contested,
    differing,
    dump,
    load,
    rebase,
)

UNTOLD = Differing("", "", "", 0)  # the string does not tell whose words stand at a printed mark


@dataclass(frozen=True, slots=True)
class Meant:
    """A provision as it would stand: what is printed, what proposals are measured against, and what was printed in it.

    With `differing` its brackets give delegations other words than they tabled; they are then words like others.
    """

    text: str
    base: str
    collation: Any = None
    sources: tuple[Version, ...] = ()
    differing: tuple[Differing, ...] = ()


class Recognising:
    """What is on the table of an instrument, to understand a text that is brought in beside it."""

    def __init__(self, instrument: Instrument) -> None:
        self.codes = tuple(instrument.negotiation.parties.values_list("code", flat=True))
        self.tabled = {k: [t for t in on if t.current] for k, on in rolling.standing(instrument).items()}
        every = [t for on in self.tabled.values() for t in on]
        printed = Version.objects.filter(consolidated_in__rolling_provision__rolling_text=rolling.current(instrument))
        self.joined = rolling.cosponsors([*(t.version for t in every), *printed])
        self.offered = rolling.offered(every)
        self.corrections = rolling.corrections(instrument)

    def meant(self, text: str, state: RollingProvision) -> Meant:
        """What `text` means, which is to stand for `state`."""
        if text == state.text:
            return Meant(text, state.base, state.collation, self._kept(state))
        tabled = self.tabled.get(str(state.provision_id), [])
        proposed = self._proposed(state, tabled)
        if not proposed or "[" not in text:
            return Meant(text, text)
        try:
            found = attributed(text, holders=proposed, sigla=self.codes)
        except AmbiguousText:
            return self._printed(text, state, tabled) or Meant(text, text, differing=(UNTOLD,))
        if not found.said:
            return Meant(text, text)
        other = tuple(differing(found, state.base, proposed, self._read(state, tabled, proposed)))
        return Meant(text, text, differing=other) if other else self._carried(text, found, state, tabled)

    def _kept(self, state: RollingProvision) -> tuple[Version, ...]:
        return tuple(s.version for s in state.sources.all() if not (s.taken or s.version.proposal.withdrawn_at))

    def _proposed(self, state: RollingProvision, tabled: Sequence[Tabled]) -> Mapping[str, list[str]]:
        """By code, the wordings that each may have in the brackets: on the table now, or as the text that stands has it."""
        versions = [t.version for t in tabled]
        found = {c: [w] for c, w in rolling.wordings(versions, self.joined, self.offered).items()}
        for stance in stances(versions, state.base, self.joined, self.corrections):
            found.setdefault(stance.siglum, [state.base])
        if state.collation:
            collation = load(state.collation)
            for code in collation.sigla:
                found.setdefault(code, []).append(collation.reading(code))
            for code in (c for site in collation.sites for c in (*site.reserving, *site.bracketing)):
                found.setdefault(code, []).append(state.base)
        return found

    def _prints(self, state: RollingProvision, tabled: Sequence[Tabled]) -> Iterator[str]:
        """The provision with all that is on the table, as a revision prints it."""
        versions = [t.version for t in tabled]
        wordings = collate(state.base, rolling.wordings(versions, self.joined, self.offered))
        said = list(stances(versions, state.base, self.joined, self.corrections))
        for style in (Style.UN, Style.TRADE) if versions else ():
            yield consolidate(wordings, style=style, sigla=self.codes, stances=said)

    def _read(
        self, state: RollingProvision, tabled: Sequence[Tabled], proposed: Mapping[str, list[str]]
    ) -> Iterator[Attributed]:
        for printed in (state.text, *self._prints(state, tabled)):
            try:
                yield attributed(printed, holders=proposed, sigla=self.codes)
            except AmbiguousText:
                continue

    def _printed(self, text: str, state: RollingProvision, tabled: Sequence[Tabled]) -> Meant | None:
        """A text that cannot be read, where it is what is printed of what is on the table."""
        if text not in self._prints(state, tabled):
            return None
        offered = {c: words[0] for c, words in self._proposed(state, tabled).items()}
        return self._made(text, state.base, [t.version for t in tabled], offered)

    def _carried(self, text: str, found: Attributed, state: RollingProvision, tabled: Sequence[Tabled]) -> Meant:
        """The text on its base, with those who are named in it and can be carried to that base.

        It stands as it is where it says what it said, or what is on the table; else it is printed anew.
        """
        base, named = found.base.rstrip(), found.said.keys()
        told = {code: words.rstrip() for code, words in found.wordings.items()}
        on = [t for t in tabled if self._codes(t.version) & named]
        became = forwarding.carried(on, state.base, base)
        along = [(t, now.text if now else t.wording) for t, now in became if not (now and now.conflicts)]
        versions = [t.version for t, _ in along]
        offered = {str(t.version.pk): words for t, words in along}
        wordings = rolling.wordings(versions, self.joined, offered)
        new = self._made(text, base, versions, wordings)
        if {c: wordings.get(c, base) for v in versions for c in self._codes(v)} == told:
            return new
        kept = [v for v in self._kept(state) if self._codes(v) & named]
        stood = load(state.collation) if len(along) == len(on) and state.collation else None
        before = {c: rebase(state.base, base, stood.reading(c)) for c in stood.sigla if c in named} if stood else {}
        said = {c: made.text for c, made in before.items() if not made.conflicts}
        if kept and {c: said.get(c, base) for v in kept for c in self._codes(v)} == told:
            return self._made(text, base, kept, said)
        return replace(new, text=consolidate(load(new.collation), sigla=self.codes))

    def _made(self, text: str, base: str, versions: Sequence[Version], wordings: Mapping[str, str]) -> Meant:
        collation = contested(collate(base, wordings), stances(versions, base, self.joined, self.corrections))
        return Meant(text, base, dump(collation), tuple(versions))

    def _codes(self, version: Version) -> set[str]:
        return {version.proposal.delegation.code, *self.joined.get(str(version.pk), ())}
