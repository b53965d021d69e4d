"""Rules as data: expressions with what they say, and where a sentence has them.

The words of a rule are written as a lawyer would: `shall/must be required to` gives alternatives, `prior?` may be left
out, and number and person do not matter (`party` is also `parties`, `be` is also `is` and `are`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from .stems import lemma


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of expression. `value` is what is compared: two expressions of one value mean the same."""

    id: str
    kind: str
    says: str
    value: str
    force: float = 0
    turn: str = ""  # of a modal: do, not, free
    group: str = ""
    reach: str = "phrase"
    state: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule's expression in a sentence: words `first` to `last`, half open."""

    rule: Rule
    first: int
    last: int


Node = dict[str, Any]  # by the next word; under "" the rules whose expression ends here


def marks_in(
    lemmas: Sequence[str], trie: Node, stops: Sequence[str] = ()
) -> Iterator[tuple[int, int, tuple[Rule, ...]]]:
    """The longest expressions, from left to right, none over another nor over one of the `stops`."""
    at, size = 0, len(lemmas)
    while at < size:
        node, end, found, n = trie.get(lemmas[at]), at, None, at + 1
        while node is not None:
            if "" in node:
                end, found = n, node[""]
            node = node.get(lemmas[n]) if n < size and not (stops and stops[n]) else None
            n += 1
        if found:
            yield at, end, found
        at = max(end, at + 1)


def trie_of(rules: Iterable[tuple[str, Rule]], form: Callable[[str], str] = lemma) -> Node:
    """The expressions of all rules, word by word."""
    trie: Node = {}
    for written, rule in rules:
        for phrase in phrases(written, form):
            node = trie
            for word in phrase:
                node = node.setdefault(word, {})
            if rule not in node.get("", ()):
                node[""] = (*node.get("", ()), rule)
    return trie


def phrases(written: str, form: Callable[[str], str] = lemma) -> Iterator[tuple[str, ...]]:
    """Every wording that `written` stands for, each word in its `form`."""
    choices = []
    for word in written.split():
        optional = word.endswith("?")
        options = [form(w) for w in word.rstrip("?").split("/")]
        choices.append([*options, ""] if optional else options)
    seen = dict.fromkeys(tuple(w for w in row if w) for row in product(*choices))
    yield from (row for row in seen if row)


def rules_of(data: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:
    """The expressions of a lexicon, each with its rule."""
    for entry in data.get("rule", ()):
        facts = {key: entry[key] for key in ("force", "turn", "group", "reach", "state") if key in entry}
        for written in entry["words"]:
            own = written.replace("?", "") if entry["kind"] in ("actor",) else entry["id"]
            rule = Rule(entry["id"], entry["kind"], entry["says"], entry.get("value", own), **facts)
            yield written, rule


LEXICONS = ("modality", "qualifiers", "safeguards", "scope", "quantities", "references")
