"""A text with brackets, read as if what stands in them stood: of alternatives, the one that the other text has."""

from collections.abc import Iterator
from dataclasses import dataclass

from .brackets import Bracket, parse
from .diff import Change, diff
from .span import Span


@dataclass(frozen=True, slots=True)
class Unbracketed:
    """`text` has blanks where brackets were, so that offsets stay; `settled` are alternatives of which the other has one."""

    text: str
    settled: tuple[tuple[Span, Span], ...]  # where they stand in this text, and what the other has there


def unbracketed(text: str, other: str) -> Unbracketed:
    """Read `text` without its brackets beside `other`, as whose change it is to be understood."""
    brackets = parse(text).brackets if "[" in text else ()
    letters = list(text)
    settled = []
    changes: tuple[Change, ...] | None = None
    for group in _groups(brackets):
        place = Span(group[0].start, group[-1].end)
        wordings = [span for bracket in group for span in bracket.alternatives]
        kept = wordings[0] if wordings else Span(place.end, place.end)
        if len(wordings) > 1:
            changes = diff(text, other) if changes is None else changes
            there = Span(_moved(place.start, changes, end=False), _moved(place.end, changes, end=True))
            same = [w for w in wordings if _words(w.of(text)) == _words(there.of(other))]
            kept = same[0] if same else kept
            settled += [(place, there)] if same else []
        for at in (*range(place.start, kept.start), *range(kept.end, place.end)):
            letters[at] = letters[at] if letters[at].isspace() else " "
    return Unbracketed("".join(letters), tuple(settled))


def _groups(brackets: tuple[Bracket, ...]) -> Iterator[list[Bracket]]:
    """The unresolved brackets, those that are alternatives of each other together; outer ones first."""
    groups: dict[int, list[Bracket]] = {}
    for n, bracket in enumerate(brackets):
        if bracket.unresolved:
            groups.setdefault(n if bracket.group is None else bracket.group, []).append(bracket)
    yield from groups.values()


def _moved(at: int, changes: tuple[Change, ...], *, end: bool) -> int:
    """Where an offset of the earlier text is in the later one; `end` for the end of a stretch."""
    moved = at
    for change in changes:
        if change.before.start > at or (change.before.start == at and end):
            break
        inside = at < change.before.end or (at == change.before.end and end)
        if inside:
            return change.after.end if end else change.after.start
        moved = at + change.after.end - change.before.end
    return moved


def _words(text: str) -> list[str]:
    return text.casefold().split()
