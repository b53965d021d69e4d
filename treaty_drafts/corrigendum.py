"""What a correction corrects: for these words read those, each with its place and the reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .citing import cite
from .models import RollingProvision, RollingText
from .text import Lines, Span, diff, outline

WORD_BEFORE = re.compile(r"\S*\s*$")
WORD_BEHIND = re.compile(r"\s*\S*")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. `line` counts from 1 in the provision as it was before, without the proposals on it."""

    provision: str
    place: str
    line: int
    before: str
    after: str
    because: str

    @property
    def words(self) -> str:
        """The correction as it is printed."""
        return f"{self.cited}: for “{self.before}” read “{self.after}” ({self.because})"

    @property
    def cited(self) -> str:
        return f"{self.place[:1].upper()}{self.place[1:]}, line {self.line}"


def of(text: RollingText) -> tuple[Correction, ...]:
    """The corrections that a Corr. makes to the text it supersedes; none of a revision itself."""
    if not text.correction or text.superseding is None:
        return ()
    return between(text.superseding.provisions.all(), text.provisions.all())


def between(before: Iterable[RollingProvision], after: Iterable[RollingProvision]) -> tuple[Correction, ...]:
    """The corrections that lead from one state of the text to another, in the order of the text."""
    was = {state.provision_id: state for state in before}
    return tuple(c for state in after for c in _corrections(was[state.provision_id], state))


def _corrections(was: RollingProvision, state: RollingProvision) -> Iterator[Correction]:
    if was.base == state.base:
        return
    lines, inner = Lines(was.base), outline(was.base)
    for old, new in _places(was.base, state.base):
        place = cite(was.label, inner, old.start)
        yield Correction(
            str(state.provision_id), place, lines.at(old.start), old.of(was.base), new.of(state.base), state.note
        )


def _places(before: str, after: str) -> list[tuple[Span, Span]]:
    """Where the texts differ, each place wide enough to have words on both sides."""
    found: list[tuple[Span, Span]] = []
    for change in diff(before, after):
        old, new = change.before, change.after
        if not (old.of(before).strip() and new.of(after).strip()):
            left = len(WORD_BEFORE.search(before[: old.start])[0])  # type: ignore[index]  # it matches every string
            right = len(WORD_BEHIND.match(before, old.end)[0])  # type: ignore[index]
            old, new = Span(old.start - left, old.end + right), Span(new.start - left, new.end + right)
        if found and old.start <= found[-1][0].end:
            old, new = _joined(found.pop(), (old, new))
        found.append((old, new))
    return found


def _joined(first: tuple[Span, Span], second: tuple[Span, Span]) -> tuple[Span, Span]:
    """Two places that touch as one; before the first change and behind the last the two texts are equal."""
    start, end = min(first[0].start, second[0].start), max(first[0].end, second[0].end)
    new_start = first[1].start - (first[0].start - start)
    return Span(start, end), Span(new_start, second[1].end + end - second[0].end)
