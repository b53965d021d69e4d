"""What changes do to the law, as pages show it: each shift beside its place in the redline, lists sorted by effect."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict

from ..substance import EFFECTS, ORDER, Substance, Told
from ..text import Change, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which effects a list shows, none for all, and whether it is sorted by them."""

    effect: str
    sorted: bool

    @property
    def words(self) -> str:
        return EFFECTS.get(self.effect, "")

    @property
    def effects(self) -> list[tuple[str, str]]:
        """What can be chosen, the strongest first."""
        return [(effect, EFFECTS[effect]) for effect in ORDER]


def choice(sent: QueryDict) -> Choice:
    """What the address asks for; what it does not know it leaves out."""
    effect = sent.get("effect", "")
    return Choice(effect if effect in EFFECTS else "", sent.get("order") == "effect")


def pick(found: Iterable[T], chosen: Choice, effects: Callable[[T], Iterable[str]]) -> list[T]:
    """Those of `found` that have the chosen effect among theirs; sorted by their strongest, else in their own order."""
    kept = [one for one in found if not chosen.effect or chosen.effect in effects(one)]
    return sorted(kept, key=lambda one: min(map(ORDER.index, effects(one)), default=99)) if chosen.sorted else kept


def placed(found: Substance, changes: tuple[Change, ...]) -> list[tuple[Told, int]]:
    """Each shift with the number of the change that it stands at, 0 where it is at none."""
    after, before = [c.after for c in changes], [c.before for c in changes]
    return [(told, _touched(told.shift.after, after) or _touched(told.shift.before, before)) for told in found.told]


def _touched(words: Span, places: list[Span]) -> int:
    """The number of the first place that touches `words`."""
    n = bisect_left(places, words.start, key=lambda place: place.end)
    return n + 1 if n < len(places) and places[n].start <= words.end else 0
