"""The page of the whole text as one delegation would have it, with what differs from the base marked, or plain."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import comparison, finding, rolling, settled_words
from ..access import Seat
from ..errors import NotThere
from ..models import Delegation
from ..settled_words import SettledWords
from ..text_of import Part, text_of
from . import drawing, redline

VIEWS = {"marked": "Changes marked", "plain": "Plain"}


@login_required
@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text that stands with what a delegation has on the table in its place; of nobody named, of the first one."""
    instrument, seat = finding.instrument(request.user, pk)
    if not seat.sees_proposals:
        raise NotThere
    delegation = _chosen(seat, request.GET.get("delegation"))
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "marked"
    parts = text_of(instrument=instrument, delegation=delegation) if delegation else ()
    drawn, changes = _drawn(parts, seat.negotiation.names, marked=view == "marked")
    shown = {
        "negotiation": seat.negotiation,
        "instrument": instrument,
        "seat": seat,
        "text": rolling.current(instrument),
        "parties": seat.negotiation.parties,
        "delegation": delegation,
        "views": VIEWS,
        "view": view,
        "parts": drawn,
        "changes": changes,
        "own": sum(part.version is not None for part in parts),
        "waiting": [part for part in parts if part.waiting],
        "settled": sum(len(part.settled) for part in parts),
    }
    return render(request, "text_of.html", shown)


def _chosen(seat: Seat, code: str | None) -> Delegation | None:
    """The delegation that is asked for, or else the person's own, or else the first."""
    if code:
        return finding.party(seat, code)
    return next(iter(seat.parties), None) or seat.negotiation.parties.first()


def _drawn(parts: tuple[Part, ...], names: dict[str, str], *, marked: bool) -> tuple[list[dict[str, Any]], int]:
    """Each provision as lines, and how many changes there are in all; the changes are numbered through."""
    drawn, changes = [], 0
    for part in parts:
        compared = comparison.compare(part.base, part.text)
        if marked and compared.changes:
            lines = redline.inline(compared, behind=changes, marked=_marked(part.settled, names))
        elif part.text:
            there = settled_words.moved(part.settled, part.base, part.text)
            lines = drawing.lines(part.text, names=names, marked=_marked(there, names))
        else:
            continue
        changes += len(compared.changes)
        settled = drawing.settled_words(part.settled, names)
        heading = drawing.headed(part.text or part.base)
        drawn.append({"part": part, "lines": lines, "heading": heading, "settled": settled})
    return drawn, changes


def _marked(settled: Sequence[SettledWords], names: dict[str, str]) -> drawing.Marked:
    return [(one.at, drawing.settled(one.had, names)) for one in settled if one.at]
