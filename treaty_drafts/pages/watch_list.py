"""A delegation's watch list: put a provision on it, take it off; what changed stands on the negotiation's page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .. import finding, watch_list
from ..errors import NotAllowed


@login_required
@require_POST
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Watch a provision for the person's delegation, or watch it no longer."""
    provision, seat = finding.provision(request.user, pk)
    code = request.POST.get("delegation", "")
    own = next((d for d in seat.parties if d.code == code), None)
    if own is None:
        raise NotAllowed("only drafters keep a watch list, for their own delegation")
    if request.POST.get("act") == "unwatch":
        watch_list.unwatch(provision=provision, delegation=own, by=seat)
        messages.success(request, "It is off your delegation’s watch list.")
    else:
        watch_list.watch(provision=provision, delegation=own, by=seat)
        messages.success(request, f"{own.name} watches it. Nobody outside your delegation sees that.")
    return redirect("provision", pk=pk)
