"""The rewritings that explain another order: entries of a list, names said with or without `of`, phrases put first."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from .grammar import GRAMMAR
from .parts import Frame
from .words import key_of

LINKING, PARTING = GRAMMAR["linking"], GRAMMAR["parting"]
WHO = GRAMMAR["relative"] - {"that", "whose"}
SLIGHT = frozenset(map(key_of, GRAMMAR["fillers"])) | {""}
PARTING_KEYS = frozenset(map(key_of, PARTING)) - {""}
LONGEST = 4  # words by which a list may begin before, or end after, those that changed places
COMPOUND = 6  # words of a name that may be said with `of` or without


@dataclass(frozen=True, slots=True)
class Token:
    """A word that bears a meaning; `parted` where a comma or a conjunction stands before it."""

    key: str
    at: int
    parted: bool


def listed(a: Frame, b: Frame, x: list[Token], y: list[Token], first: int, last: int) -> bool:
    """Whether the entries of a list changed places, each of them as it was."""
    for before in range(min(LONGEST, first) + 1):
        for after in range(min(LONGEST, len(x) - last) + 1):
            here, there = x[first - before : last + after], y[first - before : last + after]
            mine = _entries(here)
            if len(mine) > 1 and Counter(mine) == Counter(_entries(there)):
                return _adjoining(a, here) and _adjoining(b, there)
    return False


def _adjoining(f: Frame, tokens: list[Token]) -> bool:
    """Whether no other word of weight stands between the entries: a condition, say, that only one of them has."""
    return not any(f.words[n].key for one, other in pairwise(tokens) for n in range(one.at + 1, other.at))


def _entries(tokens: list[Token]) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[]]
    for n, token in enumerate(tokens):
        if token.parted and n:
            found.append([])
        found[-1].append(token.key)
    return [tuple(entry) for entry in found]


def compound(a: Frame, b: Frame, x: list[Token], y: list[Token], first: int, last: int) -> bool:
    """`the consent of the State` is `the State's consent`, `the measures necessary` are `the necessary measures`."""
    here, there = x[first:last], y[first:last]
    if len(here) > COMPOUND or any(t.key == "only" for t in here):
        return False
    keys, others = [t.key for t in here], [t.key for t in there]
    for cut in range(1, len(here)):
        if keys[cut:] + keys[:cut] == others:
            linked = _linked(a, here, cut), _linked(b, there, len(here) - cut)
            if None not in linked and (linked[0] != linked[1] or linked == ("", "")):
                return True
    return False


def _linked(f: Frame, tokens: list[Token], cut: int) -> str | None:
    """What stands between two parts of a name: `of`, `be`, or nothing; None where it is what no name has."""
    last = tokens[cut - 1].at
    between = [f.words[n] for n in range(last + 1, tokens[cut].at)]
    said = {w.lemma for w in between if not (w.fixed and f.words[last].fixed)}  # entry into force is one name
    if (
        _tells_which(f, tokens[0].at, said)
        or any(t.parted for t in tokens[1:])
        or said & (PARTING - LINKING)
        or not _name(f, tokens)
    ):
        return None
    return "of" if said & LINKING else "be" if "be" in said else ""


def _tells_which(f: Frame, n: int, said: set[str]) -> bool:
    """Whether the words are a clause of their own: whom the institute employs, that serve ships."""
    before = f.words[n - 1].lemma if n else ""
    if f.words[n].lemma == "the" or before in ("the", "a", "an", "its", "their"):
        before = f.words[n - 2].lemma if n > 1 else ""
    return before in WHO or (before == "that" and not said & LINKING)


def _name(f: Frame, tokens: list[Token]) -> bool:
    """Whether the words stand together, with no verb of a rule and nothing else among them."""
    inside, own = range(tokens[0].at, tokens[-1].at + 1), {t.at for t in tokens}
    rising = all(one.at < other.at for one, other in pairwise(tokens))
    return rising and all(f.role[n] not in ("verb", "modal") and (n in own or f.words[n].key in SLIGHT) for n in inside)


def shifted(a: Frame, b: Frame, here: list[Token], there: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """The words of a phrase that was put first, or right behind its verb, and keeps the word that leads it."""
    for first in range(len(here)):
        for n in range(len(there)):
            size = 0
            while first + size < len(here) and n + size < len(there) and here[first + size].key == there[n + size].key:
                size += 1
            one, other = here[first : first + size], there[n : n + size]
            if one and _leading(a, one[0]) == _leading(b, other[0]) != "" and _may_stand(a, b, one, other):
                return one, other
    return None


def _leading(f: Frame, token: Token) -> str:
    """The preposition or conjunction that a phrase begins with; `when they take` and `in taking` have the same."""
    if token.key in PARTING_KEYS or f.words[token.at].lemma in PARTING:
        return token.key
    mark = f.mark[token.at]
    if mark and f.role[token.at] == "condition" and not any(w.key for w in f.words[mark.last : token.at]):
        return "when" if mark.rule.id == "condition.if" else mark.rule.id
    n = token.at - 1
    while n >= 0 and (not f.words[n].key or _counted(f, n)) and not f.words[n + 1].stop and f.role[n] != "modal":
        if f.words[n].lemma in PARTING:
            doing = f.words[token.at].text.endswith("ing") and f.words[n].lemma in ("in", "on")
            return "when" if doing else f.words[n].lemma
        n -= 1
    return ""


def _counted(f: Frame, n: int) -> bool:
    """Whether a word is a measure, as in `at its annual meeting`."""
    return f.role[n] == "quantity"


def _may_stand(a: Frame, b: Frame, one: list[Token], other: list[Token]) -> bool:
    if any(t.key == "only" for t in one):
        return False
    places = _place(a, one), _place(b, other)
    return "subject" not in places and ("first" in places or "verb" in places)


def _led(f: Frame, n: int) -> bool:
    """Whether a word leads the phrase behind it: thirty days before the session, if the State agrees."""
    mark = f.mark[n]
    return bool(mark and mark.rule.kind in ("quantity", "condition") and mark.first <= n < mark.last)


def _place(f: Frame, phrase: list[Token]) -> str:
    """Where a phrase stands: first in its clause or set off, behind its verb, within a subject, or elsewhere."""
    first, last = phrase[0].at, phrase[-1].at + 1
    while first and not f.words[first].stop and f.role[first - 1] != "modal":
        if f.words[first - 1].key and not _led(f, first - 1):
            break
        first -= 1
    if first == 0 or (f.words[first].stop and (last == len(f.words) or f.words[last].stop)):
        return "first"
    if f.role[first - 1] in ("verb", "modal"):
        return "verb"
    return "subject" if not f.modals or any(m.subject[0] < first < m.at for m in f.modals) else "elsewhere"
