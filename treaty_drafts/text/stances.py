"""Who holds a wording, as written in front of it (`AA propose; BB oppose: text`) or behind it (`text - AA; BB delete`).

Both are lists of names with verbs, read sign by sign, so that the noise of real texts (a footnote number glued to a
code, a missing space, doubled slashes, a line that breaks) does not hide them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from .parties import NO_PARTIES, STATES, Parties


class StanceKind(StrEnum):
    PROPOSES = "proposes"
    OPPOSES = "opposes"
    CONSIDERS = "considers"
    RESERVES = "reserves"
    SUPPORTS = "supports"
    RETAINS = "retains"
    DELETES = "deletes"
    BRACKETS = "brackets"  # asked for, see `contested`; written in a text it is read as a reservation


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


def attribution(text: str, start: int, end: int, parties: Parties) -> Attribution:
    """The stances written inside `text[start:end]`, the inside of one bracket; none where no names are found."""
    stances: list[Stance] = []
    header = _header(text, start, min(end, start + LONGEST), parties)
    if header:
        stances, start = header
    for _ in range(MOST_TRAILERS):
        if not (trailer := _trailer(text, start, end, parties)):
            break
        more, end = trailer
        stances = [*stances, *more] if header else [*more, *stances]
    if stances and end - start < 20 and (kind := ORDERS.get(text[start:end].strip(" .*_\n").casefold())):
        stances = [replace(s, stance=kind, inferred=False) if s.inferred else s for s in stances]
    return Attribution(tuple(_once(stances)), (start, end))


def positions(text: str, start: int, end: int, parties: Parties) -> tuple[Stance, ...]:
    """What delegations say in the sentences of a note: "AA/BB reserve their position; CC is considering"."""
    found: list[Stance] = []
    for m in SENTENCE.finditer(text, start, min(end, start + LONGEST)):
        names = [n for n in NAME_IN_LIST.finditer(text, *m.span("names")) if n["name"].upper() not in NO_PARTIES]
        kind = _kind(m["verb"])
        if kind and all(parties.known(n["name"]) or n["name"].isupper() for n in names):
            found += [Stance(n["name"], kind, False, *n.span("name")) for n in names]
    return tuple(_once(found))


def _header(text: str, start: int, end: int, parties: Parties) -> tuple[list[Stance], int] | None:
    """The stances before the first colon, and where the wording begins."""
    clauses = _Clauses(parties, behind=False)
    for sign in _signs(text, start, end):
        if sign.lastgroup == "colon":
            at = sign.end()
            while at < end and text[at] in "*_":  # emphasis that closes behind the colon
                at += 1
            stances = clauses.finish()
            return (stances, at + len(text[at:end]) - len(text[at:end].lstrip())) if stances else None
        clauses.take(sign)
    return None


def _trailer(text: str, start: int, end: int, parties: Parties) -> tuple[list[Stance], int] | None:
    """The stances behind the last dash, and where the wording ends."""
    floor = max(start, end - LONGEST, text.rfind("]", start, end) + 1)
    for dash in DASH.finditer(text, floor, end):
        clauses = _Clauses(parties, behind=True)
        at = dash.end()
        for sign in _signs(text, dash.end(), end):
            clauses.take(sign)
            at = sign.end()
        rest = text[at:end].strip(" \t\r\n*_")
        if at > dash.end() and rest in ("", ".", ",", ";") and (stances := clauses.finish()):
            return stances, dash.start()
    return None


def _signs(text: str, start: int, end: int) -> Iterator[regex.Match[str]]:
    """Names, verbs and what stands between them, until something else comes."""
    at = start
    while at < end and (sign := SIGN.match(text, at, end)) and sign.end() > at:
        yield sign
        if sign.lastgroup == "colon":
            return
        at = sign.end()


class _Clauses:
    """Names and verbs as they come: a verb speaks for the names since the last verb or semicolon."""

    def __init__(self, parties: Parties, *, behind: bool) -> None:
        self._parties, self._behind = parties, behind
        self._waiting: list[tuple[str, int, int]] = []
        self._ahead: StanceKind | None = None  # a verb in front of its names: "proposed by AA"
        self._found: list[Stance] = []
        self._certain = True

    def take(self, sign: regex.Match[str]) -> None:
        what = sign.lastgroup
        if what == "name":
            name = self._named(sign)
            if sign["name"].upper() in NO_PARTIES:
                self._certain = False
            elif self._ahead:
                self._found.append(Stance(name, self._ahead, False, sign.start(), sign.start() + len(name)))
            else:
                self._waiting.append((name, sign.start(), sign.start() + len(name)))
        elif what == "verb":
            self._verb(sign)
        elif what == "end":
            self._close()

    def _named(self, sign: regex.Match[str]) -> str:
        """The name without a footnote number: AU21 is AU, unless AU21 is known; G77 is G77."""
        name = sign["name"]
        bare = name.rstrip("0123456789")
        return bare if len(bare) > 1 and bare != name and not self._parties.known(name) else name

    def _verb(self, sign: regex.Match[str]) -> None:
        kind = _kind(sign["verb"])
        if kind is None or not (self._waiting or self._found or sign["by"]):
            self._certain = False
        elif self._waiting:
            self._found += [Stance(name, kind, False, start, end) for name, start, end in self._waiting]
            self._waiting.clear()
        elif sign["by"]:
            self._ahead = kind
        else:  # a second verb for the same names: "AA propose and retain"
            last = self._found[-1].stance
            again = [s for s in self._found if s.stance is last]
            self._found += [Stance(s.siglum, kind, False, s.start, s.end) for s in again if kind is not last]

    def _close(self) -> None:
        self._found += [Stance(n, StanceKind.PROPOSES, True, a, b) for n, a, b in self._waiting]
        self._waiting.clear()
        self._ahead = None

    def finish(self) -> list[Stance]:
        """The stances; none where a name without a verb is not likely to be one."""
        self._close()
        said = any(not s.inferred for s in self._found)
        known = any(self._parties.known(s.siglum) for s in self._found)
        for s in self._found:
            if not (said or known or self._parties.likely(s.siglum, behind=self._behind)):
                return []
            if s.siglum.upper() in NO_PARTIES or len(s.siglum) < 2:
                return []
        return self._found if self._certain else []


def _kind(verb: str) -> StanceKind | None:
    words = verb.casefold()
    return next((kind for stem, kind in KINDS if stem in words), None)


def _once(stances: list[Stance]) -> Iterator[Stance]:
    """A party that is listed twice is listed once."""
    seen: set[tuple[str, StanceKind]] = set()
    for s in stances:
        if (s.siglum, s.stance) not in seen:
            seen.add((s.siglum, s.stance))
            yield s


# The first stem found in the words of a verb decides.
KINDS = (
    ("reserv", StanceKind.RESERVES), ("pending", StanceKind.RESERVES), ("bracket", StanceKind.RESERVES),
    ("consider", StanceKind.CONSIDERS), ("reflecting", StanceKind.CONSIDERS), ("flexib", StanceKind.CONSIDERS),
    ("consensus", StanceKind.CONSIDERS), ("study", StanceKind.CONSIDERS),
    ("oppos", StanceKind.OPPOSES), ("object", StanceKind.OPPOSES), ("not accept", StanceKind.OPPOSES),
    ("delet", StanceKind.DELETES), ("remov", StanceKind.DELETES), ("strik", StanceKind.DELETES),
    ("retain", StanceKind.RETAINS), ("keep", StanceKind.RETAINS), ("retention", StanceKind.RETAINS),
    ("support", StanceKind.SUPPORTS), ("prefer", StanceKind.SUPPORTS), ("accept", StanceKind.SUPPORTS),
    ("live with", StanceKind.SUPPORTS),
    ("propos", StanceKind.PROPOSES), ("alt", StanceKind.PROPOSES), ("insert", StanceKind.PROPOSES),
    ("add", StanceKind.PROPOSES), ("suggest", StanceKind.PROPOSES), ("offer", StanceKind.PROPOSES),
    ("text", StanceKind.PROPOSES), ("compromise", StanceKind.PROPOSES),
)  # fmt: skip
# A wording that is an order: "delete - AA".
ORDERS = {
    "delete": StanceKind.DELETES,
    "deletion": StanceKind.DELETES,
    "retain": StanceKind.RETAINS,
    "keep": StanceKind.RETAINS,
}
MOST_TRAILERS = 8  # "text - AA - BB delete" has two
LONGEST = 1500  # characters a list of names may take
STEM = (
    r"(?:propos(?:es?|ed|als?|ing)|oppos(?:es?|ed|ing|ition)|objects?|objection|consider(?:s|ed|ing)?|reflecting(?: on)?"
    r"|reserv(?:es?|ed|ing|ations?)|supports?|supported|supporting|retains?|retention|retaining|keeps?|keeping"
    r"|delet(?:es?|ed|ing|ion)|removes?|strikes?|inserts?|adds?|addition|suggests?|offers?|prefers?|flexible|accepts?"
    r"|can (?:accept|live with)|cannot accept|does not accept|studying|brackets?|pending(?: confirmation from capital)?"
    r"|will follow consensus|alternative(?:ly)?|alt\.?|text|compromise)"
)
VERB = (
    r"(?:(?:is|are|has|have|had|would|also|still|further|strongly|alternatively)\s+)*+"
    rf"{STEM}(?:\s+(?:its|their|the)\s+positions?|\s+{STEM}|\s+in principle|\s+ad ref(?:erendum)?\.?|\s+capital"
    r"|\s+(?:(?:this|the|whole|entire)\s+)*+(?:para(?:graph|\.)?|sentence|article|phrase|words?|reference))*+"
)
KNOWN = "|".join(sorted((regex.escape(s) for s in STATES if " " in s or "-" in s), key=len, reverse=True))
CODE = (
    rf"(?:(?:{KNOWN})(?![\p{{L}}])"
    # a code glued to its verb ends where the verb begins: CLpropose
    r"|[A-Z]{2,6}(?=[Pp]ropos|[Oo]ppos|[Ss]upport|[Cc]onsider|[Rr]eserve|[Rr]etain|[Dd]elete)"
    r"|[A-Z][A-Z\d]{1,7}(?:-[A-Z]{2,5})?(?![\p{L}])"
    r"|\p{Lu}[\p{Ll}’']+(?:-\p{Lu}\p{Ll}+)?(?:[ ](?:of|the|du|de|of the)[ ]\p{Lu}\p{Ll}+|[ ]\p{Lu}\p{Ll}+){0,4}(?![\p{L}\d]))"
)
VERB_END = r"(?![\p{L}])\d{0,3}(?:\s*+\[\^?\d{1,3}\])?"
SIGN = regex.compile(
    rf"(?P<verb>(?i:{VERB}){VERB_END}(?P<by>[ ]by(?![\p{{L}}]))?)"
    rf"|(?P<name>{CODE})"
    r"|(?P<colon>:)"
    r"|(?P<end>;)"
    r"|(?P<gap>[\s*_/,&+]++|(?<=77 )and China\b|and\b|the\b|\[\^?\d{1,3}\]|\d{1,3}(?=[\s;:/,]))"
)
DASH = regex.compile(r"\s+[-–—]+\s*+(?=[\p{L}*(])|(?<=[\[.,;)”\"\w])[-–—]+\s++(?=[\p{L}*])")
NAME_IN_LIST = regex.compile(rf"(?P<name>{CODE})")
NAMES = rf"(?:{CODE})(?:\s*+(?:/++|,|&|and\b)\s*+(?:{CODE}))*+"
SENTENCE = regex.compile(rf"(?<![\p{{L}}\d])(?P<names>{NAMES})\s*+(?P<verb>(?i:{VERB}))(?![\p{{L}}])")
