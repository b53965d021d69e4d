"""A sentence as words, each with a key: two words of one key mean the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import regex

from .lexicon import LEXICONS, Mark, Node, Rule, marks_in, rules_of, trie_of
from .lexicon_data import read
from .stems import lemma, stem

SAME = read("same")
EMPTY = frozenset(lemma(word) for word in SAME["empty"].split())
OPPOSITES: dict[str, str] = SAME["opposites"]
NUMBERS: dict[str, float] = read("quantities")["numbers"]
# a list mark at its head, (a) or 2., is no word; a reference keeps its number: "paragraph (a)", "article 8 (2)"
WORD = regex.compile(
    r"(?P<mark>(?<![\d)] ?)(?<!(?:paragraphs?|articles?|subparagraphs?|items?|sections?) )"
    r"\((?:\p{Ll}{1,2}|[ivxl]{1,5}|\d{1,2})\)(?=\s))"
    r"|(?P<number>\d+(?:[:–-]\d+)+|\d[\d.,/]*\d|\d)(?=\W|$|[a-z])"
    r"|(?P<sign>[%‰°\p{Sc}])"
    r"|(?P<word>(?:[Cc]o-(?=o))?[\p{L}\p{M}\d]+(?:['’][\p{L}]+)?)"
    r"|(?P<stop>[,;:.()–—])"
)
THOUSANDS = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|[\d.]+")  # other commas stand before a fraction: 10,00


@dataclass(slots=True)
class Word:
    """One word of a sentence: `start` and `end` are code points of the whole text, `stop` the sign before it."""

    start: int
    end: int
    text: str
    lemma: str
    key: str  # "" for words that bear no rule
    stop: str = ""
    denied: bool = False  # said by its opposite: inadmissible is admissible, denied
    capital: bool = False
    fixed: bool = False  # inside an expression of several words
    act: int = -1  # of a verb that says nothing by itself: the word that names the act


@dataclass(slots=True)
class Read:
    """A sentence that has been read: its words, and the rules' expressions in it."""

    start: int
    end: int
    words: list[Word]
    marks: list[Mark] = field(default_factory=list)


def read_sentence(text: str, start: int, end: int) -> Read:
    """The words and marks of `text[start:end]`."""
    words = list(_words(text, start, end))
    lemmas = [w.lemma for w in words]
    stops = [w.stop for w in words]
    for first, last, (rule, *_) in marks_in([stem(w.text) for w in words], _same(), stops):
        for n in range(first, last):
            words[n].key = rule.value if n == first else ""
            words[n].fixed = last - first > 1
    for word in words:
        if word.denied and word.lemma in OPPOSITES:
            word.key = key_of(OPPOSITES[word.lemma])
    marks = [
        Mark(rule, first, last)
        for trie in (_rules(), _names())  # an actor or a term may stand inside another rule's expression
        for first, last, rules in marks_in(lemmas, trie, stops)
        for rule in rules
    ]
    marks += _broken(words, lemmas)
    _not_so(words, {n for m in marks for n in range(m.first, m.last - 1)})
    return Read(start, end, words, marks)


def _not_so(words: list[Word], inside: set[int]) -> None:
    """`non-binding` is `binding`, denied, where it is no name of its own."""
    for n, (word, after) in enumerate(pairwise(words)):
        if word.lemma == "non" and not word.fixed and not after.stop and n not in inside:
            word.key, after.denied, after.start = "", not after.denied, word.start


def rule_of(lemma: str) -> Rule:
    """The rule of a word that stands alone."""
    found: Rule = _rules()[lemma][""][0]
    return found


def _broken(words: list[Word], lemmas: list[str]) -> list[Mark]:
    """Words of force with something put in: `are invited, where feasible, to`."""
    found = []
    for n, word in enumerate(words):
        if word.stop == "," and n > 1:
            to = next(
                (k for k in range(n, min(n + 16, len(words))) if lemmas[k] == "to" and words[k].stop == ","), None
            )
            head = next(
                (
                    k
                    for k in range(max(0, n - 5), n)
                    if to and any(True for m in marks_in([*lemmas[k:n], "to"], _rules()) if m[:2] == (0, n - k + 1))
                ),
                None,
            )
            if to and head is not None:
                rules = next(marks_in([*lemmas[head:n], "to"], _rules()))[2]
                found += [Mark(r, head, n) for r in rules if r.kind == "modality"]
            elif lemmas[n - 1] == "be":  # are, before boarding, encouraged to
                for k in range(n + 1, min(n + 12, len(words))):
                    first, last, rules = next(marks_in(["be", *lemmas[k : k + 4]], _rules()), (1, 0, ()))
                    if first == 0 and words[k].stop:
                        found += [Mark(r, k, k + last - 1) for r in rules if r.kind == "modality"]
    return found


def key_of(word: str) -> str:
    """The key of a word that stands alone."""
    found = _same().get(stem(word), {}).get("")
    return found[0].value if found else _key(word)[1]


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    stop = ""
    for m in WORD.finditer(text, start, end):
        kind = m.lastgroup
        if kind == "stop":
            stop = m[0] if stop in ("", ",") else stop
        elif kind == "mark":
            stop = stop or ","
        else:
            said = m[0].replace("’", "'")
            said = said.replace("–", "-") if kind == "number" else said.replace("-", "")
            written = said.casefold().removesuffix("'s").rstrip("'")
            base, key, denied = _key(written)
            yield Word(m.start(), m.end(), written, base, key, stop, denied, said[0].isupper())
            stop = ""


@lru_cache(maxsize=20_000)
def _key(word: str) -> tuple[str, str, bool]:
    """The lemma of `word`, its key, and whether it denies its key."""
    if word.replace(",", "").replace(".", "").isdigit():
        number = word.replace(",", "") if THOUSANDS.fullmatch(word) else word.replace(",", ".")
        return number, number, False
    if word in NUMBERS and word not in ("second", "quarter"):
        number = f"{NUMBERS[word]:g}"
        return lemma(word), number, False
    base = lemma(word)
    if base in OPPOSITES:
        return base, stem(OPPOSITES[base]), True
    return base, "" if base in EMPTY else stem(word), False


@lru_cache(maxsize=1)
def _rules() -> Node:
    return trie_of(pair for name in LEXICONS for pair in rules_of(read(name)))


@lru_cache(maxsize=1)
def _names() -> Node:
    found = list(rules_of(read("actors")))
    for entry in read("terms")["term"]:
        for written in entry["words"]:
            found.append(
                (written, Rule(f"term.{entry['group']}", "term", "a term of art", written, group=entry["group"]))
            )
    return trie_of(found)


@lru_cache(maxsize=1)
def _same() -> Node:
    found = []
    for first, *others in SAME["same"]:
        key = "_".join(stem(w) for w in first.split() if lemma(w) not in EMPTY) or (
            "" if lemma(first) in EMPTY else first
        )
        if first and " " not in first:
            key = "" if lemma(first) in EMPTY else stem(first)
        rule = Rule("same", "same", "", key)
        found += [(written, rule) for written in (first, *others) if written]
    return trie_of(found, stem)
