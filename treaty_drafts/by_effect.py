"""Lists by what changes do to the law: those with one effect only, or the strongest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict

from .substance import EFFECTS, ORDER

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
