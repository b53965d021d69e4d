"""What left one place of a sentence and came back at another in other words."""

from .kinds import ShiftKind
from .measure import measured
from .modals import Found
from .parts import Frame
from .qualified import qualified
from .verbs import acts

PAIRING = (
    ShiftKind.ACTION,
    ShiftKind.QUANTITY,
    ShiftKind.REFERENCE,
    ShiftKind.HEDGE,
    ShiftKind.CONDITION,
    ShiftKind.SAFEGUARD,
)


def met(found: list[Found], a: Frame, b: Frame, binding: int) -> list[Found]:
    """The shifts, with one that goes and one that comes of the same kind as one that changed."""
    for kind in PAIRING:
        gone = [f for f in found if f.kind is kind and f.a and not f.b]
        come = [f for f in found if f.kind is kind and f.b and not f.a]
        if len(gone) == len(come) == 1:
            both = list(_changed(kind, a, b, gone[0].a, come[0].b, binding))
            found = [f for f in found if f is not gone[0] and f is not come[0]] + both
    return found


def _changed(kind: ShiftKind, a: Frame, b: Frame, here: list[int], there: list[int], binding: int) -> list[Found]:
    if kind is ShiftKind.ACTION:
        return [acts(a, b, here, there)]
    if kind in (ShiftKind.QUANTITY, ShiftKind.REFERENCE):
        return list(measured(kind, a, b, here, there))
    return list(qualified(kind, a, b, here, there, binding))
