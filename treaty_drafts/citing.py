"""Cite a place in a provision as delegates do."""

from collections.abc import Sequence

from .text import Provision

WORDS = {"paragraph": "paragraph {}", "subparagraph": "({})", "option": "option {}"}


def cite(label: str, provisions: Sequence[Provision], offset: int) -> str:
    """The place of the character at `offset` in a provision, down to the subparagraph: "Article 7, paragraph 2 (a)"."""
    place = within(provisions, offset)
    return f"{label}, {place}" if place else label


def within(provisions: Sequence[Provision], offset: int) -> str:
    """The same without the provision: "paragraph 2 (a)", or nothing where it has no numbered paragraph there."""
    inside = [p for p in provisions if p.parent is not None and p.start <= offset < p.end and p.kind in WORDS]
    return " ".join(WORDS[p.kind].format(p.number) for p in inside)
