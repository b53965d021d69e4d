"""The page on which the chair settles the points of a provision one by one; who sees proposals can look on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import finding, rolling, settlements, settling, substance
from ..errors import NotAllowed, NotThere, Refused
from ..settlements import OnTable
from ..settling import Open, open_points
from ..substance import Verdict
from ..text import Site, parse
from . import drawing, sent

MANY = 12  # holders that are named beside a wording; of more, how many there are
AROUND = 160  # characters of the text that are shown on either side of a point


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def points(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is to be settled, and what is settled already; sent back by the chair, one point is settled."""
    provision, seat = finding.provision(request.user, pk)
    if not seat.sees_proposals or rolling.state(provision) is None:
        raise NotThere
    if request.method == "POST":
        if not seat.chairs:
            raise NotAllowed("only the chair settles a point")
        return _settled(request, pk)
    there = settlements.on_table(provision)
    names = provision.instrument.negotiation.names
    text = there.collation.base
    shown = {
        "negotiation": seat.negotiation, "instrument": provision.instrument, "provision": provision, "seat": seat,
        "state": there.state, "points": _points(there, names), "settled": there.settled,
        "agreement": rolling.agreed(provision.instrument).get(str(provision.pk)),
        "lines": drawing.lines(text, names=names) if there.settled else [],
        "left": sum(b.unresolved for b in parse(text).brackets),
    }  # fmt: skip
    return render(request, "settle.html", shown)


@login_required
@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a settled point again."""
    settlement, seat = finding.settlement(request.user, pk)
    if not seat.chairs:
        raise NotAllowed("only the chair opens a settled point again")
    try:
        done = settling.undo(settlement=settlement, by=seat, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"Not opened: {refused.what}.")
    else:
        messages.success(request, f"The point is open again, no. {done.undone_sequence} in the record.")
    return redirect("settle", pk=settlement.state.provision_id)


def _settled(request: HttpRequest, pk: UUID) -> HttpResponse:
    provision, seat = finding.provision(request.user, pk)
    key, chosen = request.POST.get("key", ""), request.POST.get("wording", "")
    open_ = next((o for o in open_points(settlements.on_table(provision)) if o.key == key), None)
    if not chosen:
        messages.error(request, "Not settled: choose a wording, or that nothing stands there.")
        return redirect("settle", pk=pk)
    wordings = [w.text for w in open_.point.wordings] if open_ else []
    n = sent.number(chosen)
    if open_ and chosen != "none" and not 0 <= n < len(wordings):
        messages.error(request, "Not settled: that wording is not on offer at this point.")
        return redirect("settle", pk=pk)
    text = wordings[n] if 0 <= n < len(wordings) else ""
    try:
        made = settling.settle(provision=provision, key=key, text=text, by=seat, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"Not settled: {refused.what}.")
    else:
        messages.success(request, f"Settled for the next revision, no. {made.sequence} in the record.")
    return redirect("settle", pk=pk)


def _points(there: OnTable, names: dict[str, str]) -> list[dict[str, Any]]:
    base, open_ = there.collation.base, open_points(there)
    lines = [
        (
            base[: o.point.span.start].rpartition("\n")[2],
            Site(o.point.wordings),
            base[o.point.span.end :].partition("\n")[0],
            base,
        )
        for o in open_
    ]
    read = substance.at_sites(lines)
    return [_point(there, o, verdicts, names) for o, verdicts in zip(open_, read, strict=True)]


def _point(there: OnTable, one: Open, verdicts: Sequence[Verdict], names: dict[str, str]) -> dict[str, Any]:
    base, span = there.collation.base, one.point.span
    low, high = max(0, span.start - AROUND), min(len(base), span.end + AROUND)
    before = base[low : span.start].rpartition("\n")[2]
    after = base[span.end : high].partition("\n")[0]
    wordings = [
        {
            "text": w.text, "is_base": w.is_base, "chips": [drawing.chip(code, names) for code in w.sigla[:MANY]],
            "more": len(w.sigla[MANY:]),
            "verdict": None if n == 0 or one.point.standing else verdict,
        }
        for n, (w, verdict) in enumerate(zip(one.point.wordings, verdicts, strict=True))
    ]  # fmt: skip
    return {
        "key": one.key, "standing": one.point.standing, "now": span.of(base), "wordings": wordings,
        "before": ("… " if low and len(before) == span.start - low else "") + before,
        "after": after + (" …" if high < len(base) and len(after) == high - span.end else ""),
        "may_go": all(w.text for w in one.point.wordings),
    }  # fmt: skip
