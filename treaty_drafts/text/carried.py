"""What comes of a wording that is carried forward to a new base."""

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Conflict:
    """The words `old` of the old base became `new` in the new base and `mine` in the wording that is carried forward.

    `at` is where the rebased text has them as the new base says; to settle it for the other, put `mine` there. `changes`
    counts what a reader of the wording sees as changes in it.
    """

    old: Span
    new: Span
    mine: Span
    at: Span
    changes: int = 1

    def within(self, old: str, new: str, mine: str, text: str) -> "Conflict":
        """The conflict with none of its spans behind the end of its text."""
        spans = cut(self.old, old), cut(self.new, new), cut(self.mine, mine), cut(self.at, text)
        return Conflict(*spans, changes=self.changes)


@dataclass(frozen=True, slots=True)
class Rebased:
    """The wording on its new base. `applied` and `already` are the changes (spans of mine) that were carried over and
    that the new base has already, as a reader of the wording counts them; a deletion is an empty span."""

    text: str
    conflicts: tuple[Conflict, ...] = ()
    applied: tuple[Span, ...] = ()
    already: tuple[Span, ...] = ()


def cut(span: Span, text: str) -> Span:
    """A span without what is behind the end of the text."""
    return Span(min(span.start, len(text)), min(span.end, len(text)))
