"""The grammar of a consolidated text, one for writer and reader: a run is brackets with nothing between them.

`un` style, holders behind the last ` - `; the wording of the base first and bare:

    Each Party [shall][should - AA] act [promptly - AA] to prevent harm[, where feasible - BB delete].

`trade` style, holders before the first `: `:

    Each Party [shall][AA propose: should] act [AA propose: promptly] to prevent harm[BB oppose: , where feasible].

Who is not named holds the base. `base` is a reserved siglum: it stands in a base wording that could be taken
for one with holders, and as an empty base where a run could be read in both styles.

Where the base has brackets already, new wordings join the alternatives that stand there; who takes one of them
retains it, and `no text` says that words stood in brackets by themselves, or who would have none of them:

    Each Party [shall - AA retain][should][may - BB] act [promptly - AA retain][no text - BB].

In the style `trade` names with other verbs say where delegations stand and change no wording:

    Each Party [shall][AA propose; BB support; CC oppose: should] act.

Wordings of a sentence or more that share little are options: `[Option 1: ...][Option 2: ... - AA]`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from .collate import Reading, Site
from .errors import TextError
from .stances import StanceKind

BASE = "base"
MARK = "※"  # printed before a bracket that the string alone cannot tell apart
DELETES = {"un": " delete", "trade": " oppose"}
HOLDS = {"un": "", "trade": " propose"}
RETAINS = " retain"
NO_TEXT = "no text"
LONG = 20  # words of every wording: from here on they are options
STANCES = {
    StanceKind.SUPPORTS: " support", StanceKind.OPPOSES: " oppose", StanceKind.CONSIDERS: " considering",
    StanceKind.RESERVES: " reserve",
}  # fmt: skip
Said = Mapping[str, Mapping[StanceKind, tuple[str, ...]]]  # by holder, who says what of their wordings


class Style(StrEnum):
    UN = "un"
    TRADE = "trade"
    ANONYMOUS = "anonymous"


class Piece(NamedTuple):
    """One bracket of a run: a wording, and who holds, deletes or retains it; `stated` with `base`."""

    text: str
    holders: tuple[str, ...] = ()
    deleters: tuple[str, ...] = ()
    stated: bool = False
    retainers: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.holders + self.deleters + self.retainers


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


def stands(piece: "Piece | Found") -> bool:
    """Whether this is an alternative that stands in the base: nobody holds it, though some may retain it."""
    return not (piece.holders or piece.deleters or piece.stated)


def check_sigla(sigla: Set[str]) -> None:
    """Raise `TextError` for a siglum that the notation cannot carry."""
    for siglum in sigla:
        reserved = siglum == BASE or siglum.endswith((*DELETES.values(), " propose", RETAINS, *STANCES.values()))
        if reserved or siglum != siglum.strip() or not siglum or any(c in siglum for c in ",;:[]\n") or " - " in siglum:
            raise TextError(f"{siglum!r} cannot stand as a delegation's code in a consolidated text")


def write_run(site: Site, style: Style, sigla: Set[str], *, stated: bool = False, said: Said | None = None) -> str:
    """A site as brackets; `stated` writes the base wording out even where it is empty."""
    standing = standing_in(site)
    base, others = site.readings[0], [r for r in site.readings[1:] if r.text]
    if style is Style.ANONYMOUS and standing:
        return base.text + "".join(f"[{r.text}]" for r in others if r.text not in standing)
    gone = tuple(s for r in site.readings[1:] if not r.text for s in r.sigla)
    if standing:
        return _join(standing, others, gone, style, said or {})
    unsure = any(_piece(base.text, sigla, s) != Piece(base.text) for s in (Style.UN, Style.TRADE))
    unsure = unsure or any(r.text == NO_TEXT for r in others)
    texts = [r.text for r in (base, *others) if r.text]
    if len(texts) > 1 and (all(len(t.split()) >= LONG for t in texts) or options_in(texts)):
        named = {r: replace(r, text=f"Option {n}: {r.text}") for n, r in enumerate((r for r in (base, *others) if r.text), 1)}
        base, others = named.get(base, base), [named[r] for r in others]
    if style is Style.ANONYMOUS:
        return "".join(f"[{r.text}]" for r in (base, *others) if r.text)
    pieces = [Piece(r.text, r.sigla) for r in others]
    if base.text or stated or unsure:
        pieces.insert(0, Piece(base.text, (), gone, stated or unsure))
    return "".join(_write(p, style, said or {}) for p in pieces)


def _join(
    standing: list[str], others: list[Reading], gone: tuple[str, ...], style: Style, said: Said
) -> str:
    """New wordings behind the alternatives that stand."""
    by_text = {r.text: r.sigla for r in others}
    pieces = [Piece(text, retainers=by_text.pop(text, ())) for text in standing]
    if gone or len(standing) == 1:
        pieces.append(Piece(NO_TEXT, gone))
    pieces += [Piece(text, names) for text, names in by_text.items()]
    return "".join(_write(p, style, said) for p in pieces)


def options_in(texts: Sequence[str]) -> list[int] | None:
    """How long `Option 1: ` is before each of several wordings that are numbered so; None where they are not."""
    labels = [f"Option {n}: " for n in range(1, len(texts) + 1)]
    if len(texts) < 2 or not all(t.startswith(label) for t, label in zip(texts, labels, strict=True)):
        return None
    return [len(label) for label in labels]


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
    verbs = (piece.holders, HOLDS[style]), (piece.deleters, DELETES[style]), (piece.retainers, RETAINS)
    clauses += [_clause(names, verb) for names, verb in verbs if names]
    if style is Style.TRADE and piece.holders:
        for kind, verb in STANCES.items():
            names = {s for h in piece.holders for s in said.get(h, {}).get(kind, ())} - set(piece.holders)
            clauses += [_clause(names, verb)] if names else []
    return "; ".join(clauses)


def _clause(names: Iterable[str], verb: str) -> str:
    return ", ".join(sorted(names, key=str.casefold)) + verb


BRACKET = re.compile(r"[\[\]]")


class Found(NamedTuple):
    """A piece of which the wording has not been cut out: brackets in brackets would be cut out again and again."""

    start: int
    end: int
    holders: tuple[str, ...] = ()
    deleters: tuple[str, ...] = ()
    stated: bool = False
    retainers: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.holders + self.deleters + self.retainers


def _piece(content: str, sigla: Set[str], style: Style) -> Piece | None:
    """One bracket's content read in one style; None where its names do not make sense there."""
    inside = [m.start() for m in BRACKET.finditer(content)] or [len(content), -1]
    found = found_in(content, (0, len(content)), (inside[0], inside[-1] + 1), sigla, style)
    return found and Piece(content[found.start : found.end], *found[2:])


