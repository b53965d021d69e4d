"""What says how a rule is to be done: in writing, publicly, in good faith. Who is bound to a manner is bound more."""

from collections.abc import Iterator, Sequence

from .grammar import GRAMMAR
from .lexicon import marks_in, rules_of, trie_of
from .lexicon_data import read
from .modals import turn
from .parts import Frame, Modal

MANNER = trie_of(rules_of(read("manner")))
RELATIVE, NOUNS = GRAMMAR["relative"], GRAMMAR["manners"]
WORDS = 3  # between `in a` and `manner`, at most: in an open and transparent manner


def manner_of(f: Frame, part: Sequence[int]) -> list[int]:
    """All words of the manner that `part` is of; nothing where it is more than one, or does not belong to a duty.

    A manner belongs to what binds before it; behind `who` or `which` it says which persons or things are meant.
    """
    modal = next((m for m in reversed(f.modals) if m.at < part[0]), None) if part else None
    if modal is None or turn(modal)[0] == "not" or _tells_which(f, modal, part[0]):
        return []
    if any(f.role[n] in ("condition", "subject") for n in part):
        return []
    said = (set(range(*span)) for span in _manners(f))
    whole = {n for words in said if words.intersection(part) for n in words}
    return sorted(whole) if whole.issuperset(part) else []


def _tells_which(f: Frame, modal: Modal, at: int) -> bool:
    return any(f.words[n].lemma in RELATIVE for n in range(modal.end, at))


def _manners(f: Frame) -> Iterator[tuple[int, int]]:
    lemmas, stops = [w.lemma for w in f.words], [w.stop for w in f.words]
    yield from ((first, last) for first, last, _ in marks_in(lemmas, MANNER, stops))
    for n, word in enumerate(lemmas):
        if word in NOUNS:
            for first in range(max(0, n - WORDS - 2), n - 1):
                if lemmas[first] in ("in", "by") and (lemmas[first] == "by") == (word == "means"):
                    yield first, n + 1
