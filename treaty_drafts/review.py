"""What is unresolved on the watched topics: in a rolling text, and where tabled wordings differ."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import regex

from . import models, own_topics, rolling, settlements
from .citing import cite
from .models import Instrument, RollingProvision, RollingText
from .settlements import Settled
from .text import Collation, Language, Lines, Shared, Site, Span, Topic, flags, judge, languages_of, outline

SENTENCE_END = regex.compile(r"(?<=[.;:])\s+|\n\s*\n?")
CONTEXT = 600  # characters of a sentence that are judged on either side of a site, or some more up to the next stop
# Where the context may stop if the sentence does not, about every 300 characters, where there is white space: the same
# stops for all sites, so that what the base says around neighbours is judged once.
STOP = regex.compile(r".{240}(?:.{0,60}?\s+|.{60})", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Unresolved words on a topic. `start` and `end` are code points in the text of the provision."""

    topic: str
    provision: RollingProvision
    line: int  # in the whole revision, from 1
    start: int
    end: int
    words: str
    because: tuple[str, ...]
    score: float
    cited: str  # "Article 7, paragraph 2 (a)"


@dataclass(frozen=True, slots=True)
class Unread:
    """A provision in which flags are not looked for, since its language is not analysed."""

    state: RollingProvision
    language: Language


@dataclass(frozen=True, slots=True)
class Difference:
    """A point at which tabled wordings differ, with who holds which; topics may be none."""

    state: RollingProvision | None
    provision_id: str
    site: Site
    before: str
    after: str
    topics: tuple[str, ...]
    because: tuple[str, ...]
    start: int  # of the standing wording, in code points of the base, as it stands without what is settled
    end: int

    @property
    def label(self) -> str:
        """Where it is, as it is cited."""
        return self.state.label if self.state else "a new provision"


@dataclass(frozen=True, slots=True)
class OnParagraph:
    """A stance on one paragraph, without new words; topics may be none."""

    state: RollingProvision | None
    provision_id: str
    author: str
    stance: str
    cited: str
    words: str
    topics: tuple[str, ...]

    @property
    def label(self) -> str:
        """Where it is, as it is cited."""
        return self.state.label if self.state else "a new provision"


def open_points(
    text: RollingText,
    *,
    topics: tuple[Topic, ...] | None = None,
    printed: Callable[[RollingProvision], str] | None = None,
) -> tuple[OpenPoint, ...]:
    """The unresolved brackets of a revision on the topics that are watched, or on `topics`, in the order of the text.

    `printed` gives the text of a provision where it is not the stored one.
    """
    topics = topics or own_topics.topics(text.instrument.negotiation)
    states = list(text.provisions.all())
    texts = [printed(s) if printed else s.text for s in states]
    whole = "".join(t + s.separator for t, s in zip(texts, states, strict=True))
    starts = _starts(states, texts)
    lines = Lines(whole)
    inner = cache(lambda n: outline(texts[n]))
    found = []
    for flag in flags(whole, topics=topics):
        n = bisect_right(starts, flag.start) - 1
        because = tuple(dict.fromkeys(e.of(whole) for e in flag.evidence))
        place = flag.start - starts[n], min(flag.end - starts[n], len(texts[n]))
        words = whole[flag.start : flag.end]
        cited = cite(states[n].label, inner(n), place[0])
        found.append(OpenPoint(flag.topic, states[n], lines.at(flag.start), *place, words, because, flag.score, cited))
    return tuple(found)


def unread(text: RollingText) -> tuple[Unread, ...]:
    """The provisions of a revision whose language is not analysed: no flag there says nothing."""
    states = list(text.provisions.all())
    pairs = zip(states, languages_of([s.text for s in states]), strict=True)
    return tuple(Unread(state, language) for state, language in pairs if not language.analysed)


def _starts(states: Sequence[RollingProvision], texts: Sequence[str]) -> list[int]:
    lengths = [len(t) + len(s.separator) for t, s in zip(texts, states, strict=True)]
    return [0, *accumulate(lengths)][: len(lengths)]


