"""One rule in two forms: `shall not transfer them unless` is `may transfer them only if`."""

from .grammar import GRAMMAR
from .lexicon import Mark
from .modals import turn
from .parts import Frame, Modal

ONLY = GRAMMAR["only"]
KEY = "condition.only"


def restated(a: Frame, b: Frame) -> None:
    """Reads a prohibition with an exception as a permission under a condition where the other text says it so."""
    for f in (a, b):
        _draw_only(f)
    for f, other in ((a, b), (b, a)):
        forbidding = next((m for m in f.modals if turn(m)[0] == "not"), None)
        leaving = next((m for m in other.modals if turn(m)[0] == "free" or (m.passive and turn(m)[0] == "do")), None)
        exception, condition = _exception(f), _only(other)
        if forbidding and leaving and exception and condition:
            _as(forbidding, leaving)
            for frame, mark in ((f, exception), (other, condition)):
                frame.words[mark.first].key = KEY
            return


def _draw_only(f: Frame) -> None:
    """`may only share them if` is `may share them only if`."""
    held = [m for _, _, m in f.zones if m.rule.id == "condition.if"]
    for modal in f.modals:
        only = next((n for n in range(modal.end, min(modal.end + 2, len(f.words))) if f.words[n].key == "only"), None)
        after = next((m for m in held if only is not None and m.first > only), None)
        if only is not None and after and f.words[after.first].key == "condition.if":
            f.words[only].key, f.words[after.first].key = "", "condition.if only"


def _as(forbidding: Modal, leaving: Modal) -> None:
    forbidding.rule, forbidding.denied, forbidding.doubly = leaving.rule, leaving.denied, leaving.doubly


def _exception(f: Frame) -> Mark | None:
    """The words with which a prohibition gives way: unless, without the consent of."""
    return next(
        (
            m
            for _, _, m in f.zones
            if m.rule.id == "condition.unless"
            or (m.rule.id == "condition.consent" and f.words[m.first].lemma == "without")
        ),
        None,
    )


def _only(f: Frame) -> Mark | None:
    """The condition under which alone something may be done; its `only` may stand away from it."""
    held = [m for _, _, m in f.zones if m.rule.kind == "condition"]
    for mark in held:
        if f.words[mark.first].lemma in ONLY or f.words[mark.first].key == "condition.if only":
            return mark
    for n, word in enumerate(f.words):
        if word.lemma in ONLY and held and any(n == m.end for m in f.modals):  # may only transfer them with consent
            word.key = ""
            return held[0]
    return None
