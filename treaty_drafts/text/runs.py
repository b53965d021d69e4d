"""The grammar of a consolidated text, one for writer and reader: a run is brackets with nothing between them.

`un` style, holders behind the last ` - `; the wording of the base first and bare:

    Each Party [shall][should - AA] act [promptly - AA] to prevent harm[, where feasible - BB delete].

`trade` style, holders before the first `: `:

    Each Party [shall][AA propose: should] act [AA propose: promptly] to prevent harm[BB oppose: , where feasible].

Who reserves on the base wording or asks for brackets around it, without a wording of its own, is named there too, and
holds the base: `[where feasible - BB reserve; CC bracket]`.

Who is not named holds the base. `base` is a reserved siglum: it stands in a base wording that could be taken
for one with holders, and as an empty base where a run could be read in both styles.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .collate import Site
from .errors import AmbiguousText, TextError

BASE = "base"
MARK = "※"  # printed before a bracket that the string alone cannot tell apart
DELETES = {"un": " delete", "trade": " oppose"}
HOLDS = {"un": "", "trade": " propose"}
RESERVES, BRACKETS = " reserve", " bracket"


class Style(StrEnum):
    UN = "un"
    TRADE = "trade"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Piece:
    """One bracket of a run: a wording, and who holds or deletes it. `bare` without names, `stated` with `base`."""

    text: str
    holders: tuple[str, ...] = ()
    deleters: tuple[str, ...] = ()
    stated: bool = False
    reserving: tuple[str, ...] = ()
    bracketing: tuple[str, ...] = ()

    @property
    def is_base(self) -> bool:
        return not self.holders


@dataclass(frozen=True, slots=True)
class Run:
    """A run found in a string, from `start` to `end` (code points)."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    def reading(self, siglum: str) -> str:
        """What `siglum` has here; who is not named has the base."""
        for piece in self.pieces:
            if siglum in piece.holders:
                return piece.text
            if siglum in piece.deleters:
                return ""
        return self.pieces[0].text if self.pieces[0].is_base else ""


def check_sigla(sigla: Set[str]) -> None:
    """Raise `TextError` for a siglum that the notation cannot carry."""
    for siglum in sigla:
        reserved = siglum == BASE or siglum.endswith((*DELETES.values(), " propose", RESERVES, BRACKETS))
        if reserved or siglum != siglum.strip() or not siglum or any(c in siglum for c in ",;:[]\n") or " - " in siglum:
            raise TextError(f"{siglum!r} cannot stand as a delegation's code in a consolidated text")


def write_run(site: Site, style: Style, sigla: Set[str], *, stated: bool = False) -> str:
    """A site as brackets; `stated` writes the base wording out even where it is empty."""
    base, others = site.readings[0], [r for r in site.readings[1:] if r.text]
    if style is Style.ANONYMOUS:
        return "".join(f"[{r.text}]" for r in (base, *others) if r.text)
    gone = tuple(s for r in site.readings[1:] if not r.text for s in r.sigla)
    stated = stated or any(_piece(base.text, sigla, s) != Piece(base.text) for s in (Style.UN, Style.TRADE))
    on_base = (site.reserving, site.bracketing)
    pieces = [Piece(base.text, (), gone, stated, *on_base)] if base.text or stated or any(on_base) else []
    pieces += [Piece(r.text, r.sigla) for r in others]
    return "".join(map(_write_un if style is Style.UN else _write_trade, pieces))


def _write_un(piece: Piece) -> str:
    names = _names(piece, "un")
    return f"[{piece.text} - {names}]" if names else f"[{piece.text}]"


def _write_trade(piece: Piece) -> str:
    names = _names(piece, "trade")
    return f"[{names}: {piece.text}]" if names else f"[{piece.text}]"


def _names(piece: Piece, style: str) -> str:
    clauses = [BASE] if piece.stated else []
    said = ((piece.reserving, RESERVES), (piece.bracketing, BRACKETS))
    for names, verb in ((piece.holders, HOLDS[style]), (piece.deleters, DELETES[style]), *said):
        if names:
            clauses.append(", ".join(sorted(names, key=str.casefold)) + verb)
    return "; ".join(clauses)


BRACKET = re.compile(r"[\[\]]")


