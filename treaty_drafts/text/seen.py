"""Changes as a reader sees them: what the redline shows as one, and phrases of several with hardly any words between."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .alignment import Aligner
from .sides import Edited
from .tokens import tokenize

FEW = 3  # words between two changes of a phrase, at most
MANY = 5  # words that stay between two changes, at least, that are two for choosing though the redline shows one
NEAR = 60  # and characters
CLAUSE = re.compile(r"[\n。；？！؟]|[.;:?!](?:\s|$)")  # a phrase ends there


def units(old: str, text: str, changes: Sequence[Edited]) -> list[int]:
    """For each change the number of the one that a reader sees it in; several can be parts of one."""
    seen = [d for d in Aligner(old).differences(text) if not d.twin]
    starts = [d.a[0] for d in seen]
    found = []
    for n, change in enumerate(changes):
        k = bisect_right(starts, change.a_end) - 1
        while k >= 0 and seen[k].a[1] >= change.a:
            if seen[k].b[0] <= change.b_end and change.b <= seen[k].b[1]:
                break
            k -= 1
        else:
            k = -1 - n  # of a paragraph that was moved
        found.append(k)
    return found


def split(old: str, changes: Sequence[Edited], units: Sequence[int]) -> list[int]:
    """The units, those apart that the redline only shows as one: many words of the old base stay between their parts.
    What is taken apart gets numbers of its own, below all others."""
    found, free = list(units[:1]), min(0, min(units, default=0)) - 1
    for n, (one, other) in enumerate(pairwise(changes), 1):
        if units[n] != units[n - 1]:
            found.append(units[n])
        elif _words(old[one.a_end : other.a]) < MANY:
            found.append(found[-1])
        else:
            found.append(free)
            free -= 1
    return found


def phrases(
    changes: list[tuple[int, Edited]], units: Sequence[int], *, near_in: str | None = None
) -> Iterator[list[int]]:
    """The clusters that the changes of each phrase are in; with `near_in`, the old base, changes that are near are one."""
    phrase = [at for at, _ in changes[:1]]
    for n, ((_, one), (at, other)) in enumerate(pairwise(changes)):
        if units[n] != units[n + 1] and not (near_in and _is_near(near_in, one, other)):
            yield phrase
            phrase = []
        phrase.append(at)
    yield from [phrase] if phrase else []


def _is_near(old: str, one: Edited, other: Edited) -> bool:
    """Whether only a few words of one clause stand between two changes of one side."""
    between = old[one.a_end : other.a]
    if len(between) > NEAR or CLAUSE.search(between):
        return False
    return _words(between) <= FEW


def _words(text: str) -> int:
    return sum(t[0].isalnum() for t in tokenize(text))
