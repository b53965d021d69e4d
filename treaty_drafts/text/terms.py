"""Terms of a topic: patterns over words, as topics.toml writes them, and where a sentence says them.

Words next to each other, `~n` near in either order, `>n` after, prefixes, or named lists of words. No term is a regular
expression, so none can backtrack.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from math import prod

import regex

from .errors import TextError

Phrase = tuple[str, ...]  # words in a row; one that ends in `*` stands for all words that begin so
LONGEST = 8  # words of a phrase
MOST_PHRASES = 10_000  # that may stand at one place of a term
REPEATS = 40  # places of one term that are kept in one sentence

Place = tuple[int, int]  # words of a sentence, half open


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What stands at one place of a term: any of `phrases`."""

    phrases: tuple[Phrase, ...] = field(repr=False)


Hits = Mapping[Part, list[Place]]
Index = dict[str, list[tuple[Phrase, tuple[Part, ...]]]]  # by the first word of the phrase


@dataclass(frozen=True, slots=True)
class Term:
    """A pattern over words, as `written` in topics.toml, which explains the notation."""

    written: str
    first: Part = field(repr=False)
    rest: tuple[tuple[str, int, Part], ...] = field(repr=False)  # `~` or `>`, the words allowed between, and what


def term_of(written: str, lists: Mapping[str, tuple[Phrase, ...]]) -> Term:
    """The term that `written` stands for. Raises `TextError` where it is in no known form."""
    first, *rest = regex.split(r" ([~>])(\d{1,2}) ", written)
    steps = zip(rest[::3], map(int, rest[1::3]), (_part(phrases_of(r, lists)) for r in rest[2::3]), strict=True)
    return Term(written, _part(phrases_of(first, lists)), tuple(steps))


@lru_cache(maxsize=4096)
def _part(phrases: tuple[Phrase, ...]) -> Part:
    """One part for the same phrases, however many terms have it: a sentence is searched for it once."""
    return Part(phrases)


def phrases_of(written: str, lists: Mapping[str, tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
    """The phrases that `burden/standard of <list>` stands for."""
    choices: list[list[Phrase]] = []
    for word in written.casefold().split():
        choices.append([])
        for choice in word.split("/"):
            if choice.startswith("<") and choice[1:-1] in lists:
                choices[-1].extend(lists[choice[1:-1]])
            elif regex.fullmatch(r"[\p{L}\p{N}]+\*?", choice):
                choices[-1].append((choice,))
            else:
                raise TextError(f"{choice!r} in {written!r} is neither a word nor a known list")
    length = sum(max(map(len, choice), default=0) for choice in choices)
    if not 1 <= length <= LONGEST or prod(map(len, choices)) > MOST_PHRASES:
        raise TextError(f"{written!r} stands for no phrase, for too many or for too long ones")
    return tuple(dict.fromkeys(sum(row, ()) for row in product(*choices)))


def places_of(term: Term, hits: Hits) -> Iterator[set[int]]:
    """The words of each place where a sentence says `term`."""
    if term.first in hits and all(part in hits for _, _, part in term.rest):
        chains = (_chain(first, term, hits) for first in hits[term.first])
        yield from islice(({n for place in chain for n in range(*place)} for chain in chains if chain), REPEATS)


def _chain(first: Place, term: Term, hits: Hits) -> list[Place]:
    """The place `first` and, for each other part, the nearest one that it may have; empty where one is missing."""
    chain = [first]
    for order, gap, part in term.rest:
        start, end = (min(chain)[0], max(chain)[1]) if order == "~" else (chain[-1][1], chain[-1][1])
        low = start - gap - LONGEST if order == "~" else start
        near = hits[part][bisect_left(hits[part], (low,)) : bisect_left(hits[part], (end + gap + 1,))]
        fitting = [
            (max(a - end, start - b, 0), a, b)
            for a, b in near
            if start - b <= gap and all(b <= c or d <= a for c, d in chain)
        ]
        if not fitting:
            return []
        chain.append(min(fitting)[1:])
    return chain


def hits_in(words: list[str], index: Index, known: Index) -> dict[Part, list[Place]]:
    """Where each part stands in a sentence; `known` remembers the words that were looked up."""
    hits: dict[Part, list[Place]] = {}
    for n, word in enumerate(words):
        entries = known.get(word)
        if entries is None:
            keys = [word, *(word[:k] + "*" for k in range(1, len(word) + 1))]
            entries = known[word] = [entry for key in keys for entry in index.get(key, ())]
        for phrase, parts in entries:
            end = n + len(phrase)
            if end == n + 1 or (end <= len(words) and all(map(_fits, words[n + 1 : end], phrase[1:]))):
                for part in parts:
                    hits.setdefault(part, []).append((n, end))
    return hits


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern


def index_of(terms: Iterable[Term]) -> Index:
    """The phrases of all terms by their first word, and the parts that each of them stands for."""
    parts_of: dict[Phrase, list[Part]] = {}
    seen: set[Part] = set()
    for term in terms:
        for part in (term.first, *(part for _, _, part in term.rest)):
            for phrase in part.phrases if part not in seen else ():
                parts_of.setdefault(phrase, []).append(part)
            seen.add(part)
    index: Index = {}
    for phrase, parts in parts_of.items():
        index.setdefault(phrase[0], []).append((phrase, tuple(parts)))
    return index
