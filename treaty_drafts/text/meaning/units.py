"""What may stand at several places of a rule and mean the same there: conditions, hedges, time limits, adverbs."""

from collections import Counter
from dataclasses import dataclass

from .grammar import GRAMMAR
from .numbers import UNITS
from .parts import Frame

ONLY = GRAMMAR["only"]
RELATIVE = GRAMMAR["relative"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Some words that move as one; `place` is what they are, and the number of their clause."""

    words: tuple[int, ...]
    place: tuple[str, int]
    keys: tuple[str, ...]

    def alike(self, other: "Unit") -> float:
        """The share of their words that two units have in common."""
        both = Counter(self.keys) & Counter(other.keys)
        return 2 * both.total() / (len(self.keys) + len(other.keys))


def units(f: Frame) -> list[Unit]:
    """The units of a sentence that depend on the rule, not on a word of it."""
    found, taken = [], set[int]()
    for first, last, kind in sorted(_candidates(f), key=lambda c: (c[0] - c[1], c[0])):
        words = tuple(n for n in range(first, last) if f.words[n].key and f.role[n] != "modal")
        if words and taken.isdisjoint(range(first, last)) and not _held(f, first, last):
            taken |= set(range(first, last))
            keys = tuple(f.words[n].key for n in words)
            found.append(Unit(words, (kind, _clause(f, first, last)), keys))
    return found


def _candidates(f: Frame) -> list[tuple[int, int, str]]:
    zones = [(first, last, m.rule.kind) for first, last, m in f.zones]
    marks = {
        (m.first, m.last, m.rule.kind)
        for m in f.mark
        if m and (m.rule.kind == "hedge" or (m.rule.kind == "quantity" and _when(m.rule.group, m.rule.id)))
    }
    adverbs = [(n, n + 1, "adverb") for n, word in enumerate(f.words) if _adverb(f, n) and word.key]
    return [*zones, *marks, *adverbs]


def _when(group: str, rule: str) -> bool:
    """Whether a measure says when or how often, not how many."""
    return rule == "quantity.rhythm" or group in ("soon", "often") or group.split()[-1:] in [[u] for u in UNITS]


def _adverb(f: Frame, n: int) -> bool:
    """Whether a word tells how the act is done: beside its verb, or at either end."""
    word = f.words[n]
    if word.lemma in ONLY or word.lemma in GRAMMAR["no_adverbs"]:
        return False
    if not (word.text.endswith("ly") or word.lemma in GRAMMAR["adverbs"]):
        return False
    beside = [k for k in (n - 1, n + 1) if 0 <= k < len(f.words)]
    near = any(f.role[k] in ("modal", "verb") or f.words[k].text.endswith("ing") for k in beside)
    return near or _edge(f, n, n + 1)


def _edge(f: Frame, first: int, last: int) -> bool:
    return first == 0 or last == len(f.words) or bool(f.words[first].stop) or bool(f.words[last].stop)


def _held(f: Frame, first: int, last: int) -> bool:
    """Whether it tells more of a word in its middle: data collected with consent may be used."""
    if _edge(f, first, last):
        return False
    if any(m.subject[0] < first < m.at for m in f.modals) or not f.modals:
        return True
    return any(w.lemma in RELATIVE for w in f.words[max(0, first - 6) : first])


def _clause(f: Frame, first: int, last: int) -> int:
    """The number of the clause that a unit belongs to."""
    set_off = last < len(f.words) and f.words[last].stop == ","
    opens = first == 0 or f.words[first].stop in (";", ".", ":") or (set_off and f.role[first - 1] == "conjunction")
    passed = sum(m.at < first for m in f.modals)
    return passed if opens else max(0, passed - 1)
