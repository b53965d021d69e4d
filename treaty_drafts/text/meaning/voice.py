"""A passive in the order of the active that says the same: who acts, the act, what is acted upon."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from .clauses import PARTICIPLES, PASSIVE
from .grammar import GRAMMAR
from .parts import Frame

AGENT_ENDS, RELATIVE = GRAMMAR["parting"], GRAMMAR["relative"]
FAR = 25  # words behind a verb within which its agent stands


@dataclass(frozen=True, slots=True)
class Way:
    """How a passive may be read: also one that names nobody, and whether an `of` ends who acts."""

    agentless: bool
    shortly: bool


WAYS = [Way(agentless, shortly) for agentless, shortly in product((False, True), repeat=2)]


def passive_verbs(f: Frame) -> set[str]:
    """The verbs of a sentence whose passive says by whom it is done."""
    found = {f.words[verb].key for _, verb in _passives(f) if _agent(f, verb + 1, set(), WAYS[0])}
    return found | {f.words[n].key for n in _said_by(f)}


def as_active(f: Frame, inside: set[int], how: Way, keep: set[str]) -> list[int]:
    """The words of a sentence, with those of each passive but of the verbs `keep` in the order of the active."""
    order = list(range(len(f.words)))
    for subject, verb in _passives(f):
        agent = _agent(f, verb + 1, inside, how)
        if f.words[verb].key in keep or (not agent and not how.agentless):
            continue
        first, last = min([*subject, verb]), max([*agent, verb]) + 1
        placed = [*agent, verb, *subject]
        rest = [n for n in range(first, last) if n not in placed]
        order = [*(n for n in order if n < first), *placed, *rest, *(n for n in order if n >= last)]
    return _participles(f, order, inside, how, keep)


def _said_by(f: Frame) -> Iterator[int]:
    """The participles right behind which it is said by whom it is done."""
    for n in range(1, len(f.words) - 1):
        if f.words[n + 1].lemma == "by" and f.words[n].key and _participle(f, n):
            yield n


def _participles(f: Frame, order: list[int], inside: set[int], how: Way, keep: set[str]) -> list[int]:
    """`information published by the State` in the order of `information that the State has published`."""
    for n in _said_by(f):
        if f.words[n].key not in keep:
            agent, at = _agent(f, n + 1, inside, how), order.index(n)
            if agent and order[at + 1 : at + 2] == [n + 1]:
                rest = [k for k in order if k not in agent]
                at = rest.index(n)
                order = [*rest[:at], *agent, *rest[at:]]
    return order


def _passives(f: Frame) -> Iterator[tuple[list[int], int]]:
    """The subject and the verb of each passive."""
    for n in range(1, len(f.words) - 1):
        if f.words[n].lemma != "be":
            continue
        verb = next((k for k in range(n + 1, min(n + 4, len(f.words))) if _participle(f, k)), None)
        if verb is None or any(f.words[k].stop for k in range(n + 1, verb + 1)):
            continue
        verb = n if f.words[n].key else verb  # be convened, read as one expression
        modal = next((m for m in reversed(f.modals) if m.end - 1 <= n), None)
        modal = modal if modal and all(_between(f, k) for k in range(modal.end, n)) else None
        if modal:
            yield list(range(*modal.subject)), verb
        else:
            yield list(range(_begin(f, n), n)), verb


def _between(f: Frame, n: int) -> bool:
    """Whether a word may stand between a word of force and its verb."""
    return (
        f.role[n] in ("hedge", "condition", "quantity", "modal") or not f.words[n].key or f.words[n].text[-2:] == "ly"
    )


def _begin(f: Frame, n: int) -> int:
    """Where the subject of a verb without a word of force begins."""
    while n > 0 and not f.words[n].stop and f.words[n - 1].lemma not in RELATIVE and f.role[n - 1] != "modal":
        n -= 1
    return n


def _participle(f: Frame, n: int) -> bool:
    return f.words[n].text.endswith(PASSIVE) or f.words[n].text in PARTICIPLES


def _agent(f: Frame, start: int, inside: set[int], how: Way) -> list[int]:
    """The words that say by whom it is done."""
    by = next((n for n in range(start, min(start + FAR, len(f.words))) if _ends(f, n) or f.words[n].lemma == "by"), -1)
    if by < 0 or f.words[by].lemma != "by" or by in inside:
        return []
    last = by + 1
    while last < len(f.words) and not f.words[last].stop and last not in inside and not _ends(f, last):
        if f.words[last].lemma in AGENT_ENDS or (how.shortly and f.words[last].lemma == "of"):
            break
        last += 1
    return list(range(by + 1, last))


def _ends(f: Frame, n: int) -> bool:
    return f.words[n].stop in (";", ":", ".") or f.role[n] == "modal"
