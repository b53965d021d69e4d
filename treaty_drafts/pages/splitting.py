"""Paste a text of several provisions: what is found in it is shown first, then becomes one private draft for each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import comparison, finding, rolling, splitting
from ..errors import NotAllowed, Refused
from ..models import ProposalKind
from ..splitting import Part


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """The pasted text; sent, what provisions it holds; confirmed, their drafts."""
    instrument, seat = finding.instrument(request.user, pk)
    if not seat.parties:
        raise NotAllowed("only drafters of a delegation open drafts")
    text = request.POST.get("text", "").replace("\r\n", "\n")
    shown = {"negotiation": seat.negotiation, "instrument": instrument, "seat": seat, "text": text}
    if request.method != "POST":
        return render(request, "split.html", shown)
    try:
        delegation = finding.delegation(seat, request.POST.get("delegation", ""))
        parts = splitting.plan(instrument=instrument, delegation=delegation, text=text, by=seat)
        if request.POST.get("step") == "store":
            made = splitting.store(
                parts=parts, instrument=instrument, delegation=delegation, by=seat, at=timezone.now()
            )
            messages.success(request, f"{len(made)} private draft{'s' * (len(made) > 1)} opened. Nothing is tabled.")
            return redirect("drafts", pk=pk)
    except Refused as refused:
        return render(request, "split.html", {**shown, "refused": refused}, status=refused.status)
    found = {
        "parts": [(p, _changes(p)) for p in parts],
        "new": sum(not p.already for p in parts),
        "delegation": delegation,
    }
    return render(request, "split.html", shown | found)


def _changes(part: Part) -> int:
    """How many changes a part makes to the text that stands; of a new provision, none are counted."""
    base = "" if part.kind == ProposalKind.INSERT else rolling.base_of(part.state)
    return len(comparison.compare(base, part.text).changes) if base else 0
