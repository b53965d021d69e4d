"""A site as a run of brackets."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from .collate import Reading, Site
from .grammar import (
    BASE,
    BRACKET,
    BRACKETS,
    DELETES,
    HOLDS,
    NO_TEXT,
    RESERVES,
    RETAINS,
    STANCES,
    Piece,
    Style,
    options_in,
    piece_in,
    stands,
)
from .stances import StanceKind

Said = Mapping[str, Mapping[StanceKind, tuple[str, ...]]]  # by holder, who says what of their wordings
LONG = 20  # words of every wording: from here on they are options


@dataclass(frozen=True, slots=True)
class Run:
    """A run found in a string, from `start` to `end` (code points): what stands, then what is proposed."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    base: str = ""
    words: tuple[tuple[int, int], ...] = ()  # where the wording of each piece stands

    def named(self) -> dict[str, str]:
        """What each delegation has that is named here; the others have the base."""
        found: dict[str, str] = {}
        for n, piece in enumerate(self.pieces):
            is_none = n and piece.text == NO_TEXT and stands(self.pieces[n - 1])
            held = "" if is_none else piece.text
            found |= dict.fromkeys(piece.deleters, "") | dict.fromkeys(piece.holders, held)
            found |= dict.fromkeys(piece.retainers, piece.text)
        return found


def write_run(site: Site, style: Style, sigla: Set[str], *, stated: bool = False, said: Said | None = None) -> str:
    """A site as brackets; `stated` writes the base wording out even where it is empty."""
    standing = standing_in(site)
    base, others = site.readings[0], [r for r in site.readings[1:] if r.text]
    if style is Style.ANONYMOUS and standing:
        return base.text + "".join(f"[{r.text}]" for r in others if r.text not in standing)
    gone = tuple(s for r in site.readings[1:] if not r.text for s in r.sigla)
    on_base = (site.reserving, site.bracketing)
    if standing and (others or gone):
        standing_pieces = [Piece(text) for text in standing]
        standing_pieces[0] = standing_pieces[0]._replace(reserving=site.reserving, bracketing=site.bracketing)
        return _join(standing_pieces, others, gone, style, said or {})
    unsure = any(piece_in(base.text, sigla, s) != Piece(base.text) for s in (Style.UN, Style.TRADE))
    unsure = unsure or any(r.text == NO_TEXT for r in others)
    texts = [r.text for r in (base, *others) if r.text]
    if len(texts) > 1 and (all(len(t.split()) >= LONG for t in texts) or options_in(texts)):
        named = {
            r: replace(r, text=f"Option {n}: {r.text}") for n, r in enumerate((r for r in (base, *others) if r.text), 1)
        }
        base, others = named.get(base, base), [named[r] for r in others]
    if style is Style.ANONYMOUS:
        return "".join(f"[{r.text}]" for r in (base, *others) if r.text)
    pieces = [Piece(r.text, r.sigla) for r in others]
    if base.text or stated or unsure or any(on_base):
        pieces.insert(0, Piece(base.text, (), gone, stated or unsure, (), *on_base))
    return "".join(_write(p, style, said or {}) for p in pieces)


def _join(standing: list[Piece], others: list[Reading], gone: tuple[str, ...], style: Style, said: Said) -> str:
    """New wordings behind the alternatives that stand."""
    by_text = {r.text: r.sigla for r in others}
    pieces = [p._replace(retainers=by_text.pop(p.text, ())) for p in standing]
    if gone or len(standing) == 1:
        pieces.append(Piece(NO_TEXT, gone))
    pieces += [Piece(text, names) for text, names in by_text.items()]
    return "".join(_write(p, style, said) for p in pieces)


def standing_in(site: Site) -> list[str] | None:
    """The alternatives that stand in brackets in the base of a site; None where it has none, or other words beside
    them, or where a proposal has brackets of its own."""
    text = site.readings[0].text
    if not text.startswith("[") or any(BRACKET.search(r.text) for r in site.readings[1:]):
        return None
    found, at, depth = [], 0, 0
    for bracket in BRACKET.finditer(text):
        depth += 1 if bracket[0] == "[" else -1
        if depth < 0 or (depth == 1 and bracket[0] == "[" and bracket.start() != at):
            return None
        if depth == 0:
            found.append(text[at + 1 : bracket.start()])
            at = bracket.end()
    return found if depth == 0 and at == len(text) and all(found) else None


def _write(piece: Piece, style: Style, said: Said) -> str:
    names = _names(piece, style, said)
    if not names:
        return f"[{piece.text}]"
    return f"[{piece.text} - {names}]" if style is Style.UN else f"[{names}: {piece.text}]"


def _names(piece: Piece, style: Style, said: Said) -> str:
    clauses = [BASE] if piece.stated else []
    verbs = (
        (piece.holders, HOLDS[style]), (piece.deleters, DELETES[style]), (piece.retainers, RETAINS),
        (piece.reserving, RESERVES), (piece.bracketing, BRACKETS),
    )  # fmt: skip
    clauses += [_clause(names, verb) for names, verb in verbs if names]
    if style is Style.TRADE and piece.holders:
        for kind, verb in STANCES.items():
            names = {s for h in piece.holders for s in said.get(h, {}).get(kind, ())} - set(piece.holders)
            clauses += [_clause(names, verb)] if names else []
    return "; ".join(clauses)


def _clause(names: Iterable[str], verb: str) -> str:
    return ", ".join(sorted(names, key=str.casefold)) + verb
