"""One flag as pages show it: its words with their brackets, the rest of the sentence, who holds what, and its place."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ..flagged import Flagged
from ..review import Difference, OpenPoint
from ..text import Topic
from . import drawing

LONGEST = 900  # characters of a flag that are shown; its place is one click away


def drawn(
    flag: Flagged, differences: Sequence[Difference], names: dict[str, str], topics: tuple[Topic, ...]
) -> dict[str, Any]:
    """What a template shows of a flag. `differences` are those of the whole instrument, or of its provision."""
    shown = {
        "flag": flag,
        "topic": next(t for t in topics if t.id == flag.topic),
        "chips": [drawing.chip(code, names) for code in flag.holders],
    }
    page = reverse("provision", args=[flag.provision_id])
    if isinstance(flag.point, OpenPoint):
        text = flag.point.provision.text
        before, after = around(text, flag.start, flag.end, 600)
        return shown | {
            "before": before,
            "words": words(flag.words, names),
            "after": after,
            "line": line_of(text, flag.start),
            "place": f"{page}#l{line_of(text, flag.start)}",
        }
    others = [d for d in differences if d.provision_id == flag.provision_id]
    wordings = [
        {"text": r.text, "is_base": r.is_base, "chips": [drawing.chip(code, names) for code in r.sigla]}
        for r in flag.point.site.readings
    ]
    return shown | {
        "before": flag.point.before,
        "words": flag.words or "⁁",
        "after": flag.point.after,
        "wordings": wordings,
        "place": f"{page}#point-{others.index(flag.point) + 1}",
    }


def words(text: str, names: dict[str, str]) -> SafeString:
    """Words with their brackets drawn, the middle left out where they are very many."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} … {text[-LONGEST // 3 :]}"
    return mark_safe("\n".join(line.html for line in drawing.lines(text, names=names)))  # noqa: S308  # escaped there


def around(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and behind a stretch in its paragraph, at most so many characters of it."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[first:start], text[end : last if last >= 0 else len(text)]
    cut = ("… " if len(before) > most else ""), (" …" if len(after) > most else "")
    return cut[0] + before[-most:], after[:most] + cut[1]


def line_of(text: str, at: int) -> int:
    """The line of a provision that the character at `at` is in, counted as the page counts them."""
    return len(f"{text[:at]}x".splitlines())
