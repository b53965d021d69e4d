"""Sentences of the same words that are not the same rule: a `not` that moved, the other direction, another order."""

from collections import Counter
from collections.abc import Iterator

from .grammar import GRAMMAR
from .kinds import ShiftKind
from .modals import Found, denying, turn
from .order import unexplained
from .parts import Frame

WAYS = GRAMMAR["ways"]
OPPOSED = [{"from", "to"}, {"by", "to"}, {"by", "on"}, {"into", "from"}, {"over", "under"}, {"for", "against"}]
AS_WELL = "the same words in another order"


def same_words(a: Frame, b: Frame) -> Iterator[Found]:
    """What forbids calling a change editorial in which no word of weight came or went; at most one shift."""
    left, right = _denied(a), _denied(b)
    if Counter(left.values()) != Counter(right.values()):
        said = "another thing is denied"
        yield Found(ShiftKind.NEGATION, "negation.moved", 0, sorted(left), sorted(right), said, said)
        return
    found = _turned(a, b) or unexplained(a, b)
    if found:
        yield Found(ShiftKind.UNCLASSIFIED, "unclassified.reordered", 0, *found, AS_WELL, AS_WELL)


def _denied(f: Frame) -> dict[int, str]:
    """Where each word that denies stands, and the key of what it denies."""
    found = {m.at: f.words[m.verb].key if m.verb >= 0 else "" for m in f.modals if turn(m)[0] == "not"}
    for n in denying(f):
        if n not in found:
            found[n] = f.words[n].key if f.words[n].denied else _next(f, n)
    return found


def _next(f: Frame, n: int) -> str:
    """The key of the first word that a denial can bear on."""
    return next((w.key for w in f.words[n + 1 :] if w.key and w.lemma not in GRAMMAR["adverbs"]), "")


def _turned(a: Frame, b: Frame) -> tuple[list[int], list[int]] | None:
    """A word that stands behind `from` in the one sentence and behind `to` in the other."""
    mine, theirs = _behind(a), _behind(b)
    for key, (way, at) in mine.items():
        if key in theirs and {way, theirs[key][0]} in OPPOSED:
            return [at - 1, at], [theirs[key][1] - 1, theirs[key][1]]
    return None


def _behind(f: Frame) -> dict[str, tuple[str, int]]:
    """Of words that the sentence has once: the direction that stands before them, and their place."""
    often = Counter(w.key for w in f.words)
    found, way = {}, ""
    for n, word in enumerate(f.words):
        way = "" if word.stop else way
        if word.lemma in WAYS and not word.key and not word.fixed:
            way = word.lemma
        elif word.key or f.role[n] == "modal":
            if way and often[word.key] == 1:
                found[word.key] = way, n
            way = ""
    return found
