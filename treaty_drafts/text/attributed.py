"""What a consolidated text means that somebody edited outside this application: its base, and who has which words in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .diff import diff
from .reading import literals_around
from .rebase import rebase
from .runs import Run
from .scanning import scan


@dataclass(frozen=True, slots=True)
class Attributed:
    """A text with names in its brackets, read: the base, and by siglum the whole wording of each of those named.

    `said` are the words that stand in brackets under a name, in order; empty for one who only reserves or brackets.
    `torn` are sigla in one place together with names that do not count; their words cannot be told.
    """

    base: str
    wordings: Mapping[str, str]
    said: Mapping[str, tuple[str, ...]]
    torn: frozenset[str]


@dataclass(frozen=True, slots=True)
class Differing:
    """A delegation to whom a text gives other words than it has proposed: `proposed` became `now`, both in short."""

    siglum: str
    proposed: str
    now: str


def attributed(text: str, *, holders: Collection[str], sigla: Iterable[str] = ()) -> Attributed:
    """Read the brackets of `text` that name somebody of `holders`; all others are words like others. `sigla` are further
    codes of the negotiation.

    Raises `AmbiguousText` where the string does not tell.
    """
    known = frozenset(holders)
    runs: list[Run] = []
    torn: set[str] = set()
    for run in scan(text, known | frozenset(sigla)):
        named = frozenset(name for piece in run.pieces for name in (*piece.names, *piece.reserving, *piece.bracketing))
        if named and named <= known:
            runs.append(run)
        else:
            torn |= named & known
    whose = [run.named() for run in runs]
    people = {n for run in runs for p in run.pieces for n in (*p.names, *p.reserving, *p.bracketing)}
    said = {s: tuple(w[s] for w in whose if s in w) for s in sorted(people | torn)}
    wordings = {s: _read(text, runs, [w.get(s, run.base) for w, run in zip(whose, runs, strict=True)]) for s in said}
    return Attributed(_read(text, runs, [run.base for run in runs]), wordings, said, frozenset(torn))


def differing(
    found: Attributed, base: str, proposed: Mapping[str, Sequence[str]], printed: Iterable[Attributed] = ()
) -> Iterator[Differing]:
    """The delegations named in `found` that have other words there than they proposed on `base`.

    `proposed` are the wordings that each may have; `printed` is how they have been printed: where the words under a name
    are those, what changed is around them. What changed there is carried over before anything is compared.
    """
    before = list(printed)
    for siglum, now in found.wordings.items():
        same = siglum not in found.torn and any(p.said.get(siglum) == found.said[siglum] for p in before)
        if same or any(_carried(base, found.base, was) == now for was in proposed[siglum]) and siglum not in found.torn:
            continue
        was = proposed[siglum][0]
        yield Differing(siglum, *_in_short(_carried(base, found.base, was) or was, now))


def laid_out_as(text: str, other: str) -> str:
    """`text` with the white space of `other` where only that differs, and both or neither begin a line there."""
    parts, at = [], 0
    for change in diff(text, other):
        gone, come = change.before.of(text), change.text
        if change.twin is None and gone.isspace() and come.isspace() and ("\n" in gone) == ("\n" in come):
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
    return proposed[low:high].strip(), now[first:last].strip()
