"""The page of an instrument's brackets: what is to be mended, what is in brackets where, and how many are left."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import finding, notation, rolling
from ..notation import Left, Notation
from ..text import Event, Kind
from .drawing import KINDS

OPEN = (Kind.CONTESTED, Kind.ALTERNATIVE, Kind.OPTION, Kind.PLACEHOLDER)  # as they lie in a bar of the chart
EVENTS = {  # what became of brackets, in the order in which it is told
    Event.BORN: "new",
    Event.REOPENED: "opened again",
    Event.CONTINUED: "as they were",
    Event.NARROWED: "narrower",
    Event.WIDENED: "wider",
    Event.MOVED: "moved",
    Event.RESOLVED: "resolved",
}
TOLD = (Event.BORN, Event.REOPENED, Event.RESOLVED)  # by the chart
ROW = 78  # pixels of the chart for one revision
SHOWN = 200  # findings; the interface gives all of them


@login_required
@require_safe
def brackets(request: HttpRequest, pk: int) -> HttpResponse:
    """The brackets of the text that stands, and the burn-down over the revisions."""
    instrument, seat = finding.instrument(request.user, pk)
    text = rolling.current(instrument)
    shown: dict[str, Any] = {"negotiation": seat.negotiation, "instrument": instrument, "seat": seat, "text": text}
    if text:
        found = notation.findings(text)
        lost = [f for f in found if f.rule.startswith("unbalanced")]
        to_mend = [f for f in found if not f.rule.startswith("unbalanced")]
        shown |= {"lost": lost, "to_mend": to_mend, "shown": SHOWN}
        shown |= _table(notation.notation(text)) | _burn_down(notation.burn_down(instrument))
    return render(request, "brackets.html", shown)


def _table(found: Notation) -> dict[str, Any]:
    """The provisions that have brackets: how many of each kind open there, and how deep they stand."""
    counts: dict[UUID, Counter[Kind]] = {}
    deepest: Counter[UUID] = Counter()
    for place, bracket in found.brackets:
        key = place.provision.pk
        counts.setdefault(key, Counter())[bracket.kind] += 1
        deepest[key] = max(deepest[key], bracket.depth)
    total = sum(counts.values(), Counter())
    kinds = [k for k in KINDS if k in OPEN or total[k]]
    rows = [
        (s, sum(counts[s.pk][k] for k in OPEN), [(KINDS[k][1], counts[s.pk][k]) for k in kinds], deepest[s.pk])
        for s in found.states
        if s.pk in counts
    ]
    return {
        "rows": rows,
        "kinds": [(k, KINDS[k][1], total[k]) for k in kinds],
        "open": sum(total[k] for k in OPEN),
        "deepest": max(deepest.values(), default=0),
        "open_kinds": len(OPEN),
    }


def _burn_down(found: Sequence[Left]) -> dict[str, Any]:
    """The chart, and the same figures as a table."""
    most = max([*(left.open for left in found), 1])
    return {
        "bars": [_bar(left, n, most) for n, left in enumerate(found)],
        "height": ROW * len(found),
        "chart_kinds": [(k, KINDS[k][1]) for k in OPEN],
        "event_words": EVENTS.values(),
        "cut": len(found) == notation.LATEST,
    }


def _bar(left: Left, n: int, most: int) -> dict[str, Any]:
    """One revision in the chart: its parts in per cent of the widest bar, places in pixels."""
    at, parts = 0, []
    for kind in OPEN:
        count = left.kinds.get(kind, 0)
        if count:
            parts.append((kind, f"{100 * at / most:.2f}%", f"{100 * count / most:.2f}%", count))
        at += count
    events = left.events
    return {
        "left": left,
        "parts": parts,
        "text_at": n * ROW + 16,
        "bar_at": n * ROW + 24,
        "events_at": n * ROW + 60,
        "kinds": [(KINDS[k][1], left.kinds.get(k, 0)) for k in OPEN],
        "events": None if events is None else [(words, events.get(e, 0)) for e, words in EVENTS.items()],
        "told": ", ".join(f"{events[e]} {EVENTS[e]}" for e in TOLD if events.get(e)) if events else "",
    }