class _Found(NamedTuple):
    """A piece of which the wording has not been cut out: brackets in brackets would be cut out again and again."""

    start: int
    end: int
    holders: tuple[str, ...] = ()
    deleters: tuple[str, ...] = ()
    stated: bool = False
    reserving: tuple[str, ...] = ()
    bracketing: tuple[str, ...] = ()


def scan(text: str, sigla: Set[str]) -> Iterator[Run]:
    """The runs of `text`, left to right.

    Raises `AmbiguousText` at a printed mark, and at a run that both styles can read.
    """
    brackets = Brackets(text, sigla)
    at = 0
    while run := brackets.run_from(at):
        yield run
        at = run.end


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
            if un[0].stated == trade[0].stated:
                raise AmbiguousText("a bracket that can be read in two styles", at)
            return self._made(at, un if un[0].stated else trade)
        return self._made(at, un or trade) if un or trade else None

    def _made(self, start: int, pieces: list[_Found]) -> Run:
        end = start
        for _ in pieces:
            end = self._partner[end] + 1
        texts = [self._text[p.start : p.end] for p in pieces]
        return Run(start, end, tuple(Piece(t, *p[2:]) for t, p in zip(texts, pieces, strict=True)))

    def _run_in(self, style: Style, at: int) -> list[_Found]:
        pieces: list[_Found] = []
        named: set[str] = set()
        said = False
        while at in self._partner and not (pieces and at in self._skip):
            first, last = self._inside[at]
            piece = _found(self._text, (at + 1, self._partner[at]), (first, last + 1), self._sigla, style)
            names = () if piece is None else piece.holders + piece.deleters
            if piece is None or (pieces and not piece.holders) or not named.isdisjoint(names):
                break
            if len(set(names)) < len(names):
                break
            named.update(names)
            said = said or bool(piece.reserving or piece.bracketing)
            pieces.append(piece)
            at = self._partner[at] + 1
        return pieces if named or said else []


def _piece(content: str, sigla: Set[str], style: Style) -> Piece | None:
    """One bracket's content read in one style; None where its names do not make sense there."""
    inside = [m.start() for m in BRACKET.finditer(content)] or [len(content), -1]
    found = _found(content, (0, len(content)), (inside[0], inside[-1] + 1), sigla, style)
    return found and Piece(content[found.start : found.end], *found[2:])


def _found(text: str, whole: tuple[int, int], inner: tuple[int, int], sigla: Set[str], style: Style) -> _Found | None:
    """The content `whole` of a bracket. Names hold no brackets: they stand before or behind the `inner` ones."""
    start, end = whole
    if style is Style.UN:
        sign = text.rfind(" - ", max(start, min(inner[1], end)), end)
        wording, names = (start, sign), (sign + 3, end)
    else:
        sign = text.find(": ", start, min(inner[0], end))
        wording, names = (sign + 2, end), (start, sign)
    parsed = _clauses(text[slice(*names)], sigla, style) if sign >= 0 else None
    if parsed is None:
        return _Found(start, end)
    if parsed.holders and (parsed != Piece("", parsed.holders) or wording[0] == wording[1]):
        return None
    return _Found(*wording, parsed.holders, parsed.deleters, parsed.stated, parsed.reserving, parsed.bracketing)


def _clauses(names: str, sigla: Set[str], style: Style) -> Piece | None:
    """Who is named and for what, as a piece without a wording; None where `names` are no list of names."""
    holders: list[str] = []
    deleters: list[str] = []
    reserving: list[str] = []
    bracketing: list[str] = []
    stated = False
    for clause in names.split("; "):
        if clause == BASE:
            stated = True
        elif clause.endswith(DELETES[style]):
            deleters += clause.removesuffix(DELETES[style]).split(", ")
        elif clause.endswith(RESERVES):
            reserving += clause.removesuffix(RESERVES).split(", ")
        elif clause.endswith(BRACKETS):
            bracketing += clause.removesuffix(BRACKETS).split(", ")
        elif clause.endswith(HOLDS[style]):
            holders += clause.removesuffix(HOLDS[style]).split(", ")
        else:
            return None
    if not {*holders, *deleters, *reserving, *bracketing} <= sigla:
        return None
    return Piece("", tuple(holders), tuple(deleters), stated, tuple(reserving), tuple(bracketing))