def differences(
    instrument: Instrument, *, topics: tuple[Topic, ...] | None = None, only: models.Provision | None = None
) -> tuple[Difference, ...]:
    """Every point at which the wordings on the table differ from the standing text or from each other.

    Not those that the chair has settled. With `only`, those of one provision.
    """
    topics = topics or own_topics.topics(instrument.negotiation)
    text = rolling.current(instrument)
    states = {str(s.provision_id): s for s in text.provisions.all()} if text else {}
    found: list[Difference] = []
    tabled = rolling.standing(instrument, [only] if only else None)
    settled = settlements.of(text, only) if text else {}
    joined = rolling.cosponsors(t.version for on in tabled.values() for t in on)
    for provision in [*states, *(p for p in tabled if p not in states)]:
        on = [t for t in tabled.get(provision, []) if t.current]
        wordings = rolling.wordings((t.version for t in on), joined, rolling.offered(on))
        if wordings:
            state = states.get(provision)
            base, made = rolling.base_of(state), settled.get(provision, ())
            _, open_, applied = settlements.together(base, wordings, made)
            found += of_one(state, provision, open_, topics, applied)
    return tuple(found)


def on_paragraphs(instrument: Instrument, *, topics: tuple[Topic, ...] | None = None) -> tuple[OnParagraph, ...]:
    """What delegations say of paragraphs without new words, on the text that stands."""
    topics = topics or own_topics.topics(instrument.negotiation)
    text = rolling.current(instrument)
    states = {str(s.provision_id): s for s in text.provisions.all()} if text else {}
    tabled, names = rolling.standing(instrument), instrument.negotiation.names
    joined = rolling.cosponsors(t.version for on in tabled.values() for t in on)
    return tuple(
        OnParagraph(
            states.get(key), key, _with(t.version, joined, names), stance["stance"], stance["cited"], stance["words"],
            tuple(dict.fromkeys(j.topic for j in judge(stance["words"], topics=topics))),
        )
        for key, on in tabled.items()
        for t in on
        if t.current
        for stance in t.version.stances
    )  # fmt: skip


def _with(version: models.Version, joined: dict[str, list[str]], names: dict[str, str]) -> str:
    """Whose a version is, with its co-sponsors."""
    others = [names[code] for code in joined.get(str(version.pk), ())]
    return f"{version.author} (with {', '.join(others)})" if others else version.author


def of_one(
    state: RollingProvision | None, provision: str, collation: Collation, topics: tuple[Topic, ...],
    settled: Sequence[Settled] = (),
) -> Iterator[Difference]:  # fmt: skip
    """The points at which the wordings of one provision differ; in its `collation` that is `settled`."""
    once = cache(lambda passage: judge(passage, topics=topics))
    for site, start, before, after in _in_context(collation):
        judged = [
            (j.topic, e.of(passage))
            for passage in (before + r.text + after for r in site.readings)
            for j in once(passage)
            for e in j.evidence
        ]
        ids, because = dict.fromkeys(t for t, _ in judged), dict.fromkeys(w for _, w in judged)
        at = settlements.unsettled(Span(start, start + len(site.readings[0].text)), settled)
        yield Difference(state, provision, site, before, after, tuple(ids), tuple(because), at.start, at.end)


def _in_context(collation: Collation) -> Iterator[tuple[Site, int, str, str]]:
    """Each site with its place in the base, and the rest of its sentence before and after, as the base has it."""
    places: list[tuple[Site, Span]] = []
    at = 0
    for segment in collation.segments:
        end = at + len(segment.text if isinstance(segment, Shared) else segment.readings[0].text)
        if isinstance(segment, Site):
            places.append((segment, Span(at, end)))
        at = end
    around = in_sentence(collation.base, [span for _, span in places])
    for (site, span), (before, after) in zip(places, around, strict=True):
        yield site, span.start, before, after


def in_sentence(base: str, places: Iterable[Span]) -> list[tuple[str, str]]:
    """For each place of `base`, the rest of its sentence before and after it."""
    stops = [0, *(m.end() for m in STOP.finditer(base)), len(base)]
    return [_around(base, place.start, place.end, stops) for place in places]


def _around(base: str, start: int, end: int, stops: list[int]) -> tuple[str, str]:
    """The rest of the sentence around `start` to `end`, of a very long one 600 to 900 characters on either side."""
    low = stops[max(0, bisect_right(stops, start - CONTEXT) - 1)]
    high = stops[min(len(stops) - 1, bisect_left(stops, end + CONTEXT))]
    before, after = base[low:start], base[end:high]
    starts = [m.end() for m in SENTENCE_END.finditer(before)]
    found = SENTENCE_END.search(after)
    return before[starts[-1] if starts else 0 :], after[: found.start()] if found else after


def count(found: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How many by article and topic; under "all", by topic in all articles."""
    counts: dict[str, dict[str, int]] = {"all": {}}
    for article, topic in found:
        for key in ("all", article):
            by_topic = counts.setdefault(key, {})
            by_topic[topic] = by_topic.get(topic, 0) + 1
    return counts
