"""The brackets of a negotiating text: where they stand, how they nest, and what each of them is.

`write(parse(text)) == text` for every string. Brackets are matched inside an article first, so that one lost bracket
does not change how the next article is read; what is left over is matched across articles, so that a bracket may
close many pages later; what is still left is a `Problem`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from .outline import ProvisionKind, units
from .span import Span
from .stances import Attribution, Stance, attribution


class Kind(StrEnum):
    CONTESTED = "contested"
    ALTERNATIVE = "alternative"
    OPTION = "option"
    PLACEHOLDER = "placeholder"
    FOOTNOTE = "footnote"
    NOTE = "note"
    STATUS = "status"
    GLOSS = "gloss"
    DELETION = "deletion"


OPEN_KINDS = frozenset({Kind.CONTESTED, Kind.ALTERNATIVE, Kind.OPTION, Kind.PLACEHOLDER})


@dataclass(frozen=True, slots=True)
class Bracket:
    """`[start:end]` includes the brackets; `depth` counts from 1; `parent` and `group` are indexes or None."""

    start: int
    end: int
    depth: int
    parent: int | None
    group: int | None
    kind: Kind
    alternatives: tuple[Span, ...]
    stances: tuple[Stance, ...]

    @property
    def unresolved(self) -> bool:
        """Whether something is still to be settled here."""
        return self.kind in OPEN_KINDS


@dataclass(frozen=True, slots=True)
class Problem:
    """A bracket at `offset` without its partner: `unopened` or `unclosed`."""

    offset: int
    what: str


@dataclass(frozen=True, slots=True)
class BracketedText:
    """A text and what was found in it; brackets in the order in which they open."""

    text: str
    brackets: tuple[Bracket, ...]
    problems: tuple[Problem, ...]


def parse(text: str, *, forum: str = "auto") -> BracketedText:
    """Find the brackets of `text`. In the forum `deletion` brackets mark words that are to go."""
    pairs, problems = _pairs(text)
    notes = {m["mark"] for m in FOOTNOTE_TEXT.finditer(text)}
    links = {m["name"] for m in LINK_TARGET.finditer(text)}
    brackets: list[Bracket] = []
    open_: list[int] = []
    for start, end in pairs:
        while open_ and brackets[open_[-1]].end <= start:
            open_.pop()
        kind = Kind.DELETION if forum == "deletion" else _kind(text, start, end, notes, links)
        held = (
            attribution(text, start + 1, end - 1) if kind is Kind.CONTESTED else Attribution((), (start + 1, end - 1))
        )
        parent = open_[-1] if open_ else None
        brackets.append(Bracket(start, end, len(open_) + 1, parent, None, kind, (Span(*held.wording),), held.stances))
        open_.append(len(brackets) - 1)
    return BracketedText(text, tuple(_grouped(text, brackets)), tuple(problems))


def write(parsed: BracketedText) -> str:
    """The text that was parsed, unchanged."""
    return parsed.text


FOOTNOTE_TEXT = regex.compile(r"^[ \t]*+\[?\^?(?P<mark>\d{1,3})(?:\]:?)?(?:[ \t]|$)", regex.MULTILINE)
LINK_TARGET = regex.compile(r"^[ ]{0,3}\[(?P<name>[^\]\n]{1,80})\]:", regex.MULTILINE)
PLACEHOLDER = regex.compile(
    r"(?i)\s*(?:\.*|…|_*|[xyz]{1,2}|date|\**placeholder\b.{0,300}|.{0,60}\bto be (?:added|completed|determined))\s*",
    regex.DOTALL,
)
STATUS = regex.compile(r"(?i)\s*agreed(?: ad ref(?:erendum)?\.?)?\s*")
NOTE = regex.compile(r"\s*+(?:NOTE|Note|Negotiators?['’]s? note|Drafting note|Editor['’]s note|Move )")
GLOSS = regex.compile(r"(?i)\s*(?:see )?(?:article|annex|paragraph|chapter) [\d.]+(?:\([a-z]\))?\s*")
SHORT = 400  # what is longer is no placeholder, note mark or tag


def _kind(text: str, start: int, end: int, notes: set[str], links: set[str]) -> Kind:
    if end - start > SHORT:
        return Kind.NOTE if NOTE.match(text, start + 1, end - 1) else Kind.CONTESTED
    inside = text[start + 1 : end - 1]
    mark = inside.strip()
    if mark.startswith("^") or (mark.isdigit() and len(mark) < 3 and mark in notes and text[start - 1 : start].strip()):
        return Kind.FOOTNOTE
    if (
        mark in links
        or (text[end : end + 1] == "(" and text[end + 1 : end + 5] == "http")
        or _names_link(text, end, links)
    ):
        return Kind.GLOSS
    if STATUS.fullmatch(inside):
        return Kind.STATUS
    if NOTE.match(inside):
        return Kind.NOTE
    if GLOSS.fullmatch(inside):
        return Kind.GLOSS
    return Kind.PLACEHOLDER if PLACEHOLDER.fullmatch(inside) else Kind.CONTESTED


def _names_link(text: str, end: int, links: set[str]) -> bool:
    """Whether `[words][name]` is a Markdown link: its second bracket is defined as an address."""
    return bool(links) and text[end : end + 1] == "[" and text[end + 1 : text.find("]", end, end + 90)] in links


def _grouped(text: str, brackets: list[Bracket]) -> list[Bracket]:
    """Brackets that follow each other with at most one space between are alternatives of one place."""
    found = list(brackets)
    last_at_depth: dict[int | None, int] = {}
    for n, bracket in enumerate(brackets):
        before = last_at_depth.get(bracket.parent)
        last_at_depth[bracket.parent] = n
        if before is None or bracket.kind is not Kind.CONTESTED or found[before].kind not in OPEN_KINDS:
            continue
        if text[found[before].end : bracket.start] in ("", " ") and found[before].kind is not Kind.PLACEHOLDER:
            first = found[before].group if found[before].group is not None else before
            found[before] = replace(found[before], kind=Kind.ALTERNATIVE, group=first)
            found[n] = replace(bracket, kind=Kind.ALTERNATIVE, group=first)
    return found


def _pairs(text: str) -> tuple[list[tuple[int, int]], list[Problem]]:
    """The matched brackets in the order in which they open, and those that have no partner."""
    articles = [u.start for u in units(text) if u.kind is not ProvisionKind.PREAMBULAR] if "[" in text else []
    pairs: list[tuple[int, int]] = []
    left: list[tuple[int, str]] = []
    open_: list[int] = []
    borders = iter([*articles, len(text) + 1])
    border = next(borders)
    for found in BRACKET.finditer(text):
        at = found.start()
        while at >= border:
            border = next(borders)
            left += [(o, "[") for o in open_]
            open_.clear()
        if found[0] == "[":
            open_.append(at)
        elif open_:
            pairs.append((open_.pop(), at + 1))
        else:
            left.append((at, "]"))
    left += [(o, "[") for o in open_]
    problems = []
    waiting: list[int] = []
    for at, char in left:
        if char == "[":
            waiting.append(at)
        elif waiting:
            pairs.append((waiting.pop(), at + 1))
        else:
            problems.append(Problem(at, "unopened"))
    problems += [Problem(at, "unclosed") for at in waiting]
    return sorted(pairs), sorted(problems, key=lambda p: p.offset)


BRACKET = regex.compile(r"[\[\]]")
