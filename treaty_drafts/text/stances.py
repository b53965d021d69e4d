"""Who holds a wording, as written in front of it (`AA propose; BB oppose: text`) or behind it (`text - AA; BB delete`)."""

from dataclasses import dataclass
from enum import StrEnum

import regex


class StanceKind(StrEnum):
    PROPOSES = "proposes"
    OPPOSES = "opposes"
    CONSIDERS = "considers"
    RESERVES = "reserves"
    SUPPORTS = "supports"
    RETAINS = "retains"
    DELETES = "deletes"


@dataclass(frozen=True, slots=True)
class Stance:
    """`siglum` takes `stance`; `inferred` where the text gives a name without a verb. `start` to `end` is the siglum."""

    siglum: str
    stance: StanceKind
    inferred: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """The stances of one bracket, and where its wording stands (code points in the whole text)."""

    stances: tuple[Stance, ...]
    wording: tuple[int, int]


CODE = r"(?:[A-Z][A-Z0-9]{1,4}|[A-Z][a-z]+(?:[ ][A-Z][a-z]+){0,2})"
LIST = rf"{CODE}(?:[ ]?[,/][ ]?{CODE})*+"
VERB = (
    r"(?:alternatively )?(?:[Pp]roposes?|[Oo]pposes?|[Cc]onsidering|[Rr]eserves?|[Ss]upports?|[Rr]etains?|[Dd]eletes?"
    r"|[Aa]lternative [Pp]roposal)"
)
CLAUSE = rf"{LIST}(?:[ ]{VERB})?"
HEADER = regex.compile(rf"\s*+(?P<clauses>{CLAUSE}(?:;[ ]?{CLAUSE})*+):\s")
TRAILER = regex.compile(rf"[ ][-–][ ]?(?P<clauses>{CLAUSE}(?:;[ ]?{CLAUSE})*+)[.]?\s*+")
CLAUSES = regex.compile(rf"(?P<list>{LIST})(?:[ ](?P<verb>{VERB}))?(?:;|\Z)")
KINDS = {
    "prop": StanceKind.PROPOSES, "oppo": StanceKind.OPPOSES, "cons": StanceKind.CONSIDERS, "rese": StanceKind.RESERVES,
    "supp": StanceKind.SUPPORTS, "reta": StanceKind.RETAINS, "dele": StanceKind.DELETES, "alte": StanceKind.PROPOSES,
}  # fmt: skip
LONGEST = 600  # characters a list of names may take
WORDS = {"NOTE", "ALT", "X", "Option", "Article", "Placeholder"}  # look like names in front of a colon, and are none


def attribution(text: str, start: int, end: int) -> Attribution:
    """The stances written inside `text[start:end]`, the inside of one bracket; none where no names are found."""
    head = HEADER.match(text, start, min(end, start + LONGEST))
    if head and not WORDS.intersection(regex.findall(r"\w+", head["clauses"])):
        return Attribution(_stances(text, *head.span("clauses")), (head.end(), end))
    dash = max(text.rfind(" - ", max(start, end - LONGEST), end), text.rfind(" -", max(start, end - 80), end))
    tail = TRAILER.fullmatch(text, dash, end) if dash >= 0 else None
    if tail:
        return Attribution(_stances(text, *tail.span("clauses")), (start, dash))
    return Attribution((), (start, end))


def _stances(text: str, start: int, end: int) -> tuple[Stance, ...]:
    found = []
    for clause in CLAUSES.finditer(text, start, end):
        verb = (clause["verb"] or "").lower().removeprefix("alternatively ")
        kind = KINDS[verb[:4]] if verb else StanceKind.PROPOSES
        for name in regex.finditer(CODE, text, pos=clause.start("list"), endpos=clause.end("list")):
            found.append(Stance(name[0], kind, not verb, name.start(), name.end()))
    return tuple(found)