def found_in(
    text: str, whole: tuple[int, int], inner: tuple[int, int], sigla: Set[str], style: Style
) -> Found | None:
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
        return Found(start, end)
    holders, deleters, stated, retainers = parsed
    if (holders and (deleters or stated or wording[0] == wording[1])) or (retainers and (deleters or stated or holders)):
        return None
    return Found(*wording, *parsed)


Names = tuple[str, ...]


def _clauses(names: str, sigla: Set[str], style: Style) -> tuple[Names, Names, bool, Names] | None:
    """Holders, deleters, whether `base` is stated, and retainers; None where `names` are no list of names."""
    found: dict[str, list[str]] = {verb: [] for verb in (HOLDS[style], DELETES[style], RETAINS, "")}
    said: list[str] = []
    stated = False
    verbs = (DELETES[style], RETAINS, *((*STANCES.values(),) if style is Style.TRADE else ()), HOLDS[style])
    for clause in names.split("; "):
        verb = next((v for v in verbs if clause.endswith(v)), None)
        if clause == BASE:
            stated = True
        elif verb is None:
            return None
        else:
            people = clause.removesuffix(verb).split(", ")
            (said if verb not in found or (verb == DELETES["trade"] and found[" propose"]) else found[verb]).extend(people)
    held, gone, kept = (tuple(found[v]) for v in (HOLDS[style], DELETES[style], RETAINS))
    if (said and not held) or not {*held, *gone, *kept, *said} <= sigla:
        return None
    return held, gone, stated, kept
