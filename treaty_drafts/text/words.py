"""Which words of one text gave way to which of another: the shortest way between them, tidied for a reader."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import regex
from diff_match_patch import diff_match_patch

from .chains import in_order

try:  # the compiled twin; tests assert that both give the same changes
    from fast_diff_match_patch import diff as fast_diff
except ImportError:  # no wheel for this Python
    fast_diff = None

# Tokens become private-use characters, so that no clean-up takes them for white space or punctuation.
PLANES = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE), range(0xE000, 0xF900))
CODES = [chr(code) for plane in PLANES for code in plane]
PHRASE = 5  # tokens: two words and the spaces around them


class Hunk(NamedTuple):
    """`a` to `a_end` of one sequence gave way to `b` to `b_end` of the other."""

    a: int
    a_end: int
    b: int
    b_end: int


class Codes(dict[str, str]):
    """A private-use character for each token, given out as tokens come."""

    def __missing__(self, token: str) -> str:
        code = self[token] = CODES[len(self)]
        return code

    def of(self, tokens: Sequence[str]) -> str:
        return "".join(map(self.__getitem__, tokens))


def in_characters(found: list[Hunk], a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """Hunks of tokens as hunks of characters."""
    at_a, at_b = [0, *accumulate(map(len, a))], [0, *accumulate(map(len, b))]
    return [Hunk(at_a[h.a], at_a[h.a_end], at_b[h.b], at_b[h.b_end]) for h in found]


def token_hunks(a: Sequence[str], b: Sequence[str], codes: Codes, *, tidy: bool = True) -> list[Hunk]:
    """The changed stretches, in tokens."""
    if len(codes) + len(a) + len(b) > len(CODES):
        codes = Codes()
    try:
        coded = codes.of(a), codes.of(b)
    except IndexError:  # more different words than there are private-use characters
        return [Hunk(0, len(a), 0, len(b))]
    found = _edited(*coded, tidy=tidy)
    if not tidy:
        return found
    parts = [part for h in found for part in (_around_brackets(h, *coded, a, b) if "[" in codes else (h,))]
    return _sentences(_rewritten([_slid(h, a, b) for h in parts], a, b), a, b)


def _edited(a: str, b: str, *, tidy: bool) -> list[Hunk]:
    return hunks_of(fast_edits(a, b, tidy=tidy) if has_fast_twin() else plain_edits(a, b, tidy=tidy))


def _around_brackets(hunk: Hunk, coded_a: str, coded_b: str, a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """What the clean-up made one change is taken apart again where brackets went: they weigh little for a reader."""
    gone = a[hunk.a : hunk.a_end]
    if hunk.b == hunk.b_end or not {"[", "]"}.intersection(gone):
        return [hunk]
    inner = _edited(coded_a[hunk.a : hunk.a_end], coded_b[hunk.b : hunk.b_end], tidy=False)
    moved = [Hunk(hunk.a + h.a, hunk.a + h.a_end, hunk.b + h.b, hunk.b + h.b_end) for h in inner]
    parts = _rewritten([_right(h, a, b) for h in moved], a, b)
    lost = sum(_letters(a[h.a : h.a_end]) for h in parts)
    return parts if _letters(gone) - lost >= KEPT * _letters(gone) else [hunk]


KEPT = 0.25  # of the letters around brackets that went, those that must stay for being several changes


def _letters(tokens: Sequence[str]) -> int:
    return sum(len(t) for t in tokens if t[0].isalnum())


def has_fast_twin() -> bool:
    """Whether the compiled diff-match-patch is there."""
    return fast_diff is not None


def plain_edits(a: str, b: str, *, tidy: bool = True) -> list[tuple[str, int]]:
    """How many characters to keep (=), remove (-) and add (+), by diff-match-patch without its clock."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(a, b, False)
    if tidy:
        engine.diff_cleanupSemantic(found)
    return [("=+-"[sign], len(text)) for sign, text in found]


def fast_edits(a: str, b: str, *, tidy: bool = True) -> list[tuple[str, int]]:
    """The same by the compiled twin."""
    cleanup = "Semantic" if tidy else "No"
    return list(fast_diff(a, b, timelimit=0, checklines=False, cleanup=cleanup, counts_only=True))


def hunks_of(edits: list[tuple[str, int]]) -> list[Hunk]:
    """Edits as the stretches that changed."""
    return list(_changed(edits))


def _changed(edits: list[tuple[str, int]]) -> Iterator[Hunk]:
    a = b = was_a = was_b = 0
    for sign, size in edits:
        if sign == "-":
            a += size
        elif sign == "+":
            b += size
        else:
            if a > was_a or b > was_b:
                yield Hunk(was_a, a, was_b, b)
            a, b = a + size, b + size
            was_a, was_b = a, b
    if a > was_a or b > was_b:
        yield Hunk(was_a, a, was_b, b)


SENTENCE_END = regex.compile(r"[.;:!?。；؟]+")


def _slid(hunk: Hunk, a: Sequence[str], b: Sequence[str]) -> Hunk:
    """An insertion or deletion moved to the left where it then begins with a sentence or paragraph."""
    if hunk.a < hunk.a_end and hunk.b < hunk.b_end:
        return hunk
    side, start, end = (b, hunk.b, hunk.b_end) if hunk.b < hunk.b_end else (a, hunk.a, hunk.a_end)
    best, by = _begins(side, start), 0
    for n in range(1, min(hunk.a, hunk.b, end - start) + 1):
        if side[start - n] != side[end - n]:
            break
        if _begins(side, start - n) > best:
            best, by = _begins(side, start - n), n
    return Hunk(hunk.a - by, hunk.a_end - by, hunk.b - by, hunk.b_end - by)


