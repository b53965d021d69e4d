"""The paragraphs of a provision, and what is said of them without new words: bracket, reserve, delete."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any

import regex

from .errors import BadInput, NothingChanged, Where
from .models import OnParagraph
from .text import Fate, Followed, Provision, Span, follow, outline

BLANK = regex.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of `text`; offsets are code points, half open. `cited` is "paragraph 2" or its place in order."""

    start: int
    end: int
    words: str
    cited: str


@dataclass(frozen=True, slots=True)
class Stance:
    """What a delegation says of one paragraph of the base: `OnParagraph`, and the paragraph as it stood."""

    stance: str
    start: int
    end: int
    words: str
    cited: str


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `text`: what stands between blank lines, or its lines where there are none."""
    spans = list(_spans(text, BLANK))
    if len(spans) < 2:
        spans = list(_spans(text, regex.compile(r"\n\s*")))
    found = outline(text)
    spans = [span for n, span in enumerate(spans) if n > 1 or not _heads(found, text[slice(*span)])]
    inside = [p for p in found if p.kind in ("paragraph", "subparagraph")]
    if len(spans) == 1 and not inside:
        return (Paragraph(*spans[0], text[slice(*spans[0])], "the paragraph"),)
    starts = [next((p for p in inside if start <= p.start < end), None) for start, end in spans]
    order = accumulate(int(p is None) for p in starts)
    return tuple(
        Paragraph(start, end, text[start:end], _cited(p, found) if p else f"unnumbered paragraph {n}")
        for (start, end), p, n in zip(spans, starts, order, strict=True)
    )


def _heads(found: Sequence[Provision], words: str) -> bool:
    """Whether the words are the number or heading of an article that begins with them."""
    article = found[0] if found and found[0].kind == "article" else None
    if article is None:
        return False
    plain, heading = _letters(words), _letters(article.heading)
    numbered = _letters(f"article {article.number}")
    return plain in (numbered, heading, numbered + heading)


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _cited(numbered: Provision, found: Sequence[Provision]) -> str:
    """ "paragraph 3 (c) (ii)"."""
    parent = found[numbered.parent] if numbered.parent is not None else None
    if numbered.kind == "paragraph":
        return f"paragraph {numbered.number}"
    above = parent is not None and parent.kind in ("paragraph", "subparagraph")
    return f"{_cited(parent, found) if parent and above else 'subparagraph'} ({numbered.number})"


def _spans(text: str, between: Any) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in (*between.finditer(text), None):
        end = gap.start() if gap else len(text.rstrip())
        if text[at:end].strip():
            yield at, end
        at = gap.end() if gap else end


def checked(base: str, given: Iterable[Any]) -> list[dict[str, Any]]:
    """Stances as they are stored, in the order of the text. Each of `given` names `stance` and where it `start`s.

    Raises `BadInput` for one that names no paragraph of `base`, an unknown stance, or a paragraph twice.
    """
    there = {p.start: p for p in paragraphs(base)}
    found: dict[int, Stance] = {}
    for one in given:
        start, stance = one.get("start"), one.get("stance")
        if start not in there:
            raise BadInput("no paragraph of the text begins there", Where("stances", "unknown paragraph", str(start)))
        if stance not in OnParagraph.values:
            known = ", ".join(OnParagraph.values)
            raise BadInput(f"a stance on a paragraph is one of: {known}", Where("stances", "unknown", str(stance)))
        if start in found:
            raise BadInput("two stances on one paragraph", Where("stances", "twice", there[start].cited))
        paragraph = there[start]
        found[start] = Stance(stance, paragraph.start, paragraph.end, paragraph.words, paragraph.cited)
    return [asdict(found[start]) for start in sorted(found)]


def carried(stances: Sequence[dict[str, Any]], before: str, after: str) -> list[tuple[dict[str, Any], Followed]]:
    """Where the paragraph of each stance on `before` is in `after`, or what stands in its place there."""
    spans = [Span(s["start"], s["end"]) for s in stances]
    return list(zip(stances, follow(before, after, spans), strict=True))


def moved(stances: Sequence[dict[str, Any]], before: str, after: str) -> list[dict[str, Any]]:
    """Stances on `before` measured against `after`: their paragraphs stand there word for word.

    Raises `NothingChanged`, naming the others, where a paragraph was reworded or is gone.
    """
    found = carried(stances, before, after)
    lost = [s["cited"] for s, at in found if at.fate is Fate.CHANGED]
    if lost:
        raise NothingChanged(
            f"the text of {', '.join(lost)} has changed: take the stance on it back first, or state it on the new text"
        )
    return checked(after, [{"stance": s["stance"], "start": at.span.start} for s, at in found])


def corrected(stances: Sequence[dict[str, Any]], before: str, after: str) -> list[dict[str, Any]]:
    """Stances on `before` as they are on `after`, which only corrects it: on the paragraphs as they now read."""
    there = paragraphs(after)
    found: dict[int, str] = {}
    for said, at in carried(stances, before, after):
        on = next((p for p in there if p.start < max(at.span.end, at.span.start + 1) and at.span.start < p.end), None)
        if on:
            found.setdefault(on.start, said["stance"])
    return checked(after, [{"stance": stance, "start": start} for start, stance in found.items()])


def without_deleted(words: str, stances: Iterable[dict[str, Any]]) -> str:
    """`words` without the paragraphs that `stances` delete. Raises `BadInput` where one was reworded beside it."""
    for one in (s for s in stances if s["stance"] == OnParagraph.DELETES):
        there = [p for p in paragraphs(words) if p.words == one["words"]]
        if len(there) != 1:
            raise BadInput(
                f"{one['cited']} is to be deleted, and the wording of the draft has it in other words",
                Where("stances", "reworded", one["cited"]),
            )
        start, end = there[0].start, there[0].end
        gap = len(words[end:]) - len(words[end:].lstrip())
        words = (words[:start] + words[end + gap :]) if words[end:].strip() else words[:start].rstrip()
    return words
