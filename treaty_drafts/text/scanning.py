"""Find the runs of a consolidated text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set

from .errors import AmbiguousText
from .grammar import BRACKET, MARK, NO_TEXT, Found, Style, found_in, options_in, stands
from .runs import Run


def scan(text: str, sigla: Set[str]) -> Iterator[Run]:
    """The runs of `text`, left to right.

    Raises `AmbiguousText` at a printed mark, and at a run that both styles can read.
    """
    brackets = Brackets(text, sigla)
    at = 0
    while run := brackets.run_from(at):
        yield run
        at = run.end


STANDING = 12  # alternatives at most that stand in the base of one run
Opened = list[tuple[int, Found]]  # where each bracket opens, and what is in it


class Brackets:
    """The brackets of one text, paired once, and the runs that begin at them. What `skip` spans is passed over."""

    def __init__(self, text: str, sigla: Set[str], skip: Sequence[tuple[int, int]] = ()) -> None:
        self._text, self._sigla = text, sigla
        self._skip = dict(skip)
        self._stops = sorted(self._skip)
        self._partner: dict[int, int] = {}
        self._inside: dict[int, tuple[int, int]] = {}  # where the first bracket inside stands, and the last one
        opened: list[tuple[int, int]] = []
        places = [m.start() for m in BRACKET.finditer(text)]
        for n, at in enumerate(places):
            if text[at] == "[":
                opened.append((at, n))
            elif opened:
                start, first = opened.pop()
                self._partner[start] = at
                self._inside[start] = places[first + 1], places[n - 1]

    def run_from(self, at: int) -> Run | None:
        """The first run that begins at `at` or later. Raises `AmbiguousText` as `scan` does."""
        while (found := self._text.find("[", at)) >= 0:
            stop = bisect_left(self._stops, at)
            if stop < len(self._stops) and self._stops[stop] <= found:
                at = self._skip[self._stops[stop]]
                continue
            if self._text[found - 1 : found] == MARK:
                raise AmbiguousText("marked: the string alone does not tell whose wording this is", found)
            if run := self._run(found):
                return run
            at = found + 1
        return None

    def _run(self, at: int) -> Run | None:
        """The run that begins at the bracket `at`; None where that is plain text."""
        un, trade = self._run_in(Style.UN, at), self._run_in(Style.TRADE, at)
        if un and trade:
            if un[0][1].piece.stated == trade[0][1].piece.stated:
                raise AmbiguousText("a bracket that can be read in two styles", at)
            return self._made(at, un if un[0][1].piece.stated else trade)
        return self._made(at, un or trade) if un or trade else None

    def _made(self, start: int, found: Opened) -> Run:
        pieces = [f.piece._replace(text=self._text[f.start : f.end]) for _, f in found]
        places = [n for n, p in enumerate(pieces) if not p.holders and not (n and self._is_no_text(found[n][1]))]
        end = self._partner[found[-1][0]] + 1
        words = [(p.start, p.end) for _, p in found]
        marked = bool(places) and self._marked(found)
        if len(places) > 1 or marked or (places and pieces[0].retainers):
            return Run(start, end, tuple(pieces), "".join(f"[{pieces[n].text}]" for n in places), tuple(words))
        cut = iter(options_in([p.text for p in pieces if p.text]) or ())
        label = [next(cut, 0) if p.text else 0 for p in pieces]
        pieces = [p._replace(text=p.text[n:]) for p, n in zip(pieces, label, strict=True)]
        words = [(a + n, b) for (a, b), n in zip(words, label, strict=True)]
        return Run(start, end, tuple(pieces), pieces[0].text if places else "", tuple(words))

    def _marked(self, found: Opened) -> bool:
        """Whether `no text` says that the first wording stands in brackets by itself."""
        return len(found) > 1 and stands(found[0][1].piece) and self._is_no_text(found[1][1])

    def _is_no_text(self, one: Found) -> bool:
        return one.end - one.start == len(NO_TEXT) and self._text.startswith(NO_TEXT, one.start)

    def _run_in(self, style: Style, at: int) -> Opened:
        found: Opened = []
        named: set[str] = set()
        said = False
        while at in self._partner and not (found and at in self._skip) and not (found and self._text[at - 1] == MARK):
            first, last = self._inside[at]
            one = found_in(self._text, (at + 1, self._partner[at]), (first, last + 1), self._sigla, style)
            if one is None:
                break
            piece = one.piece
            if not named.isdisjoint(piece.names) or len(set(piece.names)) < len(piece.names):
                break
            if found and not piece.holders and not (stands(piece) and self._may_stand([p for _, p in found])):
                break
            named.update(piece.names)
            said = said or bool(piece.reserving or piece.bracketing)
            found.append((at, one))
            at = self._partner[at] + 1
        return found if named or said else []

    def _may_stand(self, before: list[Found]) -> bool:
        """Whether one more alternative can stand behind these."""
        if len(before) > STANDING or not all(stands(f.piece) for f in before):
            return False
        return not (len(before) > 1 and self._is_no_text(before[-1]))
