"""Anchor what is said of words to the words, and find them in another revision."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import regex

from .models import Anchor, RollingProvision, Side
from .text import Followed, Span, follow


def anchor(*, state: RollingProvision, span: Span, side: str = Side.TEXT) -> Anchor:
    """Hold on to a stretch of a provision in one revision."""
    made = Anchor(state=state, side=side, start=span.start, end=span.end)
    made.words = span.of(made.text)
    made.save(force_insert=True)
    return made


def located(
    anchors: Iterable[Anchor], states: Mapping[UUID, RollingProvision], *, side: str = Side.TEXT
) -> dict[UUID, Followed]:
    """By the anchor's id, where each is in `states` (by provision id): in the `side` of them that is asked for.

    An anchor whose provision is not among them is left out.
    """
    together: dict[tuple[UUID, str], list[Anchor]] = {}
    for one in anchors:
        if one.state.provision_id in states:
            together.setdefault((one.state_id, one.side), []).append(one)
    found: dict[UUID, Followed] = {}
    for group in together.values():
        state = states[group[0].state.provision_id]
        after = state.text if side == Side.TEXT else state.base
        places = follow(group[0].text, after, [Span(a.start, a.end) for a in group])
        found |= {a.pk: place for a, place in zip(group, places, strict=True)}
    return found


def places_of(quote: str, text: str) -> tuple[Span, ...]:
    """Where the quoted words stand in `text`, whatever the white space between them; none for an empty quote.

    Parts of words count only where the quote stands nowhere as whole words.
    """
    quoted = r"\s+".join(map(regex.escape, quote.split()))
    if not quoted:
        return ()
    for pattern in (rf"(?<![\p{{L}}\p{{N}}]){quoted}(?![\p{{L}}\p{{N}}\p{{M}}])", quoted):
        found = tuple(Span(*m.span()) for m in regex.finditer(pattern, text, overlapped=True))
        if found:
            return found
    return ()
