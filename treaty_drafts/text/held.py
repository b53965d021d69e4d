"""What others hold in the brackets of a text: nothing that is carried forward is put into it."""

from collections.abc import Collection, Iterator

from .brackets import parse
from .span import Span
from .standing import HOLD
from .tracing import follow


def held_by_others(old: str, new: str, own: Collection[str]) -> tuple[Span, ...]:
    """The alternatives of `new` that somebody beside `own` holds by name, and did not hold in `old` already."""
    found = list(_held(new, own)) if "[" in new else []
    before = list(_held(old, own)) if found and "[" in old else []
    was = follow(new, old, [span for span, _ in found]) if before else ()
    known = {
        n
        for n, at in enumerate(was)
        if any(found[n][1] == who and s.start < at.span.end and at.span.start < s.end for s, who in before)
    }
    return tuple(span for n, (span, _) in enumerate(found) if n not in known)


def _held(text: str, own: Collection[str]) -> Iterator[tuple[Span, frozenset[str]]]:
    for bracket in parse(text).brackets:
        holders = frozenset(s.siglum for s in bracket.stances if s.stance in HOLD)
        if holders - frozenset(own):
            yield from ((span, holders) for span in bracket.alternatives)
