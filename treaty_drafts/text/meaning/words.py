"""A sentence as words, each with a key: two words of one key mean the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from .lexicon import LEXICONS, Mark, Node, Rule, marks_in, phrases, rules_of, trie_of
from .lexicon_data import read
from .stems import lemma, stem

SAME = read("same")
EMPTY = frozenset(lemma(word) for word in SAME["empty"].split())
OPPOSITES: dict[str, str] = SAME["opposites"]
NUMBERS: dict[str, float] = read("quantities")["numbers"]
# a list mark at its head, (a) or 2., is no word; a reference keeps its number: "paragraph (a)", "article 8 (2)"
WORD = regex.compile(
    r"(?P<mark>(?<![\p{L}\d)] ?)\((?:[\p{Ll}]{1,2}|[ivxl]{1,5}|\d{1,2})\)(?=\s))"
    r"|(?P<number>\d[\d.,/]*\d|\d)(?=\W|$|[a-z])"
    r"|(?P<word>[\p{L}\p{M}\d]+(?:['’][\p{L}]+)?)"
    r"|(?P<stop>[,;:.()–—])"
)


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
    for first, last, (rule, *_) in marks_in(lemmas, _same()):
        key = rule.value
        for n in range(first, last):
            words[n].key = key if n == first else ""
    marks = [Mark(r, first, last) for first, last, rules in marks_in(lemmas, _rules()) for r in rules]
    return Read(start, end, words, marks)


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
            written = said.casefold().removesuffix("'s").rstrip("'")
            base, key, denied = _key(written)
            yield Word(m.start(), m.end(), written, base, key, stop, denied, said[0].isupper())
            stop = ""


@lru_cache(maxsize=20_000)
def _key(word: str) -> tuple[str, str, bool]:
    """The lemma of `word`, its key, and whether it denies its key."""
    if word.replace(",", "").replace(".", "").isdigit():
        number = word.replace(",", "")
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
    found = [pair for name in LEXICONS for pair in rules_of(read(name))]
    for entry in read("terms")["term"]:
        for written in entry["words"]:
            found.append((written, Rule(f"term.{entry['group']}", "term", "a term of art", written, group=entry["group"])))
    return trie_of(found)


@lru_cache(maxsize=1)
def _same() -> Node:
    found = []
    for first, *others in SAME["same"]:
        key = "_".join(stem(w) for w in first.split() if lemma(w) not in EMPTY) or ("" if lemma(first) in EMPTY else first)
        if first and " " not in first:
            key = "" if lemma(first) in EMPTY else stem(first)
        rule = Rule("same", "same", "", key)
        found += [(written, rule) for written in (first, *others) if written and tuple(phrases(written))]
    return trie_of(found)
