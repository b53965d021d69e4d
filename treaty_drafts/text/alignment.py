"""What differs between a text and others: paragraphs are paired first, then words are compared where they belong."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .paragraph_pairs import SENTENCE, Block, Pieces, pair
from .tokens import tokenize
from .words import Codes, Hunk, anchored, in_characters, token_hunks

LIMIT = 3000 * 3000  # words of one side times words of the other: of one paragraph up to this all at once
SMALL = 600 * 600  # and of paragraphs that are not alike


class Difference(NamedTuple):
    """A stretch `a` of one text gave way to `b` of the other (characters). Of a moved paragraph one of them is empty,
    and `twin` is where the other text has it."""

    a: tuple[int, int]
    b: tuple[int, int]
    twin: tuple[int, int] | None = None


class Aligner:
    """A text, prepared for comparing others with it. `tidy` for a reader; else the shortest way."""

    def __init__(self, text: str, *, tidy: bool = True) -> None:
        self.pieces = Pieces(text)
        self._tidy = tidy
        self._codes = Codes()
        self._known: dict[tuple[str, str], list[Hunk]] = {}

    def differences(self, other: str) -> list[Difference]:
        """What differs, in order; stretches that touch are one, whole paragraphs that went or came aside."""
        found: list[Difference] = []
        for one in self._differences(Pieces(other)):
            last = found[-1] if found else None
            if last and _touch(last, one) and not self._ends_paragraph(last, other):
                found[-1] = Difference((last.a[0], one.a[1]), (last.b[0], one.b[1]))
            else:
                found.append(one)
        return found

    def _ends_paragraph(self, one: Difference, other: str) -> bool:
        """Whether whole paragraphs were put in or taken out: what follows is a change of its own."""
        if one.a[0] < one.a[1] and one.b[0] < one.b[1]:
            return False
        text, (start, end) = (other, one.b) if one.b[0] < one.b[1] else (self.pieces.text, one.a)
        return text[end - 1] == "\n" and text[start - 1 : start] in ("", "\n")

    def _differences(self, other: Pieces) -> Iterator[Difference]:
        for block in pair(self.pieces, other):
            if block.twin:
                yield Difference(block.a, block.b, block.twin)
                continue
            a, b = self.pieces.text[slice(*block.a)], other.text[slice(*block.b)]
            for h in self._hunks(a, b, block) if a != b else ():
                yield Difference((block.a[0] + h.a, block.a[0] + h.a_end), (block.b[0] + h.b, block.b[0] + h.b_end))

    def moved(self, other: str, a: tuple[int, int], b: tuple[int, int]) -> list[Difference]:
        """What differs inside a moved paragraph, that is `a` here and `b` in the other text."""
        whole = self._hunks(self.pieces.text[slice(*a)], other[slice(*b)], Block(a, b))
        return [Difference((a[0] + h.a, a[0] + h.a_end), (b[0] + h.b, b[0] + h.b_end)) for h in whole]

    def _hunks(self, a: str, b: str, block: Block) -> list[Hunk]:
        if not a or not b:
            return [Hunk(0, len(a), 0, len(b))]
        if (a, b) not in self._known:
            head, tail = _same_sentences(a, b)
            one, other = a[head : len(a) - tail], b[head : len(b) - tail]
            self._known[a, b] = list(_shifted(self._compared(one, other, block.alike, sentences=True), head, head))
        return self._known[a, b]

    def _compared(self, a: str, b: str, alike: bool, *, sentences: bool) -> Iterator[Hunk]:
        """Hunks of words; of sentences first where there are too many words."""
        words_a, words_b = tokenize(a), tokenize(b)
        if len(words_a) * len(words_b) <= (LIMIT if alike else SMALL):
            yield from in_characters(
                token_hunks(words_a, words_b, self._codes, tidy=self._tidy or not alike), words_a, words_b
            )
        elif sentences:
            for block in pair(Pieces(a, SENTENCE), Pieces(b, SENTENCE), moves=False):
                yield from self._in_sentences(a, b, block)
        elif alike:
            for h in in_characters(anchored(words_a, words_b), words_a, words_b):
                yield from _shifted(self._small(a[h.a : h.a_end], b[h.b : h.b_end]), h.a, h.b)
        else:
            yield Hunk(0, len(a), 0, len(b))

    def _in_sentences(self, a: str, b: str, block: Block) -> Iterator[Hunk]:
        one, other = a[slice(*block.a)], b[slice(*block.b)]
        if one != other:
            whole = [Hunk(0, len(one), 0, len(other))]
            found = self._compared(one, other, block.alike, sentences=False) if one and other else whole
            yield from _shifted(found, block.a[0], block.b[0])

    def _small(self, a: str, b: str) -> list[Hunk]:
        """The words of what is left between two anchors; all of them where there are too many."""
        words_a, words_b = tokenize(a), tokenize(b)
        if not a or not b or len(words_a) * len(words_b) > LIMIT:
            return [Hunk(0, len(a), 0, len(b))]
        return in_characters(token_hunks(words_a, words_b, self._codes, tidy=self._tidy), words_a, words_b)


def _touch(one: Difference, other: Difference) -> bool:
    return not one.twin and not other.twin and one.a[1] == other.a[0] and one.b[1] == other.b[0]


def _shifted(found, a: int, b: int) -> Iterator[Hunk]:  # type: ignore[no-untyped-def]
    return (Hunk(a + h.a, a + h.a_end, b + h.b, b + h.b_end) for h in found)


STOP = re.compile(r"[.;] ")


def _same_sentences(a: str, b: str) -> tuple[int, int]:
    """How many characters of whole sentences two paragraphs begin with and end with alike: no words need be looked at
    there."""
    both, head = min(len(a), len(b)), 0
    while (stop := STOP.search(a, head)) and a[head : stop.end()] == b[head : stop.end()]:
        head = stop.end()
    if head < 2 or a[head : head + 1].isspace() or b[head : head + 1].isspace():
        head = 0
    at, first, shift, tail = len(a), len(a) - both + head, len(b) - len(a), 0
    while (n := max(a.rfind(". ", first, at), a.rfind("; ", first, at))) >= 0:
        if a[n:at] != b[n + shift : at + shift]:
            break
        at, tail = n, len(a) - n - 2
    return head, 0 if tail and a[-tail].isspace() else tail
