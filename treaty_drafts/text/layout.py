"""White space as another text has it: a file that was laid out anew says the same."""

from itertools import pairwise

import regex

from .words import Codes, Hunk, anchored, token_hunks

WORD = regex.compile(r"\S+")
LIMIT = 3000 * 3000  # words of one text times words of the other, up to which the shortest way is looked for


def laid_out_as(text: str, other: str) -> str:
    """`text` with the white space of `other` between words that stand side by side in both, where a line begins there
    in both or in neither."""
    words, others = (WORD.findall(t) for t in (text, other))
    if not words or not others:
        return text
    gaps, wanted = (WORD.split(t) for t in (text, other))
    few = len(words) * len(others) <= LIMIT
    hunks = token_hunks(words, others, Codes(), tidy=False) if few else anchored(words, others)
    for start, end, shift in _same(list(hunks), len(words)):
        for n in range(start, min(end + 1, len(words))):
            there = wanted[n + shift]
            inside = (gaps[n] and there) or n == n + shift == 0
            gaps[n] = there if inside and ("\n" in gaps[n]) == ("\n" in there) else gaps[n]
    return gaps[0] + "".join(word + gap for word, gap in zip(words, gaps[1:], strict=True))


def _same(hunks: list[Hunk], count: int) -> list[tuple[int, int, int]]:
    """The runs of words that both texts have: from, to, and how much further on the other has them."""
    edges = [Hunk(0, 0, 0, 0), *hunks, Hunk(count, count, 0, 0)]
    return [(a.a_end, b.a, a.b_end - a.a_end) for a, b in pairwise(edges) if a.a_end < b.a]
