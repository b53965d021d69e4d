"""What a consolidated text means that somebody edited outside this application: its base, and who has which words in it."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .diff import Change, diff
from .reading import literals_around
from .rebase import rebase
from .runs import Run
from .scanning import scan

MOST = 24  # words of a wording that are quoted


@dataclass(frozen=True, slots=True)
class Attributed:
    """A text with names in its brackets, read: the base, and by siglum the whole wording of each of those named.

    `said` are the words that stand in brackets under a name, in order; empty for one who only reserves or brackets.
    `torn` is where sigla stand in one place together with names that do not count, so that it is not read.
    """

    base: str
    wordings: Mapping[str, str]
    said: Mapping[str, tuple[str, ...]]
    torn: Mapping[str, int]
    stretches: Mapping[str, tuple[tuple[int, int, bool], ...]]  # of a wording: where it begins, and in the text

    def place(self, siglum: str, offset: int) -> int:
        """Where in the text a place of a wording is; of words in brackets, where the first of these opens."""
        stretches = self.stretches[siglum] or ((0, 0, True),)
        begins, at, bracketed = stretches[max(0, bisect_right(stretches, offset, key=lambda s: s[0]) - 1)]
        return at if bracketed else at + offset - begins


@dataclass(frozen=True, slots=True)
class Differing:
    """A delegation to whom a text gives other words than it has proposed: `proposed` became `now`, both in short.

    `at` is where; `torn` where its name stands beside others that do not count.
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
    found: dict[str, None] = {}
    torn: dict[str, int] = {}
    for run in scan(text, known | frozenset(sigla)):
        named = {name for p in run.pieces for name in (*p.names, *p.reserving, *p.bracketing)}
        if named and named <= known:
            runs.append(run)
        else:
            torn |= dict.fromkeys(named & known - torn.keys(), run.start)
        found |= dict.fromkeys(sorted(named & known))
    whose = [run.named() for run in runs]
    read = {s: _read(text, runs, [w.get(s, r.base) for w, r in zip(whose, runs, strict=True)]) for s in found}
    return Attributed(
        base="".join(words for words, _, _ in _read(text, runs, [run.base for run in runs])),
        wordings={s: "".join(words for words, _, _ in parts) for s, parts in read.items()},
        said={s: tuple(w[s] for w in whose if s in w) for s in found},
        torn=torn,
        stretches={s: tuple(_begins(parts)) for s, parts in read.items()},
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
        if siglum in found.torn:
            yield Differing(siglum, "", "", found.torn[siglum], torn=True)
            continue
        carried = [_carried(base, found.base, was) for was in proposed[siglum]]
        if now in carried or any(p.said.get(siglum) == found.said[siglum] for p in before):
            continue
        possible = [text for text in carried if text is not None] or proposed[siglum]
        was, changes = min(((text, diff(text, now)) for text in possible), key=lambda one: _size(one[1]))
        low, high = min(c.before.start for c in changes), max(c.before.end for c in changes)
        first, last = min(c.after.start for c in changes), max(c.after.end for c in changes)
        yield Differing(siglum, _short(was[low:high]), _short(now[first:last]), found.place(siglum, first))


def _read(text: str, runs: Sequence[Run], readings: Sequence[str]) -> list[tuple[str, int, bool]]:
    """The wording of one who has `readings`, in stretches: where each stands in the text, and whether in brackets."""
    literals = literals_around(text, runs, readings)
    found = []
    for n, literal in enumerate(literals):
        cut = bool(n) and not readings[n - 1]  # white space went from its beginning
        start = runs[n - 1].end if n else 0
        end = runs[n].start if n < len(runs) else len(text)
        whole = text[start:end]
        found.append((literal, start + (len(whole) - len(whole.lstrip()) if cut else 0), False))
        found += [(readings[n], runs[n].start, True)] if n < len(runs) else []
    return found


def _begins(parts: Sequence[tuple[str, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    lengths = accumulate((len(words) for words, _, _ in parts), initial=0)
    return ((begins, at, bracketed) for begins, (words, at, bracketed) in zip(lengths, parts, strict=False) if words)


def _carried(old: str, new: str, mine: str) -> str | None:
    made = rebase(old, new, mine)
    return None if made.conflicts else made.text


def _size(changes: Sequence[Change]) -> int:
    return sum(len(c.text) + c.before.end - c.before.start for c in changes)


def _short(words: str) -> str:
    every = words.split()
    return " ".join(every if len(every) <= MOST else [*every[: MOST // 2], "…", *every[-MOST // 2 :]])
