"""What a drafter would want to mend in the brackets of a text before it is circulated."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from .brackets import Bracket, BracketedText, parse
from .kinds import Kind
from .numbers import numberings
from .outline import ProvisionKind, units
from .span import Span
from .wordings import OPTION


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: `rule` names it, `what` says it in one sentence. `start` to `end` in code points."""

    start: int
    end: int
    rule: str
    what: str


def lint(text: str, *, sigla: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What is wrong with the brackets of `text`, in order; unknown delegations only where `sigla` are given."""
    known = frozenset(sigla)
    parsed = parse(text, sigla=known)
    found = [*_unbalanced(parsed), *_options(text)]
    for bracket in parsed.brackets:
        found += [*_empty(text, bracket), *_orphan(text, bracket), *_unknown(bracket, known)]
        found += _same_inside(text, bracket)
    found += _same_in_group(parsed)
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.rule)))


def _unbalanced(parsed: BracketedText) -> Iterator[Finding]:
    for p in parsed.problems:
        missing = "closes" if p.what == "unclosed" else "opens"
        yield Finding(p.offset, p.offset + 1, f"unbalanced-{p.what}", f"Nothing {missing} this bracket.")


def _empty(text: str, bracket: Bracket) -> Iterator[Finding]:
    if bracket.end - bracket.start <= LONGEST and not text[bracket.start + 1 : bracket.end - 1].strip():
        yield Finding(bracket.start, bracket.end, "empty", "This bracket is empty.")
    elif bracket.stances and not any(_has_words(text, a) for a in bracket.alternatives):
        yield Finding(bracket.start, bracket.end, "empty", "This bracket names delegations and has no wording.")


def _has_words(text: str, span: Span) -> bool:
    return bool(NOT_BLANK.search(text, span.start, span.end))


def _orphan(text: str, bracket: Bracket) -> Iterator[Finding]:
    """An alternative to something that is not there."""
    said = ALTERNATIVE_TO.match(text, bracket.start + 1, min(bracket.end, bracket.start + LONGEST))
    if said and bracket.group is None:
        yield Finding(
            bracket.start,
            bracket.end,
            "orphan-alternative",
            "This is called an alternative, and no other stands beside it.",
        )
    if bracket.rule == "contested" and DANGLING.fullmatch(
        text, bracket.start, min(bracket.end, bracket.start + LONGEST)
    ):
        yield Finding(bracket.start, bracket.end, "orphan-alternative", "A slash has a wording on one side only.")


def _unknown(bracket: Bracket, known: frozenset[str]) -> Iterator[Finding]:
    for s in bracket.stances if known else ():
        if s.siglum not in known:
            yield Finding(s.start, s.end, "unknown-delegation", f"{s.siglum} is not a delegation of this negotiation.")


def _same_inside(text: str, bracket: Bracket) -> Iterator[Finding]:
    seen: set[str] = set()
    for a in bracket.alternatives if len(bracket.alternatives) > 1 else ():
        words = " ".join(a.of(text).split()).casefold()
        if words and words in seen:
            yield Finding(a.start, a.end, "same-alternatives", "This alternative says the same as another one.")
        seen.add(words)


def _same_in_group(parsed: BracketedText) -> Iterator[Finding]:
    seen: set[tuple[int, str]] = set()
    for bracket in parsed.brackets:
        if bracket.group is None or not bracket.alternatives or bracket.kind is Kind.PLACEHOLDER:
            continue
        key = bracket.group, " ".join(bracket.alternatives[0].of(parsed.text).split()).casefold()
        if key in seen:
            yield Finding(
                bracket.start, bracket.end, "same-alternatives", "This alternative says the same as another one."
            )
        seen.add(key)


def _options(text: str) -> Iterator[Finding]:
    """An "Option 2" without an "Option 1" before it; options (a) and I are counted apart."""
    found = units(text)
    starts = [u.start for u in found]
    wide: dict[str, set[int]] = {}  # in this article or part
    near: dict[str, set[int]] = {}  # in this unit
    unit = -1
    for label in OPTION.finditer(text):
        n = bisect_right(starts, label.start()) - 1
        if n != unit:
            wide = wide if all(u.kind in INSIDE for u in found[unit + 1 : n + 1]) else {}
            near, unit = {}, n
        if not BEGINS.search(text, max(0, label.start() - LONGEST), label.start()):
            continue  # somebody speaks of an option
        meant = list(numberings(label["number"]))
        if not any(
            v == 1 or v - 1 in near.get(s, ()) or (v - 1 in wide.get(s, ()) and v not in wide[s]) for s, v in meant
        ):
            what = "There is an option here and none before it."
            yield Finding(label.start(), label.end(), "missing-option", what)
        for style, value in meant:
            if value == 1:
                near[style], wide[style] = set(), set()
            near.setdefault(style, set()).add(value)
            wide.setdefault(style, set()).add(value)


INSIDE = (ProvisionKind.PARAGRAPH, ProvisionKind.PREAMBULAR)
LONGEST = 200  # characters that are looked at
ALTERNATIVE_TO = regex.compile(
    r"\s*+(?:[A-Z][\w/,; ]{0,80}?[ ])?"
    r"(?:(?i:alternative proposal|alternatively propose[sd]?)|(?:Alternative|ALT\.?|Alt\.?)(?:[ ][\dA-Z])?)[ ]?[:.]"
)
NOT_BLANK = regex.compile(r"\S")
DANGLING = regex.compile(r"\[\s*+(?:/(?!or\b)[^/\[\]]{2,}|[^/\[\]]{2,}/)\s*+\]")
BEGINS = regex.compile(r"(?:\A|[\n\[;:.(]|\d\.\d)[\s*_\[]*\Z")
