"""Invented treaty texts and rewordings of them, the same on every machine, with what is true about them.

Words are numbers of a text's words; a text is paragraphs with a blank line between. `Edit` replaces the words `start`
to `end` by `words`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

SMALL = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "a",
    "on",
    "that",
    "by",
    "with",
    "shall",
    "such",
    "any",
    "be",
    "or",
    "its",
    "as",
    "which",
    "their",
    "this",
    "under",
    "other",
    "from",
    "not",
    "at",
    "may",
]
SYLLABLES = [
    "ra",
    "ne",
    "to",
    "li",
    "mo",
    "sa",
    "ke",
    "du",
    "pa",
    "vi",
    "re",
    "no",
    "ta",
    "mi",
    "se",
    "lo",
    "fu",
    "ba",
    "ge",
    "ri",
]


@dataclass(frozen=True, slots=True)
class Edit:
    """The words `start` to `end` of a text give way to `words`."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words, and how many each paragraph has."""

    words: tuple[str, ...]
    lengths: tuple[int, ...]

    @property
    def string(self) -> str:
        return "\n\n".join(" ".join(p) for p in self.paragraphs)

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        found, at = [], 0
        for length in self.lengths:
            found.append(self.words[at : at + length])
            at += length
        return tuple(found)


def treaty(words: int, seed: int) -> Text:
    """About `words` words in numbered paragraphs of two to four sentences."""
    draw = Random(seed)
    paragraphs: list[list[str]] = []
    while sum(map(len, paragraphs)) < words:
        sentences = [_sentence(draw) for _ in range(draw.randint(2, 4))]
        paragraphs.append([f"{len(paragraphs) + 1}.", *(w for s in sentences for w in s)])
    return Text(tuple(w for p in paragraphs for w in p), tuple(map(len, paragraphs)))


def _sentence(draw: Random) -> list[str]:
    words = [_word(draw) for _ in range(draw.randint(12, 30))]
    words[draw.randrange(3, 9)] += ","
    return [words[0].capitalize(), *words[1:-1], f"{words[-1]}."]


def _word(draw: Random) -> str:
    """Half of the words are of the smallest; the others of some 3,000, the first of them often."""
    if draw.random() < 0.45:
        return SMALL[min(int(draw.expovariate(0.15)), len(SMALL) - 1)]
    number = min(int(draw.paretovariate(0.6) * 3), 3000)
    return "".join(SYLLABLES[number // 20**n % 20] for n in range(3))


def edits(text: Text, share: float, seed: int, *, apart: int = 1, longest: int = 3) -> list[Edit]:
    """Edits of 1 to `longest` words that touch `share` of the words, at least `apart` words between two of them, never
    of a paragraph's first or last word."""
    draw = Random(seed)
    taken = [False] * len(text.words)
    at = 0
    for length in text.lengths:
        taken[at] = taken[at + length - 1] = True
        at += length
    found: list[Edit] = []
    touched, wanted = 0, share * len(text.words)
    while touched < wanted:
        size = draw.randint(1, longest)
        start = draw.randrange(1, len(text.words) - size)
        if any(taken[max(0, start - apart) : start + size + apart]):
            continue
        kind = draw.choice(("replace", "replace", "delete", "insert"))
        end = start if kind == "insert" else start + size
        new = () if kind == "delete" else tuple(_fresh(draw) for _ in range(draw.randint(1, longest)))
        found.append(Edit(start, end, new))
        taken[start : start + size] = [True] * size
        touched += size
    return sorted(found, key=lambda e: e.start)


def _fresh(draw: Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(2)) + draw.choice("bdgkmp")


def edited(text: Text, changes: Iterable[Edit]) -> Text:
    """The text with `changes` made, its paragraphs as before."""
    words, lengths, at = list(text.words), list(text.lengths), [0]
    for length in lengths:
        at.append(at[-1] + length)
    for change in sorted(changes, key=lambda e: -e.start):
        n = max(k for k in range(len(lengths)) if at[k] <= change.start)
        words[change.start : change.end] = change.words
        lengths[n] += len(change.words) - (change.end - change.start)
    return Text(tuple(words), tuple(lengths))


def moved(text: Text, paragraphs: Sequence[int], seed: int) -> Text:
    """The text with these paragraphs put elsewhere, not to a place near by."""
    draw = Random(seed)
    order = list(range(len(text.lengths)))
    for n in paragraphs:
        order.remove(n)
        places = [k for k in range(len(order) + 1) if k != n]
        order.insert(draw.choice([k for k in places if abs(k - n) > 3] or places), n)
    parts = [text.paragraphs[n] for n in order]
    return Text(tuple(w for p in parts for w in p), tuple(map(len, parts)))


def wordings(base: Text, delegations: int, share: float, seed: int) -> dict[str, list[Edit]]:
    """For each delegation its own edits of `share` of the words."""
    return {f"D{n:03}": edits(base, share, seed * 1000 + n) for n in range(delegations)}


def clustered(base: Text, delegations: int, share: float, seed: int) -> dict[str, list[Edit]]:
    """As in real talks: points of dispute with two to four wordings, each held by some, and few other edits."""
    draw = Random(seed)
    points: list[list[Edit]] = []
    for edit in edits(base, share, seed, apart=3):
        others = [
            Edit(edit.start, edit.end, tuple(_fresh(draw) for _ in range(draw.randint(1, 3))))
            for _ in range(draw.randint(1, 3))
        ]
        points.append([edit, *others])
    return {f"D{n:03}": [draw.choice(point) for point in points if draw.random() < 0.3] for n in range(delegations)}


def true_sites(all_edits: Iterable[Sequence[Edit]]) -> int:
    """How many places of the base differ: edits that touch are one, a space between them keeps them apart."""
    places = sorted(
        {(2 * e.start, 2 * e.end - (1 if e.words and e.end > e.start else 0)) for es in all_edits for e in es}
    )
    count, last = 0, -1
    for start, end in places:
        count += start > last
        last = max(last, end)
    return count


def rebasing(seed: int) -> tuple[str, str, str, str]:
    """An old base, the new one (a paragraph moved in every second case), a wording, and what must come of it: edits of
    both sides are a word apart at least, so that none collide."""
    draw = Random(seed)
    old = treaty(draw.choice((200, 800)), seed)
    all_edits = edits(old, draw.choice((0.03, 0.1, 0.2)), seed)
    theirs = {n for n in range(len(all_edits)) if draw.random() < 0.5}
    base = edited(old, [e for n, e in enumerate(all_edits) if n in theirs])
    mine = edited(old, [e for n, e in enumerate(all_edits) if n not in theirs])
    expected = edited(old, all_edits)
    if seed % 2:
        paragraph = [draw.randrange(len(old.lengths))]
        base, expected = moved(base, paragraph, seed), moved(expected, paragraph, seed)
    return old.string, base.string, mine.string, expected.string


def colliding(seed: int) -> tuple[str, str, str, str]:
    """An old base, and two texts that put other words in the same place; the words of the second there."""
    draw = Random(seed)
    old = treaty(200, seed)
    all_edits = [e for e in edits(old, 0.1, seed, apart=3) if e.end > e.start and e.words]
    n = draw.randrange(len(all_edits))
    theirs = [e for k, e in enumerate(all_edits) if k % 2 or k == n]
    own = Edit(all_edits[n].start, all_edits[n].end, tuple(_fresh(draw) for _ in range(2)))
    mine = sorted([own, *(e for k, e in enumerate(all_edits) if k % 2 == 0 and k != n)], key=lambda e: e.start)
    return old.string, edited(old, theirs).string, edited(old, mine).string, " ".join(own.words)
