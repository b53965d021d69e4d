"""Pointers to other provisions and instruments: expressions that no list can hold."""

import regex

from .lexicon import Mark, Rule
from .lexicon_data import read
from .words import NUMBERS, Word

NOUNS = frozenset(read("references")["nouns"].split())
INSTRUMENTS = frozenset(read("references")["instruments"].split())
NUMERAL = regex.compile(r"[ivxlc]{1,5}|[a-z]|\d[\d.,/]*(?:bis|ter)?|\d+[a-z]{0,2}")
LINKS = {"and", "or", "to", "through", "bis", "ter", "of", "above", "below"}
SAID_FOR = {"this", "present"}


def references_in(words: list[Word]) -> list[Mark]:
    """The pointers of a sentence: "articles 8 and 9", "annex I", "the Protocol on Data Transfers", "this chapter"."""
    marks, n = [], 0
    while n < len(words):
        word = words[n]
        end = n
        if (
            word.lemma in NOUNS
            and n
            and words[n - 1].key.isdigit()
            and words[n - 1].lemma in NUMBERS
            and not words[n].stop
        ):
            marks.append(
                Mark(
                    Rule("reference.number", "reference", "another provision", f"@{word.lemma} {words[n - 1].key}"),
                    n - 1,
                    n + 1,
                )
            )
            n += 1
            continue
        if word.lemma in NOUNS and n + 1 < len(words) and _numeral(words, n + 1):
            end = n + 1
            while end < len(words) and (
                _numeral(words, end)
                or (words[end].lemma in LINKS and end + 1 < len(words) and _numeral(words, end + 1))
            ):
                end += 1
        elif (word.lemma in INSTRUMENTS and word.capital) or word.lemma in NOUNS:
            first = n - 1 if n and words[n - 1].lemma in SAID_FOR else n
            named = n
            while (
                named
                and words[named - 1].capital
                and not words[named].stop
                and named - 1 > 0
                and words[named - 1].lemma not in ("the",)
            ):
                named -= 1
            end = n + 1
            while (
                word.capital
                and end + 1 < len(words)
                and words[end].lemma
                in ("on", "for", "of", "concern", "concerning", "the", "and", "to", "against", "relating")
                and not words[end].stop
                and _capital_soon(words, end)
            ):
                end += 1
                while end < len(words) and words[end].capital and not words[end].stop:
                    end += 1
            if (
                first == n
                and named == n
                and end == n + 1
                and not (word.lemma in INSTRUMENTS and word.capital and n and words[n - 1].lemma == "the")
            ):
                end = n
            else:
                value = " ".join(
                    w.lemma for w in words[min(first, named) : end] if w.lemma not in ("the", "this", "present")
                )
                value = "" if value in ("article", "paragraph", "section", "subparagraph") else "@" + value  # itself
                marks.append(
                    Mark(Rule("reference.instrument", "reference", "another text", value), min(first, named), end)
                )
                n = end
                continue
        if end > n:
            own = [w.lemma for w in words[end : end + 3]]
            if own in (["of", "this", "article"], ["of", "this", "convention"], ["of", "this", "chapter"]):
                marks.append(Mark(Rule("reference.number", "reference", "another provision", ""), end, end + 3))
            value = "@" + word.lemma + " " + " ".join(w.lemma for w in words[n + 1 : end] if w.lemma not in LINKS)
            marks.append(Mark(Rule("reference.number", "reference", "another provision", value), n, end))
        n = max(end, n + 1)
    return marks


def _numeral(words: list[Word], n: int) -> bool:
    text = words[n].text
    if text in ("a", "i") and not words[n].stop and not words[n].capital:
        return False
    return (
        bool(NUMERAL.fullmatch(text))
        and (text[0].isdigit() or len(text) <= 4)
        and text not in ("in", "it", "is", "i'd", "" if words[n].capital else "c")
    ) or (words[n].lemma in NUMBERS and words[n - 1].lemma in ("article", "chapter"))


def _capital_soon(words: list[Word], at: int) -> bool:
    return any(w.capital and not w.stop for w in words[at + 1 : at + 3])
