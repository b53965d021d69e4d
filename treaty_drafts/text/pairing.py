"""Which `[` belongs to which `]`, and which have no partner. docs/architecture.md says why it is done so.

Inside a unit (an article, a numbered paragraph that stands in none) a stack decides. What is left over there may belong
to a bracket around several units; such a bracket opens where a paragraph begins and closes where a line ends. Anything
else that is left was lost, and its loss stays in its own unit.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from .headings import PARAGRAPH_START


@dataclass(frozen=True, slots=True)
class Problem:
    """A bracket at `offset` without its partner: `unopened` or `unclosed`."""

    offset: int
    what: str


Pair = tuple[int, int]  # where a bracket opens, and where it ends


def paired(text: str, units: Sequence[int]) -> tuple[list[Pair], list[Problem]]:
    """The matched brackets in the order in which they open, and those without a partner. `units` are their starts."""
    paragraphs = _Paragraphs(text)
    pairs: list[Pair] = []
    left: list[int] = []
    for places in _by_unit(text, units):
        inside, alone = _stacked(text, places)
        if alone and inside:
            inside, alone = _swapped(text, inside, alone, paragraphs, lambda at: int(_at_an_edge(text, at)))
        pairs += inside
        left += alone
    around = _around(text, left, units)
    used = {place for start, end in around for place in (start, end - 1)}
    lost = [at for at in left if at not in used]
    pairs = sorted(pairs + around)
    if lost and pairs:
        pairs, lost = _swapped(text, pairs, lost, paragraphs, lambda at: _rank(text, at, units) // 2)
    return pairs, [Problem(at, "unclosed" if text[at] == "[" else "unopened") for at in lost]


def _around(text: str, left: list[int], units: Sequence[int]) -> list[Pair]:
    """Pairs across units: the best placed brackets find each other first, so long as no fewer find a partner."""
    all_of_them, _ = _stacked(text, left)
    if not all_of_them or len(left) == 2:
        return all_of_them
    ranks = {at: _rank(text, at, units) for at in left}
    for levels in ((2, 1, 0), (1, 0)):
        found: list[Pair] = []
        for level in levels:
            found = _walled(text, [at for at in left if ranks[at] >= level], found)
        if len(found) == len(all_of_them):
            return found
    return all_of_them


def _walled(text: str, places: list[int], walls: list[Pair]) -> list[Pair]:
    """`walls` and the pairs among `places` that cross none of them."""
    ends = {start: end - 1 for start, end in walls}
    closing = set(ends.values())
    found = list(walls)
    open_: list[list[int]] = [[]]  # one list for each wall that stands open
    for at in places:
        if at in ends:
            open_.append([])
        elif at in closing:
            open_.pop()
        elif text[at] == "[":
            open_[-1].append(at)
        elif open_[-1]:
            found.append((open_[-1].pop(), at + 1))
    return found


def _rank(text: str, at: int, units: Sequence[int]) -> int:
    """2 where a bracket opens or closes a whole unit, 1 where it opens or closes a paragraph, else 0."""
    if not _at_an_edge(text, at):
        return 0
    n = bisect_right(units, at)
    if text[at] == "[":
        start = units[n - 1] if n else 0
        return 2 if at - start <= LABEL and not WORDS.search(text, start, at) else 1
    end = units[n] if n < len(units) else len(text)
    return 2 if _ends_a_sentence(text, at) and not LETTER.search(text, at, min(end, at + 4 * LABEL)) else 1


def _by_unit(text: str, units: Sequence[int]) -> Iterator[list[int]]:
    """The places of the brackets of each unit."""
    places: list[int] = []
    borders = iter([*units, len(text) + 1])
    border = next(borders)
    for found in BRACKET.finditer(text):
        if found.start() >= border:
            yield places
            places = []
            while found.start() >= border:
                border = next(borders)
        places.append(found.start())
    yield places


def _stacked(text: str, places: Sequence[int]) -> tuple[list[Pair], list[int]]:
    """The pairs among `places`, and the places without a partner, each in order."""
    pairs: list[Pair] = []
    open_: list[int] = []
    unopened: list[int] = []
    for at in places:
        if text[at] == "[":
            open_.append(at)
        elif open_:
            pairs.append((open_.pop(), at + 1))
        else:
            unopened.append(at)
    return sorted(pairs), unopened + open_


def _swapped(
    text: str, pairs: list[Pair], alone: list[int], paragraphs: "_Paragraphs", placed: Callable[[int], int]
) -> tuple[list[Pair], list[int]]:
    """Give the partner of a bracket in mid-sentence to one that is well `placed` and has none.

    `[1. Each [shall act. (new line) 2. All [may] act.]` has lost the bracket behind "shall", not the one that closes.
    """
    outer = _outermost(pairs)
    found, left = set(pairs), []
    for low, at, high in _neighbourhoods(text, alone, len(text)):
        swap = None
        if placed(at):
            near = outer[bisect_right(outer, (low, 0)) : bisect_right(outer, (high, 0))]
            fits = (p for p in near if paragraphs.of(p[0]) != paragraphs.of(p[1] - 1) and p in found)
            kept, given_up = (1, 0) if text[at] == "[" else (0, 1)
            swap = next(
                (p for p in fits if placed(p[kept] - kept) and _is_worse(text, p[given_up] - given_up, at)), None
            )
        if swap is None:
            left.append(at)
            continue
        found.discard(swap)
        found.add((at, swap[1]) if text[at] == "[" else (swap[0], at + 1))
        left.append(swap[0] if text[at] == "[" else swap[1] - 1)
    return sorted(found), sorted(left)


def _is_worse(text: str, one: int, other: int) -> bool:
    """Whether bracket `one` stands in mid-sentence, as `other` does not."""
    if text[one] == "]" and _ends_a_sentence(text, other):
        return not (_at_an_edge(text, one) and _ends_a_sentence(text, one))
    return not _at_an_edge(text, one)


def _ends_a_sentence(text: str, at: int) -> bool:
    """Whether the bracket closes behind a full stop or the like."""
    return text[max(0, at - LABEL) : at].rstrip("[]*_ \n\t")[-1:] in CLOSING


def _neighbourhoods(text: str, alone: list[int], end: int) -> Iterator[tuple[int, int, int]]:
    """For each lone bracket the stretch in which its partner would stand, up to the next lone one."""
    for before, at, after in zip([-1, *alone], alone, [*alone[1:], end], strict=False):
        yield (at, at, after) if text[at] == "[" else (before, at, at)


def _outermost(pairs: list[Pair]) -> list[Pair]:
    """The pairs that stand in no other pair."""
    found: list[Pair] = []
    for pair in pairs:
        if not found or pair[0] >= found[-1][1]:
            found.append(pair)
    return found


def _at_an_edge(text: str, at: int) -> bool:
    """Whether a bracket opens where a paragraph begins, or closes where a line ends."""
    if text[at] == "]":
        return bool(CLOSES.match(text, at + 1, min(at + 1 + LABEL, len(text))))
    line = max(text.rfind("\n", max(0, at - LABEL), at) + 1, at - LABEL, 0)
    whole = line == 0 or text[line - 1] == "\n"
    return whole and bool(BEGINS.fullmatch(text, line, at))


class _Paragraphs:
    """The paragraphs of a text, found when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def of(self, at: int) -> int:
        """The number of the paragraph in which the character `at` stands."""
        if self._starts is None:
            self._starts = [m.end() for m in PARAGRAPH_START.finditer(self._text)]
        return bisect_right(self._starts, at)


