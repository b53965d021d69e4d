"""Where a text prints who reserves on it or brackets it: on the paragraph that was meant, as long as its words stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from . import paragraphs, rolling
from .models import OnParagraph, RollingProvision, Version
from .rolling import Corrected
from .text import Fate, Span, Stance, StanceKind


def stances(
    versions: Iterable[Version], base: str, joined: Mapping[str, Sequence[str]], corrections: Corrected
) -> Iterator[Stance]:
    """Who reserves on a paragraph of the base or brackets it, co-sponsors too.

    Where the words of the paragraph are no longer in it, the stance is on the whole provision: it is never left out, and
    never put on words that it was not made on. `corrections` are those that were made of the provisions of the versions.
    """
    for version in versions:
        codes = (version.proposal.delegation.code, *joined.get(str(version.pk), ()))
        corrected = corrections.get((str(version.proposal.provision_id), base), ())
        for one, span in _placed(version, base, corrected):
            start, end = (span.start, span.end) if span else (0, len(base))
            for code in codes:
                yield Stance(code, StanceKind(one["stance"]), False, start, end)


def made_on(state: RollingProvision) -> tuple[str, ...]:
    """The revisions on whose text those stances were made that a provision prints on the whole of it, in words."""
    versions = [s.version for s in state.sources.all() if not s.taken and s.version.stances]
    if not versions:
        return ()
    found = rolling.corrections(state.rolling_text.instrument, [state.provision])
    corrected = found.get((str(state.provision_id), state.base), ())
    labels = [
        version.base.rolling_text.label
        for version in versions
        if version.base and any(span is None for _, span in _placed(version, state.base, corrected))
    ]
    return tuple(dict.fromkeys(labels))


def _placed(version: Version, base: str, corrected: Collection[str]) -> Iterator[tuple[dict[str, Any], Span | None]]:
    """Each stance of a version that is printed, and where its paragraph is; None where its words are not there."""
    said = [s for s in version.stances if s["stance"] != OnParagraph.DELETES]
    for one, at in paragraphs.carried(said, version.base_text, base):
        is_there = at.fate is not Fate.CHANGED or version.base_text in corrected
        yield one, at.span if is_there and at.span.start < at.span.end else None
