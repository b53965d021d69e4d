"""What a consolidated text means that somebody edited outside this application: its base, and who has which words in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .diff import diff
from .reading import literals_around
from .rebase import rebase
from .runs import Run
from .scanning import scan

MOST = 24  # words of a wording that are quoted


@dataclass(frozen=True, slots=True)
class Attributed:
    """A text with names in its brackets, read: the base, and by siglum the whole wording of each of those named.

    `said` are the words that stand in brackets under a name, in order; empty for one who only reserves or brackets.
    `places` is where the brackets with a name begin. `torn` are sigla in one place together with names that do not count; their words cannot be told.
    """

    base: str
    wordings: Mapping[str, str]
    said: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[int, ...]]
    torn: frozenset[str]


@dataclass(frozen=True, slots=True)
class Differing:
    """A delegation to whom a text gives other words than it has proposed: `proposed` became `now`, both in short.

    `at` is where the brackets begin that say so; `torn` where they name others beside it, whose words do not count.
    """

    siglum: str
    proposed: str
    now: str
    at: int
    torn: bool = False


def attributed(text: str, *, holders: Collection[str], sigla: Iterable[str] = ()) -> Attributed:
    """Read the brackets of `text` that name somebody of `holders`; all others are words like others. `sigla` are further
    codes of the negotiation.

    Raises `AmbiguousText` where the string does not tell.
    """
    known = frozenset(holders)
    runs: list[Run] = []
    places: dict[str, list[int]] = {}
    torn: set[str] = set()
    for run in scan(text, known | frozenset(sigla)):
        named = {name for p in run.pieces for name in (*p.names, *p.reserving, *p.bracketing)}
        if named and named <= known:
            runs.append(run)
        else:
            torn |= named & known
        for name in named & known:
            places.setdefault(name, []).append(run.start)
    whose = [run.named() for run in runs]
    return Attributed(
        base=_read(text, runs, [run.base for run in runs]),
        wordings={s: _read(text, runs, [w.get(s, r.base) for w, r in zip(whose, runs, strict=True)]) for s in places},
        said={s: tuple(w[s] for w in whose if s in w) for s in places},
        places={s: tuple(at) for s, at in places.items()},
        torn=frozenset(torn),
    )


def differing(
    found: Attributed, base: str, proposed: Mapping[str, Sequence[str]], printed: Iterable[Attributed] = ()
) -> Iterator[Differing]:
    """The delegations named in `found` that have other words there than they proposed on `base`.

    `proposed` are the wordings that each may have; `printed` is how they have been printed: where the words under a name
    are those, what changed is around them. What changed there is carried over before anything is compared.
    """
    before = list(printed)
    for siglum, now in found.wordings.items():
        at, torn = found.places[siglum][0], siglum in found.torn
        if torn:
            yield Differing(siglum, "", "", at, torn)
            continue
        carried = [_carried(base, found.base, was) for was in proposed[siglum]]
        if now in carried or any(p.said.get(siglum) == found.said[siglum] for p in before):
            continue
        known = {words for p in before for words in p.said.get(siglum, ())}
        named = zip(found.places[siglum], found.said[siglum], strict=False)
        at = next((place for place, words in named if words not in known), at)
        yield Differing(siglum, *_in_short(carried[0] or proposed[siglum][0], now), at)


def laid_out_as(text: str, other: str) -> str:
    """`text` with the white space of `other` where only that differs: between the same words, both or neither of which
    begin a line there, and before the first word of a line."""
    parts, at = [], 0
    for change in diff(text, other):
        gone, come = change.before.of(text), change.text
        between = gone.isspace() and come.isspace() and ("\n" in gone) == ("\n" in come)
        indent = not (gone + come).strip(" \t") and text[: change.before.start][-1:] in ("", "\n")
        if change.twin is None and (between or indent):
            parts += [text[at : change.before.start], come]
            at = change.before.end
    return "".join([*parts, text[at:]])


def _read(text: str, runs: Sequence[Run], readings: Sequence[str]) -> str:
    literals = literals_around(text, runs, readings)
    return "".join(a + b for a, b in zip_longest(literals, readings, fillvalue=""))


def _carried(old: str, new: str, mine: str) -> str | None:
    made = rebase(old, new, mine)
    return None if made.conflicts else made.text


def _in_short(proposed: str, now: str) -> tuple[str, str]:
    """From the first word to the last in which two wordings differ, as each has them."""
    changes = diff(proposed, now)
    if not changes:
        return "", ""
    low, high = min(c.before.start for c in changes), max(c.before.end for c in changes)
    first, last = min(c.after.start for c in changes), max(c.after.end for c in changes)
    return _short(proposed[low:high]), _short(now[first:last])


def _short(words: str) -> str:
    every = words.split()
    return " ".join(every if len(every) <= MOST else [*every[: MOST // 2], "…", *every[-MOST // 2 :]])
