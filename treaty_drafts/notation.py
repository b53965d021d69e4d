"""The brackets of a revision: each at its place, what is to be mended, and how many are left from revision to revision."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.core.cache import cache
from django.db.models import prefetch_related_objects

from .models import Instrument, Negotiation, RollingProvision, RollingText, hash_of
from .text import Bracket, Event, Finding, Problem, lineage, lint, parse


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `line` from 1 and `start` in code points, in the text of the provision.

    What goes on into a later provision ends at `end` of that one, `ends_in`.
    """

    provision: RollingProvision
    line: int
    start: int
    end: int
    ends_in: RollingProvision


@dataclass(frozen=True, slots=True)
class ToMend:
    """A finding at its place; the rule that found it, what it says in one sentence, and the words in question."""

    place: Place
    rule: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Notation:
    """What was found in a revision, in the order of the text."""

    states: tuple[RollingProvision, ...]
    brackets: tuple[tuple[Place, Bracket], ...]
    problems: tuple[tuple[Place, Problem], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """How many brackets of a published revision are open, by kind, and what became of those of the one before, by event.

    `events` is None in the first revision. In each later one, born, reopened and those that go on are the open ones, and
    those that go on and the resolved are the open ones of the revision before.
    """

    text: RollingText
    kinds: dict[str, int]
    events: dict[str, int] | None

    @property
    def open(self) -> int:
        return sum(self.kinds.values())


def notation(text: RollingText) -> Notation:
    """The brackets of a revision, and those without a partner; read as one text, so that one may close in a later article."""
    places = _Places(text)
    parsed = parse(places.whole, sigla=codes(text.instrument.negotiation))
    return Notation(
        places.states,
        tuple((places.of(b.start, b.end), b) for b in parsed.brackets),
        tuple((places.of(p.offset, p.offset + 1), p) for p in parsed.problems),
    )


def findings(text: RollingText) -> tuple[ToMend, ...]:
    """What a drafter would mend in the brackets of a revision."""
    places = _Places(text)
    found = lint(places.whole, sigla=codes(text.instrument.negotiation))
    return tuple(ToMend(places.of(f.start, f.end), f.rule, f.what, _quoted(places.whole, f)) for f in found)


def _quoted(whole: str, found: Finding) -> str:
    """The words of a finding; of a bracket without a partner, those of its line that it may have been meant for."""
    if found.rule == "unbalanced-unopened":
        return whole[max(0, found.end - AROUND) : found.end].rpartition("\n")[2]
    if found.rule == "unbalanced-unclosed":
        return whole[found.start : found.start + AROUND].partition("\n")[0]
    return whole[found.start : min(found.end, found.start + LONGEST)]


def burn_down(instrument: Instrument) -> tuple[Left, ...]:
    """What is left in brackets in each published revision, corrections included; of very many, in the `LATEST` ones.

    It is worked out anew when a revision is published: four revisions of 180,000 characters take about a second.
    """
    published = instrument.rolling_texts.filter(number__isnull=False).order_by("-number", "-correction")[:LATEST]
    texts = list(published)[::-1]
    known = codes(instrument.negotiation)
    of = hash_of("\n".join([*(t.text_hash for t in texts), *sorted(known)]))
    key = f"burn-down:{instrument.pk}"
    stored: tuple[str, list[tuple[dict[str, int], dict[str, int]]]] | None = cache.get(key)
    if stored is None or stored[0] != of:
        prefetch_related_objects(texts, "provisions")
        stored = of, _counted([t.text for t in texts], known)
        cache.set(key, stored, timeout=DAY)
    return tuple(
        Left(t, kinds, events if n else None)
        for n, (t, (kinds, events)) in enumerate(zip(texts, stored[1], strict=True))
    )


def _counted(texts: Sequence[str], known: frozenset[str]) -> list[tuple[dict[str, int], dict[str, int]]]:
    """For each text, its open brackets by kind, and by event what became of the open ones of the text before."""
    open_ = [{b.start: str(b.kind) for b in parse(t, sigla=known).brackets if b.unresolved} for t in texts]
    events: list[Counter[str]] = [Counter() for _ in texts]
    for thread in lineage(texts):
        was = False
        for step in thread.steps:
            now = step.event is not Event.RESOLVED and step.span.start in open_[step.revision]
            if was or now:
                events[step.revision][_event(step.event, was=was, now=now)] += 1
            was = now
    return [(dict(Counter(kinds.values())), dict(found)) for kinds, found in zip(open_, events, strict=True)]


def _event(event: Event, *, was: bool, now: bool) -> str:
    """What became of a bracket, seen from those that are open: a footnote mark that becomes a wording is born."""
    if not now:
        return str(Event.RESOLVED)
    return str(event) if was or event is Event.REOPENED else str(Event.BORN)


def of_wording(words: str, *, sigla: Iterable[str]) -> tuple[tuple[int, Finding], ...]:
    """What a drafter would mend in a wording that is in no revision yet, each with its line."""
    starts = line_starts(words)
    return tuple((bisect_right(starts, f.start), f) for f in lint(words, sigla=sigla))


def codes(negotiation: Negotiation) -> frozenset[str]:
    """The codes that brackets of the negotiation may name."""
    return frozenset(negotiation.parties.values_list("code", flat=True))


def line_starts(text: str) -> list[int]:
    """Where each line begins, as pages number them."""
    return [0, *accumulate(map(len, text.splitlines(keepends=True)))][:-1] or [0]


class _Places:
    """The provisions of one revision, and which of them a place of the whole text is in."""

    def __init__(self, text: RollingText) -> None:
        self.states: tuple[RollingProvision, ...] = tuple(text.provisions.all())
        self.whole = "".join(s.text + s.separator for s in self.states)
        self._starts = _starts(self.states)
        self._lines = [line_starts(s.text) for s in self.states]

    def of(self, start: int, end: int) -> Place:
        n, last = (bisect_right(self._starts, at) - 1 for at in (start, max(start, end - 1)))
        first = start - self._starts[n]
        line = bisect_right(self._lines[n], first)
        return Place(self.states[n], line, first, end - self._starts[last], self.states[last])


def _starts(states: Sequence[RollingProvision]) -> list[int]:
    return [0, *accumulate(len(s.text) + len(s.separator) for s in states)][: len(states)]


LONGEST = 200  # characters of what is quoted
AROUND = 60  # characters, of a bracket without a partner
LATEST = 12  # revisions that are followed
DAY = 24 * 60 * 60
