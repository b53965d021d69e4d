"""The competing wordings inside one bracket: options with a label, and alternatives with a slash between them."""

from collections.abc import Iterator

import regex

from .numbers import numberings
from .parties import Parties
from .span import Span
from .stances import Attribution, attribution


def options(text: str, start: int, end: int, inner: list[Span]) -> tuple[Span, ...]:
    """The wordings behind the labels "Option 1:", "Option 2:" that stand in `text[start:end]`, outside its brackets.

    Empty where it has no label, or one far behind its beginning. `Option (a):` inside `Option 1:` belongs to it.
    """
    if not OPTION.search(text, start, min(end, start + CHAPEAU + LABEL)):
        return ()
    labels: list[regex.Match[str]] = []
    for low, high in _outside(start, end, inner):
        labels += OPTION.finditer(text, low, high)
    first = labels[0] if labels else None
    chapeau = text[start : first.start()] if first else ""
    if (
        first is None
        or len(chapeau) > CHAPEAU
        or NUMBERED.search(chapeau)
        or (chapeau.strip(" \n\t*") and len(labels) < 2)
    ):
        return ()
    styles = {style for style, _ in numberings(first["number"])}
    same = [m for m in labels if not styles.isdisjoint(style for style, _ in numberings(m["number"]))]
    ends = [*(m.start() for m in same[1:]), end]
    return tuple(_trimmed(text, m.end(), stop) for m, stop in zip(same, ends, strict=True))


def slashed(text: str, start: int, end: int, inner: list[Span], parties: Parties) -> list[Attribution]:
    """The wordings with a slash between them, each with its stances; empty where a slash is something else."""
    if end - start > LONGEST or "/" not in text[start:end]:
        return []
    outside = list(_outside(start, end, inner))
    spaced = [m for low, high in outside for m in SPACED.finditer(text, low, high)]
    cuts = [start, *(place for m in spaced for place in m.span()), end]
    parts = [attribution(text, a, b, parties) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    if spaced and any(p.stances for p in parts):
        whole = attribution(text, start, end, parties)  # `text - EU / US`: the slash stands between names
        named = [p for p in parts if p.stances and text[slice(*p.wording)].strip()]
        return parts if len(named) > 1 or not whole.stances else []
    if spaced and _balanced([text[slice(*p.wording)] for p in parts]):
        return parts
    if not spaced and WORDS_WITH_SLASH.fullmatch(text, start, end) and not NO_ALTERNATIVES.search(text, start, end):
        cuts = [start, *(place for m in regex.finditer("/", text, pos=start, endpos=end) for place in m.span()), end]
        return [Attribution((), (a, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return []


def _balanced(parts: list[str]) -> bool:
    """Whether these are whole alternatives, and not one phrase that has two words for a thing."""
    words = [len(p.split()) for p in parts]
    if not all(words) or max(words) > 8 or any(SENTENCE.search(p) for p in parts):
        return False
    if any(p.count(a) != p.count(b) for p in parts for a, b in ("“”", "()")):
        return False
    return len({bool(MODAL.search(p)) for p in parts}) == 1


def _outside(start: int, end: int, inner: list[Span]) -> Iterator[tuple[int, int]]:
    """The stretches between the brackets inside."""
    at = start
    for span in inner:
        yield at, span.start
        at = span.end
    yield at, end


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    low, high = len(words) - len(words.lstrip()), len(words.rstrip())
    return Span(start + low, start + max(low, high)) if words.strip() else Span(start, start)


LABEL = 40  # characters of a label
CHAPEAU = 300  # characters that may introduce the first option
LONGEST = 300  # characters of a bracket that may be alternatives with slashes
NUMBERED = regex.compile(r"\n[ \t]*+\d{1,3}(?:\.\d+)?[. ]")
OPTION = regex.compile(
    r"(?<![\p{L}\d])(?:Option|OPTION|Opt\.|Alternative|ALTERNATIVE|Alt\.?|ALT\.?)[ ]?+(?:"
    r"\(?(?P<number>\d{1,2}|[IVX]{1,5}|[A-Za-z])\)?(?![\p{L}\d])|\((?P<number>[ivx]{1,5})\))"
    r"(?:[ ]?(?:bis|ter))?(?:[ ]?\([\w ]{1,20}\))?[ ]?[:.*–-]++"
)
SPACED = regex.compile(r"\s+/+\s*+|\s*+/+\s+")
WORDS_WITH_SLASH = regex.compile(r"\s*+[\p{L}’'-]{2,}+(?:/[\p{L}’'-]{2,}+)++\s*+")
NO_ALTERNATIVES = regex.compile(r"\b(?:and/or|or/and|n/a)\b")
SENTENCE = regex.compile(r"[.;:]\s|[:;]\Z")
MODAL = regex.compile(r"\b(?:shall|should|may|will|must)\b")
