"""Several drafts tabled as one package: seen as the others would receive them, confirmed once; and withdrawn together."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import comparison, finding, packages, tabling
from ..access import Seat
from ..errors import BadInput, Refused, Where
from ..models import Draft
from . import redline
from .drafts import place
from .sent import number


@login_required
@require_POST
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen drafts as the others would receive them; sent back with the confirmation, they are tabled together."""
    instrument, seat = finding.instrument(request.user, pk)
    shown = {"negotiation": seat.negotiation, "instrument": instrument, "seat": seat}
    said = {"title": request.POST.get("title", "")[:200], "note": request.POST.get("note", "")[:5000]}
    try:
        chosen = [finding.draft(request.user, key)[0] for key in _keys(request)]
        if any(d.instrument_id != instrument.pk for d in chosen) or len(chosen) < 2:
            raise BadInput("choose two drafts or more to table as a package", Where("drafts", "too few"))
        if request.POST.get("confirm") == "yes":
            return _tabled(request, chosen, said, seat)
        parts = [_part(d, seat) for d in chosen]
    except Refused as refused:
        return render(request, "package.html", {**shown, **said, "refused": refused}, status=refused.status)
    more = {"parts": parts, "delegation": chosen[0].delegation, "moved": any(p["made"].base_has_moved for p in parts)}
    return render(request, "package.html", {**shown, **said, **more, "unconfirmed": "seen" in request.POST})


def _keys(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(key) for key in request.POST.getlist("drafts")]
    except ValueError:
        raise BadInput("no such draft", Where("drafts", "unknown")) from None


def _part(found: Draft, seat: Seat) -> dict[str, Any]:
    made = tabling.preview(draft=found)
    lines = redline.inline(comparison.compare(made.base_text, made.text))
    return {**place(found, seat), "made": made, "lines": lines}


def _tabled(request: HttpRequest, chosen: list[Draft], said: dict[str, str], seat: Seat) -> HttpResponse:
    seen = [(d, number(request.POST.get(f"edition-{d.pk}"))) for d in chosen]
    made, _ = packages.table(
        drafts=seen, by=seat, at=timezone.now(), although_moved=request.POST.get("although_moved") == "yes", **said
    )
    messages.success(request, f"Tabled as a package, no. {made.sequence} in the record.")
    return redirect("negotiation", slug=seat.negotiation.slug)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a package off the table, if the person says so."""
    found, seat = finding.package(request.user, pk)
    if request.POST.get("confirm") != "yes":
        messages.error(request, "The package stands: say that it is to be withdrawn.")
    else:
        packages.withdraw(package=found, by=seat, at=timezone.now())
        messages.success(request, f"The package “{found.title}” is withdrawn.")
    return redirect("negotiation", slug=seat.negotiation.slug)
