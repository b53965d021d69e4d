"""Clearance by the head of delegation: of a draft, and whether it is needed at all."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .. import clearance, finding
from .sent import number


@login_required
@require_POST
def clear(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Clear a draft in the state that was looked at."""
    draft, seat = finding.own_draft(request.user, pk)
    clearance.clear(draft=draft, edition=number(request.POST.get("edition")), by=seat)
    messages.success(request, "Cleared: it can be tabled as it is now. If it is edited, it must be cleared again.")
    return redirect("draft", pk=pk)


@login_required
@require_POST
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the delegation's drafts need clearance."""
    instrument, seat = finding.instrument(request.user, pk)
    delegation = finding.delegation(seat, request.POST.get("delegation", ""))
    needed = clearance.demand(delegation=delegation, needed=request.POST.get("needed") == "yes", by=seat)
    what = "is cleared by its head before it is tabled" if needed.needs_clearance else "can be tabled without clearance"
    messages.success(request, f"From now on, what {delegation.name} drafts {what}.")
    return redirect("drafts", pk=instrument.pk)
