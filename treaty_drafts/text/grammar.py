"""The grammar of a consolidated text, one for writer and reader: a run is brackets with nothing between them.

`un` style, holders behind the last ` - `; the wording of the base first and bare:

    Each Party [shall][should - AA] act [promptly - AA] to prevent harm[, where feasible - BB delete].

`trade` style, holders before the first `: `:

    Each Party [shall][AA propose: should] act [AA propose: promptly] to prevent harm[BB oppose: , where feasible].

Who reserves on the base wording or asks for brackets around it, without a wording of its own, is named there too, and
holds the base: `[where feasible - BB reserve; CC bracket]`.

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
from collections.abc import Sequence, Set
from enum import StrEnum
from typing import NamedTuple

from .errors import TextError
from .stances import StanceKind

BASE = "base"
MARK = "※"  # printed before a bracket that the string alone cannot tell apart
DELETES = {"un": " delete", "trade": " oppose"}
HOLDS = {"un": "", "trade": " propose"}
RETAINS = " retain"
RESERVES, BRACKETS = " reserve", " bracket"
NO_TEXT = "no text"
STANCES = {
    StanceKind.SUPPORTS: " support", StanceKind.OPPOSES: " oppose", StanceKind.CONSIDERS: " considering",
    StanceKind.RESERVES: RESERVES,
}  # fmt: skip
BRACKET = re.compile(r"[\[\]]")


class Style(StrEnum):
    UN = "un"
    TRADE = "trade"
    ANONYMOUS = "anonymous"


class Piece(NamedTuple):
    """One bracket of a run: a wording, and who holds, deletes or retains it, reserves on it or asks for brackets around
    it; `stated` with `base`."""

    text: str
    holders: tuple[str, ...] = ()
    deleters: tuple[str, ...] = ()
    stated: bool = False
    retainers: tuple[str, ...] = ()
    reserving: tuple[str, ...] = ()
    bracketing: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Those whose wording this tells."""
        return self.holders + self.deleters + self.retainers


def stands(piece: Piece) -> bool:
    """Whether this is an alternative that stands in the base: nobody holds it, though some may retain it."""
    return not (piece.holders or piece.deleters or piece.stated)


def options_in(texts: Sequence[str]) -> list[int] | None:
    """How long `Option 1: ` is before each of several wordings that are numbered so; None where they are not."""
    labels = [f"Option {n}: " for n in range(1, len(texts) + 1)]
    if len(texts) < 2 or not all(t.startswith(label) for t, label in zip(texts, labels, strict=True)):
        return None
    return [len(label) for label in labels]


def check_sigla(sigla: Set[str]) -> None:
    """Raise `TextError` for a siglum that the notation cannot carry."""
    for siglum in sigla:
        reserved = siglum == BASE or siglum.endswith(
            (*DELETES.values(), " propose", RETAINS, BRACKETS, *STANCES.values())
        )
        if reserved or siglum != siglum.strip() or not siglum or any(c in siglum for c in ",;:[]\n") or " - " in siglum:
            raise TextError(f"{siglum!r} cannot stand as a delegation's code in a consolidated text")


class Found(NamedTuple):
    """Where the wording of a piece stands, and the piece without it: brackets in brackets would be cut out again and again."""

    start: int
    end: int
    piece: Piece = Piece("")


def piece_in(content: str, sigla: Set[str], style: Style) -> Piece | None:
    """One bracket's content read in one style; None where its names do not make sense there."""
    inside = [m.start() for m in BRACKET.finditer(content)] or [len(content), -1]
    found = found_in(content, (0, len(content)), (inside[0], inside[-1] + 1), sigla, style)
    return found and found.piece._replace(text=content[found.start : found.end])


def found_in(text: str, whole: tuple[int, int], inner: tuple[int, int], sigla: Set[str], style: Style) -> Found | None:
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
    if parsed.holders and (parsed != Piece("", parsed.holders) or wording[0] == wording[1]):
        return None
    if parsed.retainers and (parsed.deleters or parsed.stated):
        return None
    return Found(*wording, parsed)


def _clauses(names: str, sigla: Set[str], style: Style) -> Piece | None:
    """Who is named and for what, as a piece without a wording; None where `names` are no list of names."""
    found: dict[str, list[str]] = {v: [] for v in (HOLDS[style], DELETES[style], RETAINS, RESERVES, BRACKETS)}
    said: list[str] = []  # of a wording that is proposed: no wording changes by it
    stated = False
    verbs = [
        DELETES[style],
        RETAINS,
        RESERVES,
        BRACKETS,
        *(STANCES.values() if style is Style.TRADE else ()),
        HOLDS[style],
    ]
    for clause in names.split("; "):
        verb = next((v for v in verbs if clause.endswith(v)), None)
        if clause == BASE:
            stated = True
        elif verb is None:
            return None
        else:
            of_proposed = style is Style.TRADE and found[HOLDS[style]] and verb in STANCES.values()
            (said if of_proposed or verb not in found else found[verb]).extend(clause.removesuffix(verb).split(", "))
    held, gone, *others = (tuple(people) for people in found.values())
    if (said and not held) or not {*held, *gone, *said}.union(*others) <= sigla:
        return None
    return Piece("", held, gone, stated, *others)
