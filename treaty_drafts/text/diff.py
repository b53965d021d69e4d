"""Word-level changes between two texts, and the way back: `apply(a, diff(a, b)) == b`."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

from .errors import TextError
from .span import Span
from .tokens import tokenize

try:  # the compiled twin; tests assert that both give the same changes
    from fast_diff_match_patch import diff as fast_diff
except ImportError:  # no wheel for this Python
    fast_diff = None

# Tokens become private-use characters, so that no clean-up takes them for white space or punctuation.
PLANES = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE), range(0xE000, 0xF900))
CODES = [chr(code) for plane in PLANES for code in plane]

# Above this many tokens unchanged paragraphs are taken out first: the word diff is quadratic in what differs.
WHOLE_TEXT = 6000
LIMIT = 3000 * 3000  # tokens on one side times tokens on the other: a stretch above it is compared in smaller pieces
ALL_AT_ONCE = 200_000_000  # but not where all that differs is below this: 1 to 2 seconds, two revisions of a treaty
PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
SENTENCE = re.compile(r"[^.;。؟]*[.;。؟]+\s*|[^.;。؟]+")
PIECES = (PARAGRAPH, SENTENCE, None)  # None: words, in phrases that both texts have once
PHRASE = 5  # tokens: two words and the spaces around them


class ChangeKind(StrEnum):
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` in the earlier text gave way to `after` in the later one, which reads `text` there."""

    kind: ChangeKind
    before: Span
    after: Span
    text: str


def diff(before: str, after: str) -> tuple[Change, ...]:
    """The changes from `before` to `after`, in order; outside them the two texts are equal."""
    return tuple(_changes(_word_edits(before, after)))


def apply(before: str, changes: tuple[Change, ...]) -> str:
    """The later text. Raises `TextError` where a change does not fit `before`."""
    parts, at = [], 0
    for change in changes:
        if not at <= change.before.start <= change.before.end <= len(before):
            raise TextError("a change lies outside the text or out of order", change.before.start)
        parts += [before[at : change.before.start], change.text]
        at = change.before.end
    return "".join([*parts, before[at:]])


def _word_edits(before: str, after: str) -> Iterator[tuple[int, str]]:
    a, b = tokenize(before), tokenize(after)
    yield from edits(a, b) if len(a) + len(b) <= WHOLE_TEXT else _by_pieces(before, after, PIECES, ALL_AT_ONCE)


def _by_pieces(
    before: str, after: str, pieces: tuple[re.Pattern[str] | None, ...], together: int
) -> Iterator[tuple[int, str]]:
    """Edits of words in what differs when larger `pieces` are compared; where that is too long, of smaller ones.

    What differs is not too long, whatever its parts, if its cost `together` is below that bound.
    """
    first, width = pieces[0], 1 if pieces[0] else PHRASE
    a, b = (tuple(first.findall(text)) if first else tokenize(text) for text in (before, after))
    stretches = list(_stretches(edits(a, b) if len(a) * len(b) <= LIMIT else _anchored(a, b, width)))
    cost = sum(len(tokenize(removed)) * len(tokenize(added)) for removed, added, _ in stretches)
    for removed, added, kept in stretches:
        was, now = tokenize(removed), tokenize(added)
        if len(was) * len(now) <= LIMIT or cost <= together:
            yield from edits(was, now)
        elif pieces[1:]:
            yield from _by_pieces(removed, added, pieces[1:], LIMIT)
        else:
            yield from ((-1, removed), (1, added))
        yield 0, kept


def _stretches(found: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str, str]]:
    """What is removed and added at each place, and what is kept behind it."""
    parts: dict[int, list[str]] = {-1: [], 1: []}
    for sign, text in (*found, (0, "")):
        if sign:
            parts[sign].append(text)
        else:
            yield "".join(parts[-1]), "".join(parts[1]), text
            parts = {-1: [], 1: []}


def _anchored(a: tuple[str, ...], b: tuple[str, ...], width: int) -> Iterator[tuple[int, str]]:
    """Edits that keep what both begin and end with, and runs of `width` pieces that each has once, in the same order
    (as patience diff does): their cost does not grow with what differs."""
    both = min(len(a), len(b))
    head = next((n for n in range(both) if a[n] != b[n]), both)
    tail = next((n for n in range(both - head) if a[-1 - n] != b[-1 - n]), both - head)
    ends_a, ends_b = len(a) - tail, len(b) - tail
    once_a, once_b = _once(a[head:ends_a], width), _once(b[head:ends_b], width)
    common = [(head + n, head + once_b[run]) for run, n in once_a.items() if run in once_b]
    kept = (
        [(n, n) for n in range(head)]
        + _in_order(common)
        + list(zip(range(ends_a, len(a)), range(ends_b, len(b)), strict=True))
    )
    at = was = 0
    for m, n in kept:
        yield from ((-1, "".join(a[at:m])), (1, "".join(b[was:n])), (0, a[m]))
        at, was = m + 1, n + 1
    yield from ((-1, "".join(a[at:])), (1, "".join(b[was:])))


def _once(pieces: tuple[str, ...], width: int) -> dict[tuple[str, ...], int]:
    """Where each run of `width` pieces begins that is there once."""
    runs = list(zip(*(pieces[n:] for n in range(width)), strict=False))
    counts = Counter(runs)
    return {run: n for n, run in enumerate(runs) if counts[run] == 1}


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of `pairs`, which rise on the left, that rise on the right too."""
    ends: list[int] = []  # the smallest right end of a chain of each length
    last: list[int] = []  # and the pair that it belongs to
    before: list[int] = []
    for n, (_, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        last[length : length + 1] = [n]
    chain, n = [], last[-1] if last else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def edits(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, str]]:
    """What to keep (0), remove (-1) and add (1) to come from the tokens `a` to `b`."""
    distinct = dict.fromkeys([*a, *b])
    if len(distinct) > len(CODES):
        return [(-1, "".join(a)), (1, "".join(b))]
    code = dict(zip(distinct, CODES, strict=False))
    token = dict(zip(CODES, distinct, strict=False))
    coded = "".join(map(code.__getitem__, a)), "".join(map(code.__getitem__, b))
    found = fast_edits(*coded) if has_fast_twin() else plain_edits(*coded)
    return [(sign, "".join(map(token.__getitem__, text))) for sign, text in found]


def has_fast_twin() -> bool:
    """Whether the compiled diff-match-patch is there."""
    return fast_diff is not None


def plain_edits(a: str, b: str) -> list[tuple[int, str]]:
    """Edits by diff-match-patch, without its clock, tidied for a reader."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(a, b, False)
    engine.diff_cleanupSemantic(found)
    return list(found)


def fast_edits(a: str, b: str) -> list[tuple[int, str]]:
    """The same by the compiled twin."""
    found = fast_diff(a, b, timelimit=0, checklines=False, cleanup="Semantic", counts_only=False)
    return [({"=": 0, "-": -1, "+": 1}[sign], text) for sign, text in found]


def _changes(edits: Iterator[tuple[int, str]]) -> Iterator[Change]:
    at = was = 0
    removed, added = "", ""
    for sign, text in [*edits, (0, "")]:
        if sign < 0:
            removed += text
        elif sign > 0:
            added += text
        elif text or removed or added:
            if removed != added:
                kind = ChangeKind.REPLACE if removed and added else ChangeKind.DELETE if removed else ChangeKind.INSERT
                yield Change(kind, Span(was, was + len(removed)), Span(at, at + len(added)), added)
            was += len(removed) + len(text)
            at += len(added) + len(text)
            removed, added = "", ""
