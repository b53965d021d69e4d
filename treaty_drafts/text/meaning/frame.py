"""The frame of a rule: who must or may do what, under which conditions; each word of a sentence gets its part in it."""

from .clauses import clauses
from .grammar import GRAMMAR
from .lexicon import Mark
from .light import lighten
from .numbers import numbers_in
from .parts import Frame
from .reference import references_in
from .words import Read, Word, rule_of
from .zones import consented, zones

# what a word is part of; a mark of an earlier kind wins over a later one
KINDS = (
    "quantity",
    "reference",
    "hedge",
    "condition",
    "safeguard",
    "term",
    "scope",
    "example",
    "including",
    "conjunction",
)
NEGATIONS = GRAMMAR["negations"]
PLACES = GRAMMAR["places"]


def frame_of(read: Read) -> Frame:
    """The frame of a sentence."""
    words = read.words
    lighten(words)
    found = Frame(read, [""] * len(words), [None] * len(words))
    forceful = {n for m in read.marks if m.rule.kind == "modality" for n in range(m.first, m.last)}
    pointers = [m for m in references_in(words) if forceful.isdisjoint(range(m.first, m.last))]
    taken = {n for m in pointers for n in range(m.first, m.last)}
    numbers = [m for m in numbers_in(words) if taken.isdisjoint(range(m.first, m.last))]
    numbers_at = {n for m in numbers for n in range(m.first, m.last)}
    if words and words[0].lemma == "should" and words[0].capital:  # should a Party be unable to
        read.marks = [Mark(rule_of("if"), 0, 1), *(m for m in read.marks if m.first)]
    marks = [m for m in read.marks if taken.isdisjoint(range(m.first, m.last))]
    for m in sorted(
        [*pointers, *numbers, *marks], key=lambda m: KINDS.index(m.rule.kind) if m.rule.kind in KINDS else 99
    ):
        if m.rule.kind in KINDS and all(found.mark[n] is None for n in range(m.first, m.last)):
            if m.rule.kind == "condition" and (_no_condition(words, m, numbers_at)):
                continue
            if m.rule.id == "hedge.considering" and m.first == 0 and not any(k.rule.kind == "modality" for k in marks):
                continue  # a preamble that begins: Recognizing
            if m.rule.id == "scope.wide" and words[m.first].fixed and not words[m.first].key:
                continue  # one another
            if m.rule.id == "scope.some" and m.first and words[m.first - 1].lemma == "be":
                continue  # a law that is applicable
            if m.rule.id == "safeguard.privacy" and any(
                k.rule.kind == "term"
                and k.first <= m.first
                and m.last <= k.last
                and k.last - k.first > m.last - m.first
                for k in marks
            ):
                continue  # anonymized data
            if m.rule.id == "hedge.measured" and _measures_nothing(words, m):
                continue
            for n in range(m.first, m.last):
                found.mark[n], found.role[n] = m, m.rule.kind
            _set_key(words, m)
    for n, word in enumerate(words):
        if (word.lemma in NEGATIONS and found.mark[n] is None) or _fails(words, n):
            word.key = ""
    zones(found)
    clauses(found, [m for m in marks if m.rule.kind == "modality"])
    return found


def _fails(words: list[Word], n: int) -> bool:
    """`fails to reply` is: does not reply."""
    return words[n].lemma in GRAMMAR["failing"] and n + 1 < len(words) and words[n + 1].lemma == "to"


def _set_key(words: list[Word], m: Mark) -> None:
    """One key for the whole expression, so that two expressions of one value are equal."""
    if m.rule.kind in ("safeguard",):
        return
    if m.rule.kind == "term":
        value = "_".join(w.key for w in words[m.first : m.last] if w.key)
    elif m.rule.kind == "scope":
        value = "" if m.rule.id == "scope.all" else "_".join(w.key or w.lemma for w in words[m.first : m.last])
        value = "only" if m.rule.id == "scope.only" else value
        value = (
            "every"
            if m.rule.id == "scope.all"
            and words[m.first].lemma not in ("each", "any", "every", "all", "both", "whatever")
            else value
        )
    elif m.rule.kind == "conjunction":
        value = ""
    else:
        value = m.rule.value
        if m.rule.id == "condition.if" and words[m.first].lemma in GRAMMAR["only"]:
            value += " only"
        if m.rule.id == "condition.consent":  # consent in writing is more than consent
            value = consented(words, m.first) + "".join(
                f" {w.lemma}" for w in words[m.first : m.last] if w.lemma in GRAMMAR["consented"]
            )
    for n in range(m.first, m.last):
        words[n].key = value if n == m.first else ""


def _no_condition(words: list[Word], m: Mark, numbers: set[int]) -> bool:
    """`once a year` is no condition, nor `the State where`."""
    word = words[m.first]
    if word.lemma == "once":
        return m.last < len(words) and words[m.last].lemma in (
            "a",
            "every",
            "per",
            "in",
            "each",
            "again",
            "yearly",
            "more",
            "and",
        )
    if word.lemma in ("where", "wherever") and m.last == m.first + 1:
        named = m.first > 1 and words[m.first - 2].lemma in ("the", "a", "any", "each", "that", "every")
        if word.stop == "," and m.last < len(words) and words[m.last].lemma in ("it", "its", "they", "their"):
            return words[m.first - 1].lemma in PLACES - {"state", "party"}
        return named and not word.stop and words[m.first - 1].lemma in PLACES
    if m.rule.id == "condition.request" and word.lemma == "on" and words[m.last - 1].text == "requests":
        return True  # decide on requests
    before = words[m.first - 1].lemma if m.first else ""
    if (word.lemma == "if" and before == "as") or (word.lemma == "subject" and before in ("be", "not")):
        return True
    if word.lemma in ("provided", "save", "given that") and m.last == m.first + 1:
        return not word.stop
    if word.lemma in ("excluding", "barring"):
        return not word.stop
    return word.lemma in ("until",) and m.last < len(words) and m.last in numbers


def _measures_nothing(words: list[Word], m: Mark) -> bool:
    """`reasonable doubt` and `reasonable time` are set expressions."""
    after = words[m.last].lemma if m.last < len(words) else ""
    return after in (
        "doubt",
        "suspicion",
        "ground",
        "authority",
        "level",
        "protection",
        "person",
        "basis",
        "cause",
        "compensation",
    )
