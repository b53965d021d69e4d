"""One sentence for a diplomat about each shift."""

from .kinds import Effect, ShiftKind

HOW = "how it is to be done"
LONGEST = 60  # characters that are quoted
BOUND = {
    Effect.STRONGER: "States are bound more",
    Effect.WEAKER: "States are bound less",
    Effect.MIXED: "it may cut both ways",
    Effect.NEUTRAL: "what binds stays the same",
}
ADDED = {
    ShiftKind.HEDGE: "which {says}", ShiftKind.CONDITION: "{says}", ShiftKind.SAFEGUARD: "which protects {says}",
}  # fmt: skip
CHANGED = {
    ShiftKind.NEGATION: "the rule was turned round", ShiftKind.SCOPE: "something else is covered",
    ShiftKind.ACTOR: "others bear the rule", ShiftKind.ACTION: "something else is to be done",
    ShiftKind.QUANTITY: "the measure changed", ShiftKind.REFERENCE: "it points elsewhere",
    ShiftKind.TERM: "another term of art", ShiftKind.CONDITION: "another condition", ShiftKind.HEDGE: "another qualifier",
    ShiftKind.SAFEGUARD: "another safeguard", ShiftKind.MODALITY: "another force",
    ShiftKind.UNCLASSIFIED: "no rule can tell what it does; read both",
}  # fmt: skip


DIRECTED = {
    (ShiftKind.SCOPE, Effect.STRONGER): "more is covered", (ShiftKind.SCOPE, Effect.WEAKER): "less is covered",
    (ShiftKind.SCOPE, Effect.NEUTRAL): "it names what is covered already",
    (ShiftKind.ACTION, Effect.STRONGER): "more is to be done", (ShiftKind.ACTION, Effect.WEAKER): "less is to be done",
    (ShiftKind.QUANTITY, Effect.STRONGER): "a stricter measure", (ShiftKind.QUANTITY, Effect.WEAKER): "a laxer measure",
}  # fmt: skip


def because(kind: ShiftKind, effect: Effect, before: str, after: str, said: str, says: str) -> str:
    """What happened, why it matters, and whether it binds States more."""
    if kind is ShiftKind.EDITORIAL:
        return "The same rule in other words, order or place."
    if kind in (ShiftKind.MODALITY, ShiftKind.NEGATION) and said and says and said != says:
        why = f"{said} became {says}"
    elif kind in ADDED and bool(before) != bool(after) and (says or said):
        why = ADDED[kind].format(says=says or said)
    elif HOW in (said, says):
        why = HOW
    else:
        why = DIRECTED.get((kind, effect)) or CHANGED[kind]
    return f"{_happened(before, after)}: {why}; {BOUND[effect]}."


def _happened(before: str, after: str) -> str:
    if not before:
        return f"“{_short(after)}” was added"
    if not after:
        return f"“{_short(before)}” was taken out"
    return f"“{_short(before)}” became “{_short(after)}”"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
