"""Join, confirm and leave as a co-sponsor, from the page of the provision."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import finding, sponsoring
from ..errors import BadInput, Where

SAID = {
    "agree": "Recorded: it is co-sponsored.",
    "confirm": "Recorded: the latest version is co-sponsored too.",
    "end": "It has ended.",
}


@login_required
@require_POST
def sponsor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask to co-sponsor, or invite another delegation."""
    proposal, seat = finding.proposal(request.user, pk)
    delegation = finding.party(seat, request.POST.get("delegation", ""))
    if seat.speaks_for(delegation):
        sponsoring.ask(proposal=proposal, delegation=delegation, by=seat, at=timezone.now())
        messages.success(request, f"{proposal.delegation.name} is asked; nobody else learns of it until it agrees.")
    else:
        sponsoring.invite(proposal=proposal, delegation=delegation, by=seat, at=timezone.now())
        messages.success(request, f"{delegation.name} is invited; nobody else learns of it until it agrees.")
    return redirect("provision", pk=proposal.provision_id)


@login_required
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree, confirm for a later version, or end it."""
    found, seat = finding.sponsorship(request.user, pk)
    what, version, now = request.POST.get("answer", ""), request.POST.get("version", ""), timezone.now()
    if what == "agree":
        sponsoring.agree(sponsorship=found, version=version, by=seat, at=now)
    elif what == "confirm":
        sponsoring.confirm(sponsorship=found, version=version, by=seat, at=now)
    elif what == "end":
        sponsoring.end(sponsorship=found, by=seat, at=now)
    else:
        raise BadInput("say what is to be done", Where("answer", "is one of agree, confirm, end"))
    messages.success(request, SAID[what])
    return redirect("provision", pk=found.proposal.provision_id)
