"""Where the words of a provision come from, as its page shows it: each run of words leads to what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..access import Seat
from ..models import RollingProvision
from ..sourcing import Sourced, sources
from . import drawing

QUOTED = 3  # runs of words that are quoted with a source; a run is found in the text by the others


@dataclass(frozen=True, slots=True)
class WordSources:
    """`marked` for the drawing of the text, and each source once; `told` is False where the notation does not tell."""

    marked: drawing.Marked = ()
    listed: tuple[dict[str, Any], ...] = ()
    told: bool = True


def word_sources(
    state: RollingProvision | None, states: Iterable[RollingProvision], names: dict[str, str], seat: Seat
) -> WordSources:
    """The sources of the words of a state, for those who see what is tabled."""
    if state is None or not seat.sees_proposals:
        return WordSources()
    found = sources(state=state, states=states, codes=list(names))
    if found is None:
        return WordSources(told=False)
    numbers: dict[Any, int] = {}
    by_number: dict[int, list[Sourced]] = {}
    marked = []
    for run, one in enumerate(found, 1):
        number = numbers.setdefault((one.holders, one.origin), len(numbers) + 1)
        by_number.setdefault(number, []).append(one)
        marked.append((one.span, f'<span class="word" data-run="{run}" data-source="{number}">'))
    listed = tuple(_listed(number, runs, state, names) for number, runs in by_number.items())
    return WordSources(marked, listed)


def _listed(number: int, runs: list[Sourced], state: RollingProvision, names: dict[str, str]) -> dict[str, Any]:
    first = runs[0]
    return {
        "number": number,
        "origin": first.origin,
        "holders": [(drawing.chip(h.code, names), names.get(h.code, h.code), h.version) for h in first.holders],
        "words": [one.span.of(state.text) for one in runs[:QUOTED]],
        "more": max(0, len(runs) - QUOTED),
    }
