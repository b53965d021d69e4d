"""The brackets of a negotiating text: where they stand, how they nest, and what each of them is.

`write(parse(text)) == text` for every string. `pairing` says which belong together, `kinds` what each of them is,
`stances` and `wordings` who holds what in it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from .kinds import OPEN_KINDS, SHORT, Kind, Place, judged
from .outline import ProvisionKind, units
from .pairing import Pair, Problem, paired
from .parties import Parties
from .span import Span
from .stances import Stance, StanceKind, attribution, positions
from .wordings import options, slashed


@dataclass(frozen=True, slots=True)
class Bracket:
    """`[start:end]` includes the brackets; `depth` counts from 1; `parent` and `group` are indexes or None.

    `rule` names the rule by which its kind was judged.
    """

    start: int
    end: int
    depth: int
    parent: int | None
    group: int | None
    kind: Kind
    alternatives: tuple[Span, ...]
    stances: tuple[Stance, ...]
    rule: str

    @property
    def unresolved(self) -> bool:
        """Whether something is still to be settled here."""
        return self.kind in OPEN_KINDS


@dataclass(frozen=True, slots=True)
class BracketedText:
    """A text and what was found in it; brackets in the order in which they open."""

    text: str
    brackets: tuple[Bracket, ...]
    problems: tuple[Problem, ...]


def parse(text: str, *, forum: str = "auto", sigla: Iterable[str] = ()) -> BracketedText:
    """Find the brackets of `text`. In the forum `deletion` brackets mark words that are to go.

    `sigla` are the codes of the negotiation, where they are known: then a name in full without a verb has to be one of them.
    """
    if "[" not in text and "]" not in text:
        return BracketedText(text, (), ())
    starts = [u.start for u in units(text) if u.kind is not ProvisionKind.PREAMBULAR]
    pairs, problems = paired(text, starts)
    brackets = _Judge(text, pairs, Parties(text, sigla)).brackets(forum)
    return BracketedText(text, tuple(_grouped(text, brackets)), tuple(problems))


def write(parsed: BracketedText) -> str:
    """The text that was parsed, unchanged."""
    return parsed.text


class _Judge:
    """Says of each matched pair of one text what it is, and who holds what in it."""

    def __init__(self, text: str, pairs: list[Pair], parties: Parties) -> None:
        self._text, self._pairs, self._parties = text, pairs, parties
        self._notes = _notes(text)
        self._links = frozenset(m["name"] for m in LINK_TARGET.finditer(text))
        self._inner: list[list[Span]] = [[] for _ in pairs]  # the brackets that stand directly in each one
        self._parents: list[int | None] = []
        self._depths: list[int] = []
        self._nest()

    def _nest(self) -> None:
        open_: list[int] = []
        for n, (start, end) in enumerate(self._pairs):
            while open_ and self._pairs[open_[-1]][1] <= start:
                open_.pop()
            self._parents.append(open_[-1] if open_ else None)
            self._depths.append(len(open_) + 1)
            if open_:
                self._inner[open_[-1]].append(Span(start, end))
            open_.append(n)

    def brackets(self, forum: str) -> list[Bracket]:
        found = []
        for n, (start, end) in enumerate(self._pairs):
            kind, rule, wordings, stances = (
                (Kind.DELETION, "forum-deletion", (Span(start + 1, end - 1),), ())
                if forum == "deletion"
                else self._judged(n)
            )
            found.append(
                Bracket(start, end, self._depths[n], self._parents[n], None, kind, wordings, tuple(stances), rule)
            )
        return found

    def _judged(self, n: int) -> tuple[Kind, str, tuple[Span, ...], Iterable[Stance]]:
        start, end = self._pairs[n]
        held = attribution(self._text, start + 1, end - 1, self._parties)
        wording = Span(*held.wording)
        place = Place(self._text, start, end, self._notes, self._links)
        kind, rule = judged(place)
        if kind is Kind.NOTE and (rule == "note-header" or not held.stances):
            return kind, rule, (Span(start + 1, end - 1),), positions(self._text, start + 1, end - 1, self._parties)
        if kind is not Kind.CONTESTED and not held.stances and rule != "no-text":
            return kind, rule, (Span(start + 1, end - 1),), ()
        if labelled := options(self._text, wording.start, wording.end, self._inner[n]):
            return Kind.OPTION, "option-labels", labelled, held.stances
        if parts := slashed(self._text, start + 1, end - 1, self._inner[n], self._parties):
            spans = tuple(Span(*p.wording) for p in parts)
            return Kind.ALTERNATIVE, "slash", spans, [s for p in parts for s in p.stances]
        if held.stances:
            return Kind.CONTESTED, "attributed", (wording,), held.stances
        if kind is Kind.CONTESTED and self._is_body_of_option(start, end):
            return Kind.OPTION, "option-body", (wording,), ()
        return kind, rule, (wording,), ()

    def _is_body_of_option(self, start: int, end: int) -> bool:
        """Whether the bracket is all that a line "Option 1: [...]" says."""
        line = self._text.rfind("\n", max(0, start - LABEL), start) + 1
        label = OPTION_LINE.fullmatch(self._text, line, start) if line or start < LABEL else None
        return bool(label and LINE_END.match(self._text, end, end + LABEL))


def _notes(text: str) -> frozenset[str]:
    """Numbers under which the text has a footnote; a number that stands alone may be that of a page."""
    found = {m["mark"] for m in NOTE_TEXT.finditer(text)}
    alone = [(m["mark"], m["line"].strip()) for m in NOTE_UNDER_NUMBER.finditer(text)]
    often = Counter(line for _, line in alone)  # a running header stands under the numbers of many pages
    return frozenset(found | {mark for mark, line in alone if often[line] == 1})


def _grouped(text: str, brackets: list[Bracket]) -> list[Bracket]:
    """Brackets that follow each other with nothing or a blank between are alternatives of one place."""
    brackets = _beside_proposals(text, brackets)
    found = list(brackets)
    last: dict[int | None, int] = {}
    runs: dict[int, list[int]] = {}  # by the last bracket so far
    for n, bracket in enumerate(brackets):
        before = last.get(bracket.parent)
        last[bracket.parent] = n
        if before is not None and _are_alternatives(text, brackets[before], bracket):
            runs[n] = runs.pop(before, [before])
            runs[n].append(n)
    for run in runs.values():
        for group in _split(text, brackets, run):
            for n in group if len(group) > 1 else ():
                found[n] = replace(found[n], group=group[0])
                if found[n].kind is Kind.CONTESTED or found[n].rule in CHANGED_BY_NEIGHBOURS:
                    found[n] = replace(found[n], kind=Kind.ALTERNATIVE, rule="adjacent")
    return found


def _beside_proposals(text: str, brackets: list[Bracket]) -> list[Bracket]:
    """What looks like a tag or a dot to fill in and touches a proposal is the wording that it would replace:
    `has [concluded][examined - AA]`, `of that State[.][, or of another - AA]`."""
    found = list(brackets)
    attributed = {b.start for b in brackets if b.rule == "attributed"}
    for n, bracket in enumerate(brackets):
        like_words = bracket.rule == "status-tag" or text[bracket.start : bracket.end] == "[.]"
        if like_words and bracket.end in attributed:
            found[n] = replace(bracket, kind=Kind.CONTESTED, rule="beside-a-proposal")
    return found


def _split(text: str, brackets: list[Bracket], run: list[int]) -> list[list[int]]:
    """A run in which some brackets touch and others do not is several places: `[a][b] [shall][should]` is two."""
    gaps = [text[brackets[m].end : brackets[n].start] for m, n in pairwise(run)]
    if "" not in gaps:
        return [run]
    groups = [[run[0]]]
    for gap, (m, n) in zip(gaps, pairwise(run), strict=True):
        broken = "\n" in gap and len(groups[-1]) == 1  # the line broke between two that touch
        if gap and not broken and not _begin_alike(text, brackets[m], brackets[n]):
            groups.append([n])
        else:
            groups[-1].append(n)
    if len(groups) == 2 and len(groups[-1]) == 1 and all(_is_word(text, brackets[n]) for n in run):
        return [run]  # `[shall][should] [may]`
    joined = groups[:1]
    for before, group in pairwise(groups):
        if len(before) == len(group) == 1 and all(_is_word(text, brackets[n]) for n in (before[0], group[0])):
            joined[-1] = joined[-1] + group  # `[prepare] [keep] [any][some]`
        else:
            joined.append(group)
    return joined


def _is_word(text: str, bracket: Bracket) -> bool:
    return bool(ONE_WORD.fullmatch(text, bracket.start, bracket.end))


def _begin_alike(text: str, one: Bracket, other: Bracket) -> bool:
    first, second = (FIRST_WORD.match(text, b.start + 1, b.end) for b in (one, other))
    return bool(first and second and first[1].casefold() == second[1].casefold())


CHANGED_BY_NEIGHBOURS = frozenset({"citation", "gloss"})  # `[Article 6][Article 7]` is a choice between the two


def _are_alternatives(text: str, one: Bracket, other: Bracket) -> bool:
    """Whether `other` begins where `one` ends and is another wording of the same place."""
    gap = text[one.end : other.start] if other.start - one.end <= WIDEST_GAP else "-"
    if gap.strip() or not (_can_compete(one) and _can_compete(other)):
        return False
    if gap and (one.kind is Kind.PLACEHOLDER or other.kind is Kind.PLACEHOLDER):
        return False
    first, second = (text[b.start + 1 : min(b.end - 1, b.start + SHORT)].strip(" *_") for b in (one, other))
    if ADDS.match(second) or bool(COMMA.match(first)) != bool(COMMA.match(second)):
        return False
    if gap and PREPOSITION.match(second) and not PREPOSITION.match(first):
        return False  # `[facilitative] [in nature]`
    if gap and any(s.stance is StanceKind.DELETES for b in (one, other) for s in b.stances):
        return False  # words that some would delete go on in the sentence
    if gap in ("", " "):
        return not (gap and _is_sentence(text, one) and _is_sentence(text, other) and first[:4] != second[:4])
    if one.rule == other.rule == "option-labels" and gap.count("\n") == 1:
        return True
    wrapped = gap.count("\n") == 1 and not (one.stances or other.stances or _opens_line(text, one.start))
    return wrapped and text[one.end - 2] not in ",;.:" and other.end - other.start <= SHORT


def _can_compete(bracket: Bracket) -> bool:
    return bracket.kind in OPEN_KINDS or bracket.rule in CHANGED_BY_NEIGHBOURS


def _is_sentence(text: str, bracket: Bracket) -> bool:
    return bracket.end - bracket.start > SENTENCE and text[bracket.end - 2] in ".;,"


def _opens_line(text: str, at: int) -> bool:
    return not text[max(0, at - LABEL) : at].rpartition("\n")[2].strip(" \t*_([")


LABEL = 100  # characters of a line that are looked at around a bracket
WIDEST_GAP = 40  # white space between alternatives, a line's indent included
SENTENCE = 100  # characters; a longer bracket that ends like a sentence is one
FIRST_WORD = regex.compile(r"[\s*_]*+(\p{L}{3,})")
ONE_WORD = regex.compile(r"\[[\s*_]*+[\p{L}’'-]++[\s*_]*+\]")
ADDS = regex.compile(r"(?:and|or|as well as)\s+\S")  # what is added competes with nothing; `[and][or]` does
COMMA = regex.compile(r"[,;](?=.)")
PREPOSITION = regex.compile(r"(?:in|on|of|for|to|with|under|from|through|including|if|where|when|as)\s")
OPTION_LINE = regex.compile(
    r"[ \t\f]*+(?:\d{1,3}[.)]?[ ]*+)?[*_]*+(?:Option|OPTION|Alternative|ALT\.?)[ ]+\(?[\w]{1,4}\)?(?:\[\^\d+\])?"
    r"[ ]?[*_:.]*+[ ]*+[*_:]*+[ ]*+"
)
LINE_END = regex.compile(r"[*_.,;:]*+(?:\d{1,2}|\[\^\w+\])?[ \t]*+(?:\r?\n|\Z)")
LINK_TARGET = regex.compile(r"^[ ]{0,3}\[(?P<name>[^\]\n^]{1,80})\]:[ \t]", regex.MULTILINE)
NOTE_TEXT = regex.compile(
    r"^[ \t]*+(?:\[\^?(?P<mark>\d{1,3})\]:?|(?P<mark>\d{1,3})(?=[ \t]+[\p{Lu}\[“\"(*]))(?=[ \t]*+\S)", regex.MULTILINE
)
NOTE_UNDER_NUMBER = regex.compile(
    r"^[ \t]*+(?P<mark>\d{1,3})[ \t]*+\n(?P<line>[ \t]+[\p{Lu}\[“\"(*][^\n]*+)", regex.MULTILINE
)
