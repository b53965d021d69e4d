"""The page on which the chair settles the points of a provision one by one; who sees proposals can look on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import finding, point_by_point, rolling, settlements, settling
from ..access import Seat
from ..errors import NotAllowed, NotThere, Refused
from ..models import Provision, Settlement
from ..point_by_point import Offer, Open
from ..settlements import OnTable
from ..text import parse
from . import drawing, sent

MANY = 12  # holders that are named beside a wording; of more, how many there are


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
        return _settled(request, provision, seat)
    there = settlements.on_table(provision)
    found = point_by_point.on_table(there)
    names = provision.instrument.negotiation.names
    text = there.collation.base
    at = sent.number(request.GET.get("at"))
    numbers = {n.settled.settlement.pk: n for n in found.settled if n.settled}
    shown = {
        "negotiation": seat.negotiation, "instrument": provision.instrument, "provision": provision, "seat": seat,
        "state": there.state, "points": [_point(there, one, names) for one in found.open],
        "said_at": at if at in [one.number for one in found.open] else None,
        "holding": sum(one.holds for one in there.settled),
        "lapsed": sum(not one.holds for one in there.settled),
        "settled": [(one, numbers.get(one.settlement.pk)) for one in there.settled],
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
    provision = settlement.state.provision
    before = point_by_point.numbers(settlements.on_table(provision))
    number = next((n.number for n in before if n.settled and n.settled.settlement == settlement), 0)
    try:
        done = settling.undo(settlement=settlement, by=seat, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"Not opened: {refused.what}.")
        return _at(provision, 0)
    named = f"Point {number}" if number else "The point"
    messages.success(request, f"{named} is open again, no. {done.undone_sequence} in the record.")
    return _at(provision, number)


def _settled(request: HttpRequest, provision: Provision, seat: Seat) -> HttpResponse:
    on_table = settlements.on_table(provision)
    key, chosen = request.POST.get("key", ""), request.POST.get("wording", "")
    open_ = next((o for o in settling.open_points(on_table) if o.key == key), None)
    number = next((n.number for n in point_by_point.numbers(on_table) if open_ and n.point == open_.point), 0)
    if not chosen:
        messages.error(request, "Not settled: choose a wording, or that nothing stands there.")
        return _at(provision, number)
    wordings = [w.text for w in open_.point.wordings] if open_ else []
    n = sent.number(chosen)
    if open_ and chosen != "none" and not 0 <= n < len(wordings):
        messages.error(request, "Not settled: that wording is not on offer at this point.")
        return _at(provision, number)
    text = wordings[n] if 0 <= n < len(wordings) else ""
    try:
        made = settling.settle(provision=provision, key=key, text=text, by=seat, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"Not settled: {refused.what}.")
        return _at(provision, number)
    messages.success(
        request, f"Point {number}: {_done(made)}. Settled for the next revision, no. {made.sequence} in the record."
    )
    then = point_by_point.numbers(settlements.on_table(provision))
    left = [n.number for n in then if n.point and not n.point.passage]
    return _at(provision, next((n for n in left if n > number), left[0] if left else 0))


def _done(made: Settlement) -> str:
    """What a settlement does, in short."""
    text, was = (words.strip() for words in (made.text, made.was))
    if made.text == made.was:
        return f"“{_short(text)}” stays" if text else "nothing stands there"
    if not text:
        return f"“{_short(was)}” goes"
    return f"“{_short(text)}” instead of “{_short(was)}”" if was else f"“{_short(text)}” comes in"


def _short(words: str) -> str:
    every = words.split()
    return words if len(every) <= 12 else f"{' '.join(every[:12])} …"


def _at(provision: Provision, number: int) -> HttpResponse:
    """Back to the page, at a point; what was done is said there."""
    if not number:
        return redirect("settle", pk=provision.pk)
    return HttpResponseRedirect(reverse("settle", kwargs={"pk": provision.pk}) + f"?at={number}#point-{number}")


def _point(there: OnTable, one: Open, names: dict[str, str]) -> dict[str, Any]:
    return {
        "open": one, "key": settling.key_of(there, one.point), "offers": [_offer(o, names) for o in one.offers],
        "may_go": bool(one.offers) and all(o.text for o in one.offers),
        "reserving": [drawing.chip(code, names) for code in one.reserving],
        "bracketing": [drawing.chip(code, names) for code in one.bracketing],
    }  # fmt: skip


def _offer(one: Offer, names: dict[str, str]) -> tuple[Offer, list[Any], int]:
    return one, [drawing.chip(code, names) for code in one.codes[:MANY]], len(one.codes[MANY:])
