"""Settle one point of a text: of a collation, or one bracket of a rolling text."""

from dataclasses import replace

from .brackets import BracketedText
from .collate import Collation, Shared, Site
from .errors import TextError
from .kinds import Kind


def settle(collation: Collation, site: int, text: str) -> Collation:
    """The collation with its site of that number (from 0) settled: all have `text` there, a wording of it or another.

    Every other point of difference stays as it is: `base` is the new base, `reading` what a delegation proposes on it.
    """
    places = [n for n, s in enumerate(collation.segments) if isinstance(s, Site)]
    if not 0 <= site < len(places):
        raise TextError(f"there is no point of difference {site} in this text: it has {len(places)}")
    n = places[site]
    segments: list[Shared | Site] = []
    for one in (*collation.segments[:n], *((Shared(text),) if text else ()), *collation.segments[n + 1 :]):
        if segments and isinstance(one, Shared) and isinstance(segments[-1], Shared):
            segments[-1] = Shared(segments[-1].text + one.text)
        else:
            segments.append(one)
    return replace(collation, segments=tuple(segments))


def resolve(parsed: BracketedText, bracket: int, *, keep: bool) -> str:
    """The text with one bracket settled, at whatever depth: its wording is retained, without brackets and names, or
    deleted. Where it is retained, the alternatives beside it go."""
    if not 0 <= bracket < len(parsed.brackets):
        raise TextError(f"there is no bracket {bracket} in this text: it has {len(parsed.brackets)}")
    one = parsed.brackets[bracket]
    beside = [
        b
        for b in parsed.brackets
        if b.group is not None and b.group == one.group and b is not one and b.kind is Kind.ALTERNATIVE
    ]
    if not keep:
        return _without(parsed.text, one.start, one.end)
    start, end = min(b.start for b in (one, *beside)), max(b.end for b in (one, *beside))
    wording = one.alternatives[0].of(parsed.text)
    if not wording.strip():
        return _without(parsed.text, start, end)
    return parsed.text[:start] + wording + parsed.text[end:]


def _without(text: str, start: int, end: int) -> str:
    """The text without a stretch, and without a space that would then be one too many."""
    before, after = text[:start], text[end:]
    if after[:1] == " " and (not before or before[-1].isspace()):
        return before + after[1:]
    if before[-1:] == " " and after[:1] in tuple(",.;:)\n"):
        return before[:-1] + after
    return before + after
