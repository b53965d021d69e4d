"""A passive in the order of the active that says the same: who acts, the act, what is acted upon."""

from collections.abc import Iterator

from .clauses import PARTICIPLES, PASSIVE
from .grammar import GRAMMAR
from .parts import Frame

AGENT_ENDS = GRAMMAR["parting"]
FAR = 25  # words behind a verb within which its agent stands


def as_active(f: Frame, inside: set[int]) -> list[int]:
    """The words of a sentence, with those of each passive that names its agent in the order of the active."""
    order = list(range(len(f.words)))
    for subject, verb, start in _passives(f):
        agent = _agent(f, start, inside)
        if agent and subject:
            rest = [n for n in range(start, agent[0]) if n not in subject]
            placed = [*agent, verb, *subject, *[n for n in rest if n != verb]]
            first, last = subject[0], agent[-1] + 1
            between = [n for n in range(first, last) if n not in placed]
            order = [*(n for n in order if n < first), *between, *placed, *(n for n in order if n >= last)]
    return _participles(f, order, inside)


def _participles(f: Frame, order: list[int], inside: set[int]) -> list[int]:
    """`information published by the State` in the order of `information that the State has published`."""
    for n in range(1, len(f.words) - 1):
        word, by = f.words[n], f.words[n + 1]
        if by.lemma == "by" and word.key and (word.text.endswith(PASSIVE) or word.text in PARTICIPLES):
            agent = _agent(f, n + 1, inside)
            at = order.index(n)
            if agent and order[at + 1 : at + 2] == [n + 1]:
                rest = [k for k in order if k not in agent]
                at = rest.index(n)
                order = [*rest[:at], *agent, *rest[at:]]
    return order


def agent_of(f: Frame, start: int) -> list[int]:
    """The words that say by whom it is done, behind word `start`."""
    return _agent(f, start, set())


def _passives(f: Frame) -> Iterator[tuple[list[int], int, int]]:
    """The subject and the verb of each passive, and where its agent may begin."""
    if f.modals:
        for m in f.modals:
            if m.passive and m.verb >= 0:
                yield list(range(*m.subject)), m.verb, m.verb + 1
        return
    for n in range(1, len(f.words) - 1):
        verb = f.words[n + 1]
        if f.words[n].lemma == "be" and (verb.text.endswith(PASSIVE) or verb.text in PARTICIPLES):
            first = next((k for k in range(n, 0, -1) if f.words[k].stop), 0)
            yield list(range(first, n)), n + 1, n + 2


def _agent(f: Frame, start: int, inside: set[int]) -> list[int]:
    by = next((n for n in range(start, min(start + FAR, len(f.words))) if _ends(f, n) or f.words[n].lemma == "by"), -1)
    if by < 0 or f.words[by].lemma != "by" or by in inside:
        return []
    last = by + 1
    while last < len(f.words) and not f.words[last].stop and last not in inside and not _ends(f, last):
        if f.words[last].lemma in AGENT_ENDS:
            break
        last += 1
    return list(range(by + 1, last))


def _ends(f: Frame, n: int) -> bool:
    return f.words[n].stop in (";", ":", ".") or f.role[n] == "modal"
