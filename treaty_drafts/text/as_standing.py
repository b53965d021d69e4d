"""What a change does to the law where words stand in square brackets: they are read as if they stood."""

from dataclasses import dataclass

from .language import Language
from .meaning import Effect, Shift, ShiftKind, overall, shifts
from .span import Span
from .unbracketing import unbracketed

GONE = "one of the alternatives is kept; which of them binds is open, so no rule can tell"
CAME = "alternatives stand in brackets; which of them will bind is open, so no rule can tell"


@dataclass(frozen=True, slots=True)
class Standing:
    """The shifts of a change and what they do together, None where no rule can tell.

    `brackets` says whether words in square brackets were read as if they stood; offsets are those of the texts as given.
    """

    shifts: tuple[Shift, ...]
    effect: Effect | None
    brackets: bool


def as_standing(before: str, after: str, *, within: Language | None = None) -> Standing:
    """The change from `before` to `after` without their brackets; of alternatives, the one that the other text has."""
    first, second = unbracketed(before, after), unbracketed(after, before)
    found = shifts(first.text, second.text, within=within)
    settled = [_settled(here, there, before, after, GONE) for here, there in first.settled]
    settled += [_settled(there, here, before, after, CAME) for here, there in second.settled]
    if settled and first.text.split() == second.text.split():
        found = ()  # nothing changed but the brackets
    every = (*found, *settled)
    clear = [s for s in every if s.kind not in (ShiftKind.UNCLASSIFIED, ShiftKind.EDITORIAL)]
    unclear = any(s.kind is ShiftKind.UNCLASSIFIED for s in every) and not clear
    return Standing(every, None if unclear else overall(found), brackets=first.text != before or second.text != after)


def _settled(before: Span, after: Span, old: str, new: str, what: str) -> Shift:
    """That alternatives in brackets became one of them, or the other way round: which one stood before is open."""
    because = f"“{before.of(old).strip()}” became “{after.of(new).strip()}”: {what}."
    return Shift(ShiftKind.UNCLASSIFIED, Effect.MIXED, before, after, "brackets.alternatives", because)
