"""The grammar of a consolidated text, one for writer and reader: a run is brackets with nothing between them.

`un` style, holders behind the last ` - `; the wording of the base first and bare:

    Each Party [shall][should - AA] act [promptly - AA] to prevent harm[, where feasible - BB delete].

`trade` style, holders before the first `: `:

    Each Party [shall][AA propose: should] act [AA propose: promptly] to prevent harm[BB oppose: , where feasible].

Who is not named holds the base. `base` is a reserved siglum: it stands in a base wording that could be taken
for one with holders, and as an empty base where a run could be read in both styles.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from .collate import Site
from .errors import AmbiguousText, TextError

BASE = "base"
MARK = "※"  # printed before a bracket that the string alone cannot tell apart
DELETES = {"un": " delete", "trade": " oppose"}
HOLDS = {"un": "", "trade": " propose"}


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
        reserved = siglum == BASE or siglum.endswith((*DELETES.values(), " propose"))
        if reserved or siglum != siglum.strip() or not siglum or any(c in siglum for c in ",;:[]\n") or " - " in siglum:
            raise TextError(f"{siglum!r} cannot stand as a delegation's code in a consolidated text")


def write_run(site: Site, style: Style, sigla: Set[str], *, stated: bool = False) -> str:
    """A site as brackets; `stated` writes the base wording out even where it is empty."""
    base, others = site.readings[0], [r for r in site.readings[1:] if r.text]
    if style is Style.ANONYMOUS:
        return "".join(f"[{r.text}]" for r in (base, *others) if r.text)
    gone = tuple(s for r in site.readings[1:] if not r.text for s in r.sigla)
    stated = stated or any(_piece(base.text, sigla, s) != Piece(base.text) for s in (Style.UN, Style.TRADE))
    pieces = [Piece(base.text, (), gone, stated)] if base.text or stated else []
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
    for names, verb in ((piece.holders, HOLDS[style]), (piece.deleters, DELETES[style])):
        if names:
            clauses.append(", ".join(sorted(names, key=str.casefold)) + verb)
    return "; ".join(clauses)


def scan(text: str, sigla: Set[str], skip: Mapping[int, int]) -> Iterator[Run]:
    """The runs of `text`, left to right. From a start in `skip` it goes on at that start's end.

    Raises `AmbiguousText` at a printed mark, and at a run that both styles can read.
    """
    partner = _partners(text)
    at = 0
    while (at := _next_bracket(text, at, skip)) < len(text):
        if at in skip:
            at = skip[at]
            continue
        if text[at - 1 : at] == MARK:
            raise AmbiguousText("marked: the string alone does not tell whose wording this is", at)
        contents = []
        end = at
        while end < len(text) and text[end] == "[" and end in partner and end not in skip:
            contents.append(text[end + 1 : partner[end]])
            end = partner[end] + 1
            if len(contents) > len(sigla) + 1:
                break
        pieces = _run(contents, sigla, at)
        if pieces:
            end = at + sum(len(c) + 2 for c in contents[: len(pieces)])
            yield Run(at, end, pieces)
        at = end if pieces else at + 1


def _next_bracket(text: str, at: int, skip: Mapping[int, int]) -> int:
    found = text.find("[", at)
    found = len(text) if found < 0 else found
    return min([found, *(s for s in skip if s >= at)]) if skip else found


def _partners(text: str) -> dict[int, int]:
    """For each `[` that is closed, where its `]` stands."""
    partner, opened = {}, []
    for at, char in enumerate(text):
        if char == "[":
            opened.append(at)
        elif char == "]" and opened:
            partner[opened.pop()] = at
    return partner


def _run(contents: list[str], sigla: Set[str], offset: int) -> tuple[Piece, ...]:
    """The pieces of the run that `contents` begin with; empty where they are plain text."""
    found = {style: _run_in(style, contents, sigla) for style in (Style.UN, Style.TRADE)}
    un, trade = found[Style.UN], found[Style.TRADE]
    if un and trade:
        if un[0].stated != trade[0].stated:
            return un if un[0].stated else trade
        raise AmbiguousText("a bracket that can be read in two styles", offset)
    return un or trade


def _run_in(style: Style, contents: list[str], sigla: Set[str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    named: set[str] = set()
    for content in contents:
        piece = _piece(content, sigla, style)
        names = () if piece is None else piece.holders + piece.deleters
        if piece is None or (pieces and piece.is_base) or not named.isdisjoint(names) or len(set(names)) < len(names):
            break
        named.update(names)
        pieces.append(piece)
    return tuple(pieces) if named else ()


def _piece(content: str, sigla: Set[str], style: Style) -> Piece | None:
    """One bracket's content read in one style; None where its names do not make sense there."""
    if style is Style.UN:
        text, sign, names = content.rpartition(" - ")
    else:
        names, sign, text = content.partition(": ")
    parsed = _clauses(names, sigla, style) if sign else None
    if parsed is None:
        return Piece(content)
    holders, deleters, stated = parsed
    if holders and (deleters or stated or not text):
        return None
    return Piece(text, holders, deleters, stated)


def _clauses(names: str, sigla: Set[str], style: Style) -> tuple[tuple[str, ...], tuple[str, ...], bool] | None:
    """Holders, deleters and whether `base` is stated; None where `names` are no list of names."""
    holders: tuple[str, ...] = ()
    deleters: tuple[str, ...] = ()
    stated = False
    for clause in names.split("; "):
        if clause == BASE:
            stated = True
        elif clause.endswith(DELETES[style]):
            deleters += tuple(clause.removesuffix(DELETES[style]).split(", "))
        elif clause.endswith(HOLDS[style]):
            holders += tuple(clause.removesuffix(HOLDS[style]).split(", "))
        else:
            return None
    return (holders, deleters, stated) if set(holders + deleters) <= sigla else None
