"""Agreed ad referendum, and reopened: the chair's two acts on the page of a provision."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import agreement, finding
from ..errors import NotAllowed, Refused


@login_required
@require_POST
def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a provision as agreed ad referendum in the words that the chair had on the page, if the chair says so."""
    provision, seat = finding.provision(request.user, pk)
    if not seat.chairs:
        raise NotAllowed("only the chair marks a provision as agreed ad referendum")
    state = next((s for s in provision.states.all() if str(s.pk) == request.POST.get("state")), None)
    if request.POST.get("confirm") != "yes" or state is None:
        messages.error(request, "Not marked: say that it is agreed ad referendum in these words.")
        return redirect("provision", pk=pk)
    reserved_by = request.POST.get("reserved_by", "")
    try:
        made = agreement.agree(state=state, by=seat, at=timezone.now(), reserved_by=reserved_by)
    except Refused as refused:
        messages.error(request, f"Not marked: {refused.what}.")
    else:
        messages.success(request, f"Agreed ad referendum, no. {made.sequence} in the record.")
    return redirect("provision", pk=pk)


@login_required
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reopen a provision, with the reason."""
    provision, seat = finding.provision(request.user, pk)
    if not seat.chairs:
        raise NotAllowed("only the chair reopens a provision")
    try:
        done = agreement.reopen(
            provision=provision, because=request.POST.get("because", "")[:2000], by=seat, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, f"Not reopened: {refused.what}.")
    else:
        messages.success(request, f"Reopened, no. {done.reopened_sequence} in the record. What was kept aside counts.")
    return redirect("provision", pk=pk)
