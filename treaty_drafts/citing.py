"""Cite a place in a provision as delegates do."""

from collections.abc import Sequence

from .text import Provision

WORDS = {"paragraph": "paragraph {}", "subparagraph": "({})", "option": "option {}"}


def cite(label: str, provisions: Sequence[Provision], offset: int) -> str:
    """The place of the character at `offset` in a provision, down to the subparagraph: "Article 7, paragraph 2 (a)"."""
    inside = [p for p in provisions if p.parent is not None and p.start <= offset < p.end and p.kind in WORDS]
    return ", ".join([label, " ".join(WORDS[p.kind].format(p.number) for p in inside)]) if inside else label
