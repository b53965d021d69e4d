"""Numbers, time limits, majorities and pointers: which of two asks for more."""

from collections.abc import Iterator

from .grammar import GRAMMAR
from .kinds import ShiftKind
from .modals import Found
from .numbers import MONTHS, UNITS
from .parts import Frame
from .words import key_of

UNDER, COMPOSED, COUNTED = GRAMMAR["under"], GRAMMAR["composed"], GRAMMAR["counted"]
CHANGING = frozenset(map(key_of, GRAMMAR["changing"]))
# words before a number that say that less of it binds more (-1), or more (1); and those of other matters
LESS = {"within", "late", "than", "every", "most", "exceed", "maximum", "after", "to", "in", "by", "interval"}
MORE = {"least", "minimum", "few", "less", "before", "more"}
ADOPTION = {
    "ratification",
    "instrument",
    "accession",
    "acceptance",
    "force",
    "ratify",
    "deposit",
    "signature",
    "state",
    "depositary",
    "apply",
    "member",
}


def measured(kind: str, a: Frame, b: Frame, here: list[int], there: list[int]) -> Iterator[Found]:
    """The change of a number or of a pointer."""
    if kind == "reference":
        yield Found(
            ShiftKind.REFERENCE,
            "reference.pointer",
            _drawn_in(a, b, here, there),
            here,
            there,
            "another pointer",
            "another pointer",
        )
        return
    yield Found(
        ShiftKind.QUANTITY,
        "quantity.measure",
        _more(a, b, here, there),
        here,
        there,
        "another measure",
        "another measure",
    )


def _drawn_in(a: Frame, b: Frame, here: list[int], there: list[int]) -> int | None:
    """One provision more beside those that stay binds more; another instrument, nobody can tell."""
    if not here or not there:
        f, part = (a, here) if here else (b, there)
        return None if any(w.lemma in UNDER for w in f.words[max(0, part[0] - 4) : part[0]]) else 0
    x, y = a.mark[here[0]], b.mark[there[0]]
    if not x or not y:
        return 0
    was, now = set(x.rule.value.split()), set(y.rule.value.split())
    return 1 if was < now else -1 if now < was else 0


def _more(a: Frame, b: Frame, here: list[int], there: list[int]) -> int | None:
    was, now = _time(a, here), _time(b, there)
    if here and there and _waits(a, here) != _waits(b, there):
        return 0  # within thirty days: after thirty days
    day, later = _date(a, here) or _year(a, here), _date(b, there) or _year(b, there)
    if day and later:
        return (day > later) - (day < later)
    if not here or not there:
        part, f = (there, b) if there else (here, a)
        if f.mark[part[0]] and f.mark[part[0]].rule.group in ("vote", "majority", "length"):  # type: ignore[union-attr]
            return 0
        return 1 if there else -1
    if {_group(a, here), _group(b, there)} & {"vote", "majority"}:
        return 0
    if was is not None and now is not None and _lasting(a, here) and _lasting(b, there):
        return (now > was) - (now < was)  # keep them for up to so many days
    if was is not None and now is not None:
        return (was > now) - (was < now) if _by_less(a, here) or _by_less(b, there) else (now > was) - (now < was)
    x, y = _force(a, here), _force(b, there)
    if was is not None or now is not None:  # a fixed time against `promptly`: only `at once` is sooner
        soon = y if was is not None else x
        sign = -1 if was is not None else 1
        return -sign if soon >= 9 else sign
    if 0 < x < 1 and 0 < y < 1:  # a share of those who decide
        return 0
    if _adopting(a, here) and _adopting(b, there):
        return None
    sign = (y > x) - (y < x)
    return -sign if _by_less(a, here) and _by_less(b, there) and _group(a, here) not in ("soon", "often") else sign


def _waits(f: Frame, part: list[int]) -> bool:
    """Whether the time has to pass before anything is done."""
    return part[0] > 0 and f.words[part[0] - 1].lemma == "after"


