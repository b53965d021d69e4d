"""What a change may be, and whether it binds States more."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..span import Span


class ShiftKind(StrEnum):
    """What a change does to a rule, `unclassified` where no rule of ours can tell."""

    MODALITY = "modality"
    NEGATION = "negation"
    HEDGE = "hedge"
    CONDITION = "condition"
    SCOPE = "scope"
    ACTOR = "actor"
    ACTION = "action"
    QUANTITY = "quantity"
    REFERENCE = "reference"
    TERM = "term"
    SAFEGUARD = "safeguard"
    EDITORIAL = "editorial"
    UNCLASSIFIED = "unclassified"


class Effect(StrEnum):
    """Whether States are bound more, less, the same, or both ways."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    NEUTRAL = "neutral"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of meaning: where it stands in both texts, the rule that found it, and why in one sentence."""

    kind: ShiftKind
    effect: Effect
    before: Span
    after: Span
    rule: str
    because: str


# The force of a rule and whether it commands or forbids decide before what it covers and how it is softened.
DECIDING = (ShiftKind.MODALITY, ShiftKind.NEGATION)


def overall(shifts: Iterable[Shift]) -> Effect:
    """What all `shifts` of a pair together do; those of force decide, or else the most."""
    found = tuple(shifts)
    deciding = [
        s.effect for s in found if (s.kind in DECIDING or s.rule == "actor.bound") and s.effect is not Effect.NEUTRAL
    ]
    effects = deciding or [s.effect for s in found if s.effect is not Effect.NEUTRAL]
    more, less = effects.count(Effect.STRONGER), effects.count(Effect.WEAKER)
    if more != less:
        return Effect.STRONGER if more > less else Effect.WEAKER
    return Effect.MIXED if effects else Effect.NEUTRAL


def opposite(effect: Effect) -> Effect:
    """The effect of the same change made backwards."""
    return {Effect.STRONGER: Effect.WEAKER, Effect.WEAKER: Effect.STRONGER}.get(effect, effect)


def towards(sign: int) -> Effect:
    """Stronger for a positive number, weaker for a negative one, mixed for 0."""
    return Effect.STRONGER if sign > 0 else Effect.WEAKER if sign < 0 else Effect.MIXED
