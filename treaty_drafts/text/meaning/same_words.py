"""Sentences of the same words that are not the same rule: a `not` that moved, the other direction, another order."""

from collections import Counter
from collections.abc import Iterator

from .grammar import GRAMMAR
from .kinds import ShiftKind
from .modals import Found, denying
from .order import unexplained
from .parts import Frame

WAYS, RELATIVE = GRAMMAR["ways"], GRAMMAR["relative"]
OPPOSED = [set(pair.split("-")) for pair in GRAMMAR["opposed"]]
AS_WELL = "the same words in another order"


def same_words(a: Frame, b: Frame) -> Iterator[Found]:
    """What forbids calling a change editorial in which no word of weight came or went; at most one shift."""
    left, right = _denied(a), _denied(b)
    if len(left) != len(right) or not _matched(list(left.values()), list(right.values())):
        said = "another thing is denied"
        if not bool(a.modals) ^ bool(b.modals):
            yield Found(ShiftKind.NEGATION, "negation.moved", 0, sorted(left), sorted(right), said, said)
            return
    found = _turned(a, b) or unexplained(a, b)
    if found:
        yield Found(ShiftKind.UNCLASSIFIED, "unclassified.reordered", 0, *found, AS_WELL, AS_WELL)


def _denied(f: Frame) -> dict[int, set[str]]:
    """Where each word that denies stands, and what it may be said to deny: a word, or a clause."""
    found = {}
    for n in denying(f):
        modal = next((m for m in f.modals if m.at == n), None)
        if f.words[n].denied:
            found[n] = {f.words[n].key}
        elif modal:
            found[n] = {f.words[modal.verb].key, "the rule"}
        else:
            found[n] = {_next(f, n), _clause(f, n)}
    return found


def _next(f: Frame, n: int) -> str:
    """The key of the first word that a denial can bear on."""
    return next((w.key for w in f.words[n + 1 :] if w.key and w.lemma not in GRAMMAR["adverbs"]), "")


def _clause(f: Frame, n: int) -> str:
    """Whether a denial bears on a condition, on what tells more of a word, on how many, or on the rule."""
    after = f.words[n + 1].lemma if n + 1 < len(f.words) else ""
    if after in GRAMMAR["counting"]:
        return f"not {after}"
    if f.role[n] == "condition":
        return "a condition"
    for k in range(n - 1, -1, -1):
        if f.words[k].lemma in RELATIVE:
            return "of " + next((w.key for w in reversed(f.words[:k]) if w.key), "")
        if f.words[k + 1].stop or f.role[k] == "modal":
            break
    return "the rule"


def _matched(left: list[set[str]], right: list[set[str]]) -> bool:
    for said in left:
        other = next((s for s in right if said & s), None)
        if other is None:
            return False
        right.remove(other)
    return True


def _turned(a: Frame, b: Frame) -> tuple[list[int], list[int]] | None:
    """A word that stands behind `from` in the one sentence and behind `to` in the other."""
    mine, theirs = _behind(a), _behind(b)
    for key, (way, at) in mine.items():
        if key in theirs and {way, theirs[key][0]} in OPPOSED:
            return [at - 1, at], [theirs[key][1] - 1, theirs[key][1]]
    return None


def _behind(f: Frame) -> dict[str, tuple[str, int]]:
    """Of words that the sentence has once: the direction that stands before their phrase, and their place."""
    often = Counter(w.key for w in f.words)
    found, way = {}, ""
    for n, word in enumerate(f.words):
        way = "" if word.stop or f.role[n] == "modal" else way
        ends = n + 1 == len(f.words) or bool(f.words[n + 1].stop) or not f.words[n + 1].key
        if word.lemma in WAYS and not word.key and not word.fixed:
            way = word.lemma
        elif word.key and ends:
            if way and often[word.key] == 1:
                found[word.key] = way, n
            way = ""
    return found
