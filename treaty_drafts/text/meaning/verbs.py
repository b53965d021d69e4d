"""What a rule asks to be done: the verbs, and which of two asks for more."""

from functools import lru_cache

from .grammar import GRAMMAR
from .kinds import ShiftKind
from .lexicon_data import read
from .modals import Found, turn
from .parts import Frame
from .stems import stem
from .words import key_of

DATA = read("actions")


def _key(verb: str) -> str:
    return "_".join(map(stem, verb.split("-"))) if "-" in verb else key_of(verb)


VERBS = frozenset(map(key_of, DATA["verbs"].split())).union(
    _key(v) for g in DATA["grade"] for step in g["steps"] for v in step.split()
) - {""}
BEFORE_ING = GRAMMAR["before_ing"]


def doing(f: Frame, only: set[int]) -> list[int]:
    """Those of the words that are verbs of the rule."""
    found = {n for n in only if f.role[n] == "verb" or (f.role[n] in ("", "term") and _acts(f, n))}
    for n in [n for n in found if f.words[n].key in LIGHT]:  # make recommendations: the noun says what is done
        found |= {k for k in range(n + 1, n + 4) if k in only and f.words[k].key in VERBS}
    return sorted(found)


def _acts(f: Frame, n: int) -> bool:
    word = f.words[n]
    before = f.words[n - 1].lemma if n else ""
    if f.words[n].key not in VERBS:
        return False
    if before == "to" and word.text == word.lemma and not word.text.endswith(("al", "ive", "ous", "ic")):
        return n + 1 < len(f.words) and not (n > 1 and f.words[n - 2].lemma in ("access", "pursuant", "subject"))
    if word.text.endswith("ing"):
        beside = before in ("and", "or") and any(w.text.endswith("ing") for w in f.words[max(0, n - 7) : n - 1])
        return (before in BEFORE_ING or beside) and n + 1 < len(f.words) and f.words[n + 1].lemma not in ("of",)
    verb = max((m.verb for m in f.modals if 0 <= m.verb < n), default=-1)
    return before in ("and", "or") and not word.text.endswith(("s", "ed")) and verb >= 0 and n - verb <= 3


ALLOWING = frozenset(map(key_of, GRAMMAR["allowing"]))
FORBIDDING = frozenset(map(key_of, GRAMMAR["forbidding"]))
LIGHT = frozenset(map(key_of, GRAMMAR["light"]))


def light(f: Frame, part: list[int]) -> bool:
    """Whether the verbs say nothing by themselves: `hold consultations` is `consult`."""
    return all(f.words[n].key in LIGHT for n in part)


def _said(f: Frame, part: list[int]) -> str:
    keys = [f.words[n].key for n in part]
    return next((k for k in keys if k not in LIGHT), keys[0] if keys else "")


def acts(a: Frame, b: Frame, here: list[int], there: list[int]) -> Found:
    """The change of an act, with which of the two asks for more where the grades say so."""
    x, y = _said(a, here), _said(b, there)
    if not here or not there:
        return _one_sided(a, b, here, there)
    for allowing, forbidding, sign in ((x, y, 1), (y, x, -1)):
        if allowing in ALLOWING and forbidding in FORBIDDING:
            free = all(turn(m)[0] == "free" for m in (a if sign > 0 else b).modals[:1])
            return Found(
                ShiftKind.NEGATION, "negation.verb", sign if free else 0, here, there, "a prohibition", "a permission"
            )
    graded = [(rule, steps[x] - steps[y]) for rule, steps in _grades() if x in steps and y in steps]
    for rule, steps_up in sorted(graded, key=lambda g: g[1] == 0):
        sign = (steps_up > 0) - (steps_up < 0)
        return Found(ShiftKind.ACTION, rule, sign or None, here, there, "another act", "another act")
    return Found(ShiftKind.ACTION, "action.verb", 0, here, there, "another act", "another act")


UNDOING = frozenset(map(key_of, GRAMMAR["undoing"]))
WEAKENING = frozenset(map(key_of, GRAMMAR["weakening"]))


def _one_sided(a: Frame, b: Frame, here: list[int], there: list[int]) -> Found:
    """A verb put before the act (`consider providing`) weakens it; one beside it (`and preserve`) adds to it."""
    f, part, gained = (b, there, 1) if there else (a, here, -1)
    beside = {w.lemma for w in f.words[max(0, part[0] - 1) : part[-1] + 2]}
    if f.words[part[0]].key in UNDOING and beside.isdisjoint({"and", "or"}):  # cease to comply: comply
        said = "the act is left off"
        return Found(ShiftKind.NEGATION, "negation.verb", 0, here, there, said, said)
    weaker = f.words[part[0]].key in WEAKENING
    return Found(
        ShiftKind.ACTION, "action.further", -gained if weaker else gained, here, there, "another act", "another act"
    )


@lru_cache(maxsize=1)
def _grades() -> tuple[tuple[str, dict[str, int]], ...]:
    return tuple(
        (g["id"], {_key(v): n for n, step in reversed(list(enumerate(g["steps"]))) for v in step.split()})
        for g in DATA["grade"]
    )
