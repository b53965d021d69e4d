"""What a condition that came, went or changed does to the rule that depends on it."""

from .grammar import GRAMMAR
from .lexicon import Mark
from .modals import turn
from .parts import Frame

ONLY = GRAMMAR["only"]


def depending(a: Frame, b: Frame, here: list[int], there: list[int], binding: int) -> int:
    """1 where the condition of `b` binds more than that of `a`, -1 where less, 0 where it cannot be said."""
    x, y = mark_of(a, here), mark_of(b, there)
    if x and y and x.rule.force and y.rule.force and x.rule.force != y.rule.force:
        return binding if x.rule.force > y.rule.force else -binding
    if x and y and x.rule.id == y.rule.id == "condition.consent":
        if "lacking" in a.words[x.first].key and "lacking" not in b.words[y.first].key:
            return -_lost(a, binding)
        if "lacking" in b.words[y.first].key and "lacking" not in a.words[x.first].key:
            return _lost(b, binding)
        stricter = len(b.words[y.first].key) - len(a.words[x.first].key)
        protects = binding < 0 or a.words[x.first].lemma == "without"
        return ((stricter > 0) - (stricter < 0)) * (1 if protects else -1)
    old, new = _heads(a, here), _heads(b, there)
    if not old and not new and bool(here) != bool(there):
        return _case(b if there else a, there or here) * (1 if there else -1) * binding
    if bool(old) == bool(new):
        return 0
    f, head, came = (b, new[0], 1) if new else (a, old[0], -1)
    if (over := f.mark[head]) and over.rule.id == "condition.override":
        return came * binding
    if f.words[head].lemma in ONLY:  # only if, whatever the rule is: nothing without it
        return came
    if head and f.words[head - 1].lemma == "or":  # one more case in which the rule holds
        return came * binding
    return -came * binding


def _lost(f: Frame, binding: int) -> int:
    """What it does that consent is needed no longer; of a prohibition nobody can tell."""
    return 0 if any(turn(m)[0] == "not" for m in f.modals) else binding


def mark_of(f: Frame, part: list[int]) -> Mark | None:
    """The first expression of a rule in a part of a sentence."""
    return next((f.mark[n] for n in part if f.mark[n]), None)


def _case(f: Frame, part: list[int]) -> int:
    """1 where a condition that stays names one case more in which the rule holds, -1 for one thing more that it asks."""
    zone = next((m for first, last, m in f.zones if first <= part[0] < last), None)
    joined = next((f.words[n].lemma for n in (part[0], part[0] - 1) if f.words[n].lemma in ("and", "or")), "")
    turned = -1 if zone and zone.rule.id == "condition.unless" else 1
    return turned * {"or": 1, "and": -1}.get(joined, 0)


def _heads(f: Frame, part: list[int]) -> list[int]:
    return [n for n in part if (m := f.mark[n]) and m.rule.kind == "condition" and m.first == n]
