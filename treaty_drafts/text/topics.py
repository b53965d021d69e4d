"""Which watched topics a wording touches, and which open brackets they stand in.

A topic is data (`topics.toml`): terms of which one is enough, terms of which it takes two, and the words of other
subjects that look alike. Terms that stand near each other (`data`, `stored`, `abroad`) carry the concept, so that a
wording counts that never says its name. Words are compared within one sentence.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any

import regex

from .brackets import parse
from .errors import TextError
from .span import Span
from .terms import Hits, Index, Part, Phrase, Term, hits_in, index_of, phrases_of, places_of, term_of


@dataclass(frozen=True, slots=True)
class Topic:
    """A watched subject: one `strong` term is enough, of `supporting` it takes two, words of `unless` do not count."""

    id: str
    name: str
    definition: str
    strong: tuple[Term, ...] = field(repr=False)
    supporting: tuple[Term, ...] = field(repr=False)
    unless: tuple[Term, ...] = field(repr=False)
    context: tuple[Term, ...] = field(repr=False, default=())  # one of which a sentence must have, where there are any


@dataclass(frozen=True, slots=True)
class Judgement:
    """A topic that a passage touches. `judge` explains the score; `evidence` is in code points of the passage."""

    topic: str
    score: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """An open bracket, or run of alternatives, on a watched topic. All offsets are in the whole text."""

    topic: str
    start: int
    end: int
    score: float
    evidence: tuple[Span, ...]


def load_topics(data: Mapping[str, Any]) -> tuple[Topic, ...]:
    """Topics from a parsed TOML document in the form of topics.toml; TextError where it is not in that form."""
    lists: dict[str, tuple[Phrase, ...]] = {}
    try:
        for name, entries in data.get("words", {}).items():
            lists[name] = tuple(phrase for entry in _strings(entries) for phrase in phrases_of(entry, lists))
        topics = tuple(_topic(entry, lists) for entry in data["topic"])
    except (KeyError, TypeError, AttributeError) as error:
        raise TextError(f"topics are not in the form of topics.toml: {error!r}") from error
    if len({topic.id for topic in topics}) < len(topics):
        raise TextError("two topics have the same id")
    return topics


def _topic(entry: Mapping[str, Any], lists: Mapping[str, tuple[Phrase, ...]]) -> Topic:
    id_, name, definition = entry["id"], entry["name"], entry["definition"]
    strong, supporting, unless, context = (
        tuple(term_of(written, lists) for written in _strings(entry.get(kind, [])))
        for kind in ("strong", "supporting", "unless", "context")
    )
    if not all(isinstance(a, str) and a for a in (id_, name, definition)) or not strong + supporting:
        raise TextError(f"topic {id_!r} needs an id, a name, a definition and a term")
    return Topic(id_, name, definition, strong, supporting, unless, context)


def _strings(entries: object) -> list[str]:
    if not isinstance(entries, list) or not all(isinstance(e, str) and e.strip() for e in entries):
        raise TextError(f"a list of terms is expected, not {entries!r}")
    return entries


DEFAULT = load_topics(tomllib.loads(files(__package__).joinpath("topics.toml").read_text(encoding="utf-8")))


def judge(passage: str, *, topics: tuple[Topic, ...] = DEFAULT) -> tuple[Judgement, ...]:
    """The topics that `passage` touches, in the order of `topics`.

    The score is that of the best sentence: 1 minus the product of the doubts that its terms leave, 0.4 for a strong and
    0.7 for a supporting one. A topic is touched from 0.5, by one strong term or two supporting ones; a term counts
    once, and so does a word. The score orders passages by how much speaks for a topic; it is no probability.
    """
    return _judgements(_found(passage, _borders(passage), topics), topics)


def topics_of(passage: str, *, topics: tuple[Topic, ...] = DEFAULT) -> tuple[str, ...]:
    """The ids of the topics that `passage` touches."""
    return tuple(judgement.topic for judgement in judge(passage, topics=topics))


def flags(text: str, *, topics: tuple[Topic, ...] = DEFAULT) -> tuple[Flag, ...]:
    """One flag for each unresolved bracket, or run of adjacent alternatives, and watched topic that it touches.

    A bracket is judged with the sentence it is a part of; one that spans several sentences, by its own inside.
    """
    places: dict[int, tuple[int, int]] = {}
    for n, bracket in enumerate(parse(text).brackets if "[" in text else ()):
        if bracket.unresolved:
            first = n if bracket.group is None else bracket.group
            places[first] = (places.get(first, (bracket.start, 0))[0], bracket.end)
    borders = _borders(text)
    found = _found(text, borders, topics) if places else []
    starts = [f.start for f in found]
    flagged = []
    for start, end in sorted(places.values()):
        n = bisect_right(borders, start)
        low, high = (borders[n - 1], borders[n]) if end <= borders[n] else (start, end)
        near = found[bisect_left(starts, low) : bisect_left(starts, high)][:ENOUGH]
        for j in _judgements([f for f in near if f.end <= high], topics):
            flagged.append(Flag(j.topic, start, end, j.score, j.evidence))
    return tuple(flagged)


# A sentence ends at a full stop in front of a capital, but not after a number ("1. The") or an abbreviation, at a blank
# line, and at the end of a line after a semicolon or in front of a list mark or, after a bracket, of another bracket.
SENTENCE = regex.compile(
    r"(?<=\p{L}\p{L}[.?!][\])”\"’*]{0,9})(?<!\b(?:Arts?|Nos?|paras?|cf)\.)\s++(?=[\[(“\"*]*+\p{Lu})"
    r"|\n[ \t]*+\n"
    r"|(?<=;(?: and| or)?\]{0,9})[ \t]*+\n"
    r"|\n(?=[ \t]*+[\[*]*+(?:\(\p{L}{1,4}\)|[\p{L}\d]{1,4}[.)]|Option\b|Article\b|[-–•#])[ \t])"
    r"|(?<=\],?)[ \t]*+\n(?=[ \t]*+\[)"
)
WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40  # characters that are looked at
ENOUGH = 100  # places of evidence that are weighed for one bracket, so that deep nesting stays cheap
DOUBT = {True: 0.4, False: 0.7}  # left by a strong and by a supporting term
TOUCHED = 0.5


@dataclass(frozen=True, slots=True)
class _Found:
    """A term of a topic at one place; `words` are those of its parts, counted through the text."""

    start: int
    end: int
    sentence: int
    topic: str
    term: str
    strong: bool
    words: frozenset[int]


def _borders(text: str) -> list[int]:
    return [0, *(m.end() for m in SENTENCE.finditer(text)), len(text)]


def _judgements(found: list[_Found], topics: tuple[Topic, ...]) -> tuple[Judgement, ...]:
    judged = []
    for topic in topics if found else ():
        sentences = groupby((f for f in found if f.topic == topic.id), key=lambda f: f.sentence)
        touching = [w for w in (_weighed(list(group)) for _, group in sentences) if w[0] >= TOUCHED]
        if touching:
            evidence = tuple(span for _, spans in touching for span in spans)
            judged.append(Judgement(topic.id, max(score for score, _ in touching), evidence))
    return tuple(judged)


def _weighed(found: list[_Found]) -> tuple[float, list[Span]]:
    """The score of one sentence for one topic, and the places that make it: strong ones first, then short ones."""
    doubt = 1.0
    terms: set[str] = set()
    words: set[int] = set()
    spans: list[Span] = []
    for f in sorted(found, key=lambda f: (not f.strong, f.end - f.start, f.start)):
        if f.term not in terms and words.isdisjoint(f.words):
            terms.add(f.term)
            words |= f.words
            spans.append(Span(f.start, f.end))
            doubt *= DOUBT[f.strong]
    return round(1 - doubt, 2), sorted(spans)


def _found(text: str, borders: list[int], topics: tuple[Topic, ...]) -> list[_Found]:
    """The terms of all topics in `text`, in order."""
    words = [(m.start(), m.end(), m[0][:LONGEST_WORD].casefold()) for m in WORD.finditer(text)]
    words = [w for w in words if w[2] != "s" or text[w[0] - 1 : w[0]] not in ("'", "’")]  # the State's
    cuts = [bisect_left(words, (border,)) for border in borders]
    known: Index = {}
    index = _index(topics)
    begin = [(topic, _by_first(topic)) for topic in topics]
    found = []
    for sentence, (low, high) in enumerate(pairwise(cuts)):
        hits = hits_in([word for _, _, word in words[low:high]], index, known)
        for topic, firsts in begin if hits else ():
            if topic.context and not any(term.first in hits for term in topic.context):
                continue
            for term, strong, at in _in_sentence(firsts, hits):
                used = frozenset(low + n for n in at)
                start, end = words[min(used)][0], words[max(used)][1]
                found.append(_Found(start, end, sentence, topic.id, term.written, strong, used))
    return sorted(found, key=lambda f: (f.start, f.end))


Firsts = dict[Part, list[tuple[Term, bool | None]]]  # strong, supporting, or, as None, unless


def _in_sentence(firsts: Firsts, hits: Hits) -> Iterator[tuple[Term, bool, set[int]]]:
    """The terms of a topic in one sentence, whether each is strong, and the words of its parts."""
    begun = [pair for part in hits if part in firsts for pair in firsts[part]]
    masked = {
        n
        for term, strong in begun
        if strong is None
        for at in places_of(term, hits)
        for n in range(min(at), max(at) + 1)
    }
    if masked:
        hits = {part: [p for p in places if masked.isdisjoint(range(*p))] for part, places in hits.items()}
    for term, strong in begun:
        if strong is not None:
            yield from ((term, strong, at) for at in places_of(term, hits))


@lru_cache(maxsize=64)
def _by_first(topic: Topic) -> Firsts:
    """The terms of a topic by what they begin with, so that a sentence is asked only for those that it may have."""
    firsts: Firsts = {}
    for strong, terms in ((True, topic.strong), (False, topic.supporting), (None, topic.unless)):
        for term in terms:
            firsts.setdefault(term.first, []).append((term, strong))
    return firsts


@lru_cache(maxsize=32)
def _index(topics: tuple[Topic, ...]) -> Index:
    return index_of(t for topic in topics for t in topic.strong + topic.supporting + topic.unless + topic.context)