def _group(f: Frame, part: list[int]) -> str:
    return f.mark[part[0]].rule.group if f.mark[part[0]] else ""  # type: ignore[union-attr]


def _force(f: Frame, part: list[int]) -> float:
    return f.mark[part[0]].rule.force if f.mark[part[0]] else 0  # type: ignore[union-attr]


def _time(f: Frame, part: list[int]) -> float | None:
    """The length of a time limit in days, or of the rhythm that a word like `annually` gives."""
    for n in part:
        m = f.mark[n]
        unit = m.rule.group.split()[-1] if m and m.rule.id == "quantity.number" and m.rule.group else ""
        if m and unit in UNITS and unit not in MONTHS:
            return m.rule.force * UNITS[unit]
        if m and m.rule.id == "quantity.rhythm":
            return m.rule.force
    return None


def _date(f: Frame, part: list[int]) -> float | None:
    """The day of the year that is a time limit."""
    m = f.mark[part[0]] if part else None
    return m.rule.force + 31 * MONTHS.index(m.rule.group) if m and m.rule.group in MONTHS else None


def _year(f: Frame, part: list[int]) -> float | None:
    m = f.mark[part[0]] if part else None
    return m.rule.force if m and not m.rule.group and 1900 < m.rule.force < 2200 and m.rule.force % 1 == 0 else None


def _by_less(f: Frame, part: list[int]) -> bool:
    """Whether a smaller number binds more here."""
    m = f.mark[part[0]]
    if m and m.rule.group == "rhythm":
        return True
    if m and m.rule.value.startswith(("#least", "#most", "#within")):
        return not m.rule.value.startswith("#least")
    before = [w.lemma for w in f.words[max(0, part[0] - 4) : part[0]]]
    near = [w.lemma for w in f.words[part[-1] + 1 : part[-1] + 4]]
    if "by" in before[-1:] and any(w.key in CHANGING for w in f.words[: part[0]]):
        return False  # reduce emissions by 50 per cent
    if "every" in before[-1:]:
        return True
    if "before" in near or "least" in before or "minimum" in before:
        return False
    return any(word in LESS for word in before)


def composed(f: Frame) -> bool:
    """Whether the rule says how large a body is, which binds nobody: shall consist of, shall have ten members."""
    for m in f.modals:
        after = [w.lemma for w in f.words[m.end : m.end + 3]]
        if not COMPOSED.isdisjoint(after) or (after[:1] == ["have"] and f.role[m.end + 1 : m.end + 2] == ["quantity"]):
            return True
    return False


def since(f: Frame, only: set[int], measure: list[int]) -> set[int]:
    """The words without those from which a new time limit is counted."""
    end = max(_expression(f, measure), default=-1) + 1
    if measure and end < len(f.words) and f.words[end].lemma in COUNTED and not f.words[end].stop:
        while end < len(f.words) and not f.words[end].stop:
            only = only - {end}
            end += 1
    return only


def turning(f: Frame, only: set[int], measure: list[int]) -> set[int]:
    """The words without an `after` before a new measure, which only says from where it is counted."""
    return only - {n for n in (min(measure, default=0) - 1,) if measure and f.words[n].lemma in COUNTED}


def _expression(f: Frame, part: list[int]) -> list[int]:
    return [n for k in part if (m := f.mark[k]) for n in range(m.first, m.last)]


def _lasting(f: Frame, part: list[int]) -> bool:
    """Whether the time says how long something goes on, not by when it is done."""
    first = part[0]
    while first and f.mark[first - 1] is f.mark[part[0]]:
        first -= 1
    while first and not f.words[first - 1].key and f.words[first].lemma != "for":
        first -= 1
    return f.words[first].lemma == "for"


def _adopting(f: Frame, part: list[int]) -> bool:
    """Whether the number says when the treaty binds at all, which leaves what it asks as it is."""
    near = {w.lemma for w in f.words[max(0, part[0] - 2) : part[-1] + 8]}
    return bool(near & {"ratification", "instrument", "accession", "acceptance", "depositary", "ratify"})