BRACKET = regex.compile(r"[\[\]]")
CLOSING = tuple('.;:,!?)”"’')  # a bracket around a sentence closes behind its full stop
LETTER = regex.compile(r"\p{L}")
WORDS = regex.compile(r"\p{Ll}{2,}+[ ,]+\p{Ll}")  # a sentence, and not a heading or a number
LABEL = 120  # characters of a line that are looked at in front of a bracket or behind it
# In front of a bracket that opens a paragraph: indent, brackets, emphasis, a number, a letter, "Option 2:", a title.
BEGINS = regex.compile(
    r"[\s\[*_({>#•–-]*+"
    r"(?:(?:\d{1,3}(?:\.\d{1,2})*+(?:[ ]?(?:bis|ter|quater))?|\([a-z]{1,4}\)|[A-Za-z]|[IVX]{1,5})[.)]?[\s\[*_]*+)?"
    r"(?:(?:Option|OPTION|Alternative|ALT|Alt)\b.{0,12}?[:.*][\s\[*:]*+)?"
    r"(?:\*\*[^*\n\[\]]{1,60}\*\*[\s:\[]*+)?"
    r"(?:\[?[A-Z][A-Za-z/;, ]{1,60}:[ ]*+\[*+)?"
)
CLOSES = regex.compile(r"[\]*_.,;:)”\"’ \t]*+(?:\d{1,2}[.]?|\[\^?\d{1,3}\])?(?:[ \t\f\r]*+(?:\n|\Z|\*?[{]))")
