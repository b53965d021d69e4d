"""Word-level changes between two texts, and the way back: `apply(a, diff(a, b)) == b`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .alignment import Aligner, Difference
from .errors import TextError
from .span import Span


class ChangeKind(StrEnum):
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` in the earlier text gave way to `after` in the later one, which reads `text` there.

    A moved paragraph is two changes of the kind `move`: where it went away `after` is empty and `twin` says where the
    later text has it; where it came to `before` is empty and `twin` says where the earlier text had it.
    """

    kind: ChangeKind
    before: Span
    after: Span
    text: str
    twin: Span | None = None


def diff(before: str, after: str) -> tuple[Change, ...]:
    """The changes from `before` to `after`, in order; outside them the two texts are equal."""
    return tuple(changes(before, after, Aligner(before).differences(after))) if before != after else ()


def apply(before: str, changes: Iterable[Change]) -> str:
    """The later text. Raises `TextError` where a change does not fit `before`."""
    parts, at = [], 0
    for change in changes:
        if not at <= change.before.start <= change.before.end <= len(before):
            raise TextError("a change lies outside the text or out of order", change.before.start)
        parts += [before[at : change.before.start], change.text]
        at = change.before.end
    return "".join([*parts, before[at:]])


def changes(before: str, after: str, found: Iterable[Difference]) -> Iterator[Change]:
    """Differences as changes; what was taken out and put in again unchanged is none."""
    for a, b, twin in found:
        gone, come = before[slice(*a)], after[slice(*b)]
        if gone == come:
            continue
        kind = ChangeKind.REPLACE if gone and come else ChangeKind.DELETE if gone else ChangeKind.INSERT
        if twin:
            kind = ChangeKind.MOVE
        yield Change(kind, Span(*a), Span(*b), come, Span(*twin) if twin else None)
