"""The words that the chair settled where delegations had others: who had what, and where the chair's words stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from . import anchoring, paragraphs, rolling, settlements
from .models import Draft, Provision, RollingProvision, RollingText, Settlement, Side
from .rolling import Tabled
from .settlements import Settled
from .text import Fate, Span, follow


@dataclass(frozen=True, slots=True)
class SettledWords:
    """A settled point: the `text` that stands there, at `at` of the base, and by code what those had who had other words.

    Not yet `printed` it stands in the next revision only. `at` is None where it is not known.
    """

    settlement: Settlement
    provision: str
    text: str
    had: Mapping[str, str]
    cited: str = ""  # "paragraph 2"
    at: Span | None = None

    @property
    def printed(self) -> bool:
        return self.settlement.published_sequence is not None

    def of(self, codes: Collection[str]) -> "SettledWords":
        """The same with what only those had."""
        return replace(self, had={c: words for c, words in self.had.items() if c in codes})


def of(provision: Provision) -> tuple[SettledWords, ...]:
    """Every point of a provision that is settled against somebody in the text that stands, and all for the next revision."""
    state = rolling.state(provision)
    if state is None or not Settlement.objects.filter(state__provision=provision).exists():
        return ()
    tabled = rolling.standing(provision.instrument, [provision]).get(str(provision.pk), ())
    there = settlements.on_table(provision)
    before = printed(tabled, [state])
    return (*before, *for_next(there.settled, there.collation.base, before))


def in_draft(draft: Draft) -> tuple[SettledWords, ...]:
    """The chair's words in the text that a draft is on, where its delegation's own proposal had others."""
    state = rolling.state(draft.provision) if draft.provision else None
    if state is None or state.base != rolling.base_of(draft.base):
        return ()
    tabled = rolling.standing(draft.instrument, [state.provision]).get(str(state.provision_id), ())
    own = [t for t in tabled if t.proposal.delegation_id == draft.delegation_id]
    return tuple(one.of([draft.delegation.code]) for one in printed(own, [state]))


def printed(tabled: Iterable[Tabled], states: Iterable[RollingProvision]) -> tuple[SettledWords, ...]:
    """What was settled against those who have it on the table still, and stands in `states`, the text that stands."""
    here = {s.provision_id: s for s in states}
    versions = [t.version for t in tabled if not t.to_settle]
    joined = rolling.cosponsors(versions)
    codes = {str(v.pk): (v.proposal.delegation.code, *joined.get(str(v.pk), ())) for v in versions}
    made = Settlement.objects.filter(published_sequence__isnull=False, state__provision__in=here).exclude(had={})
    every = list(made.select_related("anchor__state", "state"))
    places = anchoring.located((s.anchor for s in every if s.anchor), here, side=Side.BASE)
    found = []
    for one in every:
        had = {code: words for key, words in one.had.items() for code in codes.get(key, ())}
        place = places.get(one.anchor_id) if one.anchor_id else None
        if had and (place is None or place.fate is not Fate.CHANGED):
            at, base = place.span if place else None, here[one.state.provision_id].base
            found.append(_words(one, had, base, at))
    return tuple(found)


def for_next(settled: Iterable[Settled], base: str, before: Iterable[SettledWords] = ()) -> tuple[SettledWords, ...]:
    """What is settled for the next revision, whose base will be `base`.

    Of words that were settled `before`, what a delegation had is what it had then.
    """
    earlier = list(before)
    found = []
    for one in (s for s in settled if s.holds and s.span):
        had = {code: words for code, words in one.had.items() if words != one.settlement.text}
        for other in earlier:
            if other.at and one.origin and _meet(other.at, one.origin):
                had |= {code: words for code, words in other.had.items() if code in had}
        found.append(_words(one.settlement, had, base, one.span))
    return tuple(found)


def moved(found: Sequence[SettledWords], before: str, after: str) -> tuple[SettledWords, ...]:
    """Those of `found` in `before` whose words stand in `after` too, with their place there."""
    if before == after:
        return tuple(found)
    places = iter(follow(before, after, [one.at for one in found if one.at]))
    there = [(one, next(places) if one.at else None) for one in found]
    return tuple(
        replace(one, at=place.span if place else None)
        for one, place in there
        if not place or place.fate is not Fate.CHANGED
    )


def store(made: Sequence[Settlement], text: RollingText, sequence: int) -> None:
    """Keep that `text` prints what was settled, as of no. `sequence`: where, and what each version had there instead."""
    states = {s.provision_id: s for s in text.provisions.all()}
    tables = {p: settlements.on_table(p) for p in {one.state.provision for one in made}}
    before = {p: [w for w in of(p) if w.printed] for p in tables}
    for one in made:
        provision, state = one.state.provision, states.get(one.state.provision_id)
        there = tables[provision]
        words = {w.settlement.pk: w for w in for_next(there.settled, there.collation.base, before[provision])}
        codes = {str(v.pk): v.proposal.delegation.code for v in there.versions if v.offers_words}
        found = words.get(one.pk)
        if found:
            one.had = {key: found.had[code] for key, code in codes.items() if code in found.had}
        else:  # printed without what was tabled there since
            one.had = {key: w["text"] for w in one.wordings if w["text"] != one.text for key in w["versions"]}
        if found and found.at and state and state.base == there.collation.base:
            one.anchor = anchoring.anchor(state=state, span=found.at, side=Side.BASE)
        one.published_sequence = sequence
        one.save(update_fields=["had", "anchor", "published_sequence"])


def _words(one: Settlement, had: Mapping[str, str], base: str, at: Span | None) -> SettledWords:
    text = at.of(base) if at else one.text
    return SettledWords(one, str(one.state.provision_id), text, had, _where(one, base, at) if at else "", at)


def _where(one: Settlement, base: str, at: Span) -> str:
    """The paragraph of the words that stand there; of words that went, that in which they were."""
    was = one.state.base
    if at.start < at.end or not one.was.strip():
        return _cited(base, at.start)
    start = was.find(one.was) if was.count(one.was) == 1 else one.start
    return _cited(was, start + len(one.was) - len(one.was.lstrip()))


def _cited(base: str, at: int) -> str:
    """The paragraph of `base` in which the character at `at` is."""
    return next((p.cited for p in reversed(paragraphs.paragraphs(base)) if p.start <= at), "the heading")


def _meet(a: Span, b: Span) -> bool:
    return a == b or (a.start < b.end and b.start < a.end)
