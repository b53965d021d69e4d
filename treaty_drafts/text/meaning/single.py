"""A sentence that stands in one of the texts alone: what its coming or going does."""

from collections.abc import Iterator

from .kinds import ShiftKind
from .modals import Found, turn
from .parts import Frame


def alone(a: Frame, b: Frame) -> Iterator[Found]:
    """The shifts of a sentence without a counterpart; the other frame is empty."""
    f, gained = (b, 1) if b.words else (a, -1)
    every = list(range(len(f.words)))
    guards = [n for n in every if f.role[n] == "safeguard"]
    exceptions = [
        n
        for n in every
        if f.role[n] == "condition"
        and (m := f.mark[n])
        and m.rule.id in ("condition.unless", "condition.consent", "condition.request")
    ]
    exceptions += [n for n in every[1:] if f.words[n].lemma in ("apply", "extend") and f.words[n - 1].lemma == "not"]
    kinds = []
    if guards:
        kinds.append((ShiftKind.SAFEGUARD, f.mark[guards[0]].rule.id, gained))  # type: ignore[union-attr]
    if exceptions:
        kinds.append((ShiftKind.CONDITION, "condition.exception", -gained))
    if not kinds and f.modals:
        kinds.append((ShiftKind.SCOPE, "scope.rule", gained if turn(f.modals[0])[0] != "free" else -gained))
    if not kinds:
        kinds.append((ShiftKind.UNCLASSIFIED, "unclassified.statement", 0))
    for kind, rule, sign in kinds:
        yield Found(
            kind, rule, sign, every if f is a else [], every if f is b else [], "a further rule", "a further rule"
        )