def _right(hunk: Hunk, a: Sequence[str], b: Sequence[str]) -> Hunk:
    """An insertion or deletion takes the space behind it along, not the one before."""
    if hunk.a < hunk.a_end and hunk.b < hunk.b_end:
        return hunk
    side, start = (b, hunk.b) if hunk.b < hunk.b_end else (a, hunk.a)
    fits = (
        side[start].isspace()
        and a[hunk.a_end : hunk.a_end + 1] == b[hunk.b_end : hunk.b_end + 1] == side[start : start + 1]
    )
    return Hunk(*(n + fits for n in hunk))


def _begins(tokens: Sequence[str], at: int) -> int:
    """Whether a paragraph (2) or a sentence (1) begins at a token."""
    if at == 0 or "\n" in tokens[at - 1]:
        return 2
    return int(at > 1 and tokens[at - 1].isspace() and SENTENCE_END.fullmatch(tokens[at - 2]) is not None)


FEW = 7  # tokens between two changes of a phrase, at most: three words
ISLAND = 4, 14  # letters changed to one that is kept between, on either side, and on both together: a rewritten phrase


def _rewritten(found: list[Hunk], a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """Changes of one phrase made one change where hardly any words stay between them: they would be islands."""
    made: list[Hunk] = []
    for hunk in found:
        while made and _is_island(made[-1], hunk, a, b):
            last = made.pop()
            hunk = Hunk(last.a, hunk.a_end, last.b, hunk.b_end)
        made.append(hunk)
    return made


def _is_island(one: Hunk, other: Hunk, a: Sequence[str], b: Sequence[str]) -> bool:
    between = a[one.a_end : other.a]
    if len(between) > FEW or any("\n" in t for t in between):
        return False
    kept = max(1, _letters(between))
    changed = [max(_letters(a[h.a : h.a_end]), _letters(b[h.b : h.b_end])) for h in (one, other)]
    return kept * ISLAND[0] <= min(changed) or kept * ISLAND[1] <= sum(changed)


LONG = 11  # tokens: what is replaced by at least six words may be a whole sentence
EDGE = 9  # tokens that such a sentence may keep at either end
FEWER = 3  # letters changed in it to one that is kept


def _sentences(found: list[Hunk], a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """Where only a few words at the edges of a sentence stay, the whole sentence is replaced."""
    made: list[Hunk] = []
    for n, hunk in enumerate(found):
        if min(hunk.a_end - hunk.a, hunk.b_end - hunk.b) < LONG:
            made.append(hunk)
            continue
        least, most = made[-1].a_end if made else 0, found[n + 1].a if n + 1 < len(found) else len(a)
        left = next((k for k in range(min(EDGE, hunk.a - least) + 1) if _begins(a, hunk.a - k)), None)
        right = next((k for k in range(min(EDGE, most - hunk.a_end) + 1) if _ends(a, hunk.a_end + k)), None)
        if left is not None and right is not None:
            while right and a[hunk.a_end + right - 1].isspace():
                right -= 1
            kept = sum(map(len, (*a[hunk.a - left : hunk.a], *a[hunk.a_end : hunk.a_end + right])))
            changed = min(sum(map(len, a[hunk.a : hunk.a_end])), sum(map(len, b[hunk.b : hunk.b_end])))
            if kept * FEWER <= changed:
                hunk = Hunk(hunk.a - left, hunk.a_end + right, hunk.b - left, hunk.b_end + right)
        made.append(hunk)
    return made


def _ends(tokens: Sequence[str], at: int) -> bool:
    """Whether a sentence or paragraph ends before a token."""
    return at == len(tokens) or "\n" in tokens[at] or _begins(tokens, at) > 0


def anchored(a: Sequence[str], b: Sequence[str], width: int = PHRASE) -> list[Hunk]:
    """Changes that keep what both begin and end with, and runs of `width` tokens that each has once, in the same order
    (as patience diff does): their cost does not grow with what differs."""
    both = min(len(a), len(b))
    head = next((n for n in range(both) if a[n] != b[n]), both)
    tail = next((n for n in range(both - head) if a[-1 - n] != b[-1 - n]), both - head)
    ends_a, ends_b = len(a) - tail, len(b) - tail
    once_a, once_b = _once(a[head:ends_a], width), _once(b[head:ends_b], width)
    common = [(head + n, head + once_b[run]) for run, n in once_a.items() if run in once_b]
    found: list[Hunk] = []
    at, was = head, head
    for m, n in [*in_order([(m, n, 1) for m, n in common]), (ends_a, ends_b)]:
        if m > at or n > was:
            found.append(Hunk(at, m, was, n))
        at, was = m + 1, n + 1
    return found


def _once(pieces: Sequence[str], width: int) -> dict[tuple[str, ...], int]:
    """Where each run of `width` pieces begins that is there once."""
    runs = list(zip(*(pieces[n:] for n in range(width)), strict=False))
    counts = Counter(runs)
    return {run: n for n, run in enumerate(runs) if counts[run] == 1}
