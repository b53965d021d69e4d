"""Word-level changes between two texts, and the way back: `apply(a, diff(a, b)) == b`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

from .errors import TextError
from .span import Span
from .tokens import tokenize

try:  # the compiled twin; tests assert that both give the same changes
    from fast_diff_match_patch import diff as fast_diff
except ImportError:  # no wheel for this Python
    fast_diff = None

# Tokens become private-use characters, so that no clean-up takes them for white space or punctuation.
PLANES = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE), range(0xE000, 0xF900))
CODES = [chr(code) for plane in PLANES for code in plane]

# Above this many tokens unchanged paragraphs are taken out first: the word diff is quadratic in what differs.
WHOLE_TEXT = 6000
PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


class ChangeKind(StrEnum):
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` in the earlier text gave way to `after` in the later one, which reads `text` there."""

    kind: ChangeKind
    before: Span
    after: Span
    text: str


def diff(before: str, after: str) -> tuple[Change, ...]:
    """The changes from `before` to `after`, in order; outside them the two texts are equal."""
    return tuple(_changes(_word_edits(before, after)))


def apply(before: str, changes: tuple[Change, ...]) -> str:
    """The later text. Raises `TextError` where a change does not fit `before`."""
    parts, at = [], 0
    for change in changes:
        if not at <= change.before.start <= change.before.end <= len(before):
            raise TextError("a change lies outside the text or out of order", change.before.start)
        parts += [before[at : change.before.start], change.text]
        at = change.before.end
    return "".join([*parts, before[at:]])


def _word_edits(before: str, after: str) -> Iterator[tuple[int, str]]:
    a, b = tokenize(before), tokenize(after)
    if len(a) + len(b) <= WHOLE_TEXT:
        yield from edits(a, b)
        return
    removed, added = "", ""
    for sign, text in [*edits(tuple(PARAGRAPH.findall(before)), tuple(PARAGRAPH.findall(after))), (0, "")]:
        if sign < 0:
            removed += text
        elif sign > 0:
            added += text
        else:
            yield from edits(tokenize(removed), tokenize(added))
            removed, added = "", ""
            yield 0, text


def edits(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, str]]:
    """What to keep (0), remove (-1) and add (1) to come from the tokens `a` to `b`."""
    distinct = dict.fromkeys([*a, *b])
    if len(distinct) > len(CODES):
        return [(-1, "".join(a)), (1, "".join(b))]
    code = dict(zip(distinct, CODES, strict=False))
    token = dict(zip(CODES, distinct, strict=False))
    coded = "".join(map(code.__getitem__, a)), "".join(map(code.__getitem__, b))
    found = fast_edits(*coded) if has_fast_twin() else plain_edits(*coded)
    return [(sign, "".join(map(token.__getitem__, text))) for sign, text in found]


def has_fast_twin() -> bool:
    """Whether the compiled diff-match-patch is there."""
    return fast_diff is not None


def plain_edits(a: str, b: str) -> list[tuple[int, str]]:
    """Edits by diff-match-patch, without its clock, tidied for a reader."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(a, b, False)
    engine.diff_cleanupSemantic(found)
    return list(found)


def fast_edits(a: str, b: str) -> list[tuple[int, str]]:
    """The same by the compiled twin."""
    found = fast_diff(a, b, timelimit=0, checklines=False, cleanup="Semantic", counts_only=False)
    return [({"=": 0, "-": -1, "+": 1}[sign], text) for sign, text in found]


def _changes(edits: Iterator[tuple[int, str]]) -> Iterator[Change]:
    at = was = 0
    removed, added = "", ""
    for sign, text in [*edits, (0, "")]:
        if sign < 0:
            removed += text
        elif sign > 0:
            added += text
        elif text or removed or added:
            if removed != added:
                kind = ChangeKind.REPLACE if removed and added else ChangeKind.DELETE if removed else ChangeKind.INSERT
                yield Change(kind, Span(was, was + len(removed)), Span(at, at + len(added)), added)
            was += len(removed) + len(text)
            at += len(added) + len(text)
            removed, added = "", ""
