"""The secretariat enters a text that a delegation handed in; the delegation sees it as the others would, and confirms."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import access, behalf, comparison, finding, rolling
from ..errors import BadInput, NotAllowed, Refused, Where
from ..models import HandedIn, Instrument, ProposalKind, Provision, Role
from . import redline

KINDS = [
    (ProposalKind.AMEND.value, "It changes the provision"),
    (ProposalKind.INSERT.value, "A new provision after it"),
    (ProposalKind.DELETE.value, "The provision is to be deleted"),
]


class EnterForm(forms.Form):
    """A text as it was handed in: for whom, on which provision, its words."""

    delegation = forms.CharField()
    kind = forms.ChoiceField(choices=KINDS)
    provision = forms.UUIDField()
    text = forms.CharField(required=False, strip=False)
    note = forms.CharField(required=False, strip=False, max_length=5000)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a text on behalf of a delegation, and see what has become of those that were entered."""
    instrument, seat = finding.instrument(request.user, pk)
    if Role.SECRETARIAT not in seat.roles:
        raise NotAllowed("only the secretariat enters texts on behalf of delegations")
    text = rolling.current(instrument)
    shown = {
        "negotiation": seat.negotiation, "instrument": instrument, "seat": seat, "parties": seat.negotiation.parties,
        "states": text.provisions.all() if text else [], "kinds": KINDS,
        "entered": access.handed_in(seat).filter(instrument=instrument).select_related("delegation", "base", "after"),
    }  # fmt: skip
    form = EnterForm(request.POST or None, initial={"provision": request.GET.get("provision", "")})
    refused: Refused | None = None
    if request.method == "POST":
        try:
            if not form.is_valid():
                raise BadInput("say for which delegation, on which provision, and what", Where("delegation", "missing"))
            made = behalf.enter(by=seat, at=timezone.now(), **_given(instrument, seat, form))
            messages.success(
                request, f"Entered. {made.delegation.name} sees it among its drafts, and is asked to confirm it."
            )
            return redirect("hand-in", pk=pk)
        except Refused as error:
            refused = error
    status = refused.status if refused else 200
    return render(request, "hand_in.html", {**shown, "form": form, "refused": refused}, status=status)


def _given(instrument: Instrument, seat: access.Seat, form: EnterForm) -> dict[str, Any]:
    sent = form.cleaned_data
    place = Provision.objects.filter(instrument=instrument, pk=sent["provision"]).first()
    if place is None or rolling.state(place) is None:
        raise BadInput("there is no such provision in the text", Where("provision", "unknown"))
    inserts = sent["kind"] == ProposalKind.INSERT
    return {
        "instrument": instrument, "delegation": finding.party(seat, sent["delegation"]), "kind": sent["kind"],
        "text": sent["text"], "note": sent["note"], "provision": None if inserts else place,
        "after": place if inserts else None,
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handed_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was entered for the person's delegation, as the others would receive it; confirmed, it is tabled."""
    found, seat = finding.handed_in(request.user, pk)
    if not seat.speaks_for(found.delegation):
        raise NotAllowed(f"it is for {found.delegation.name} to confirm it")
    if request.method == "POST" and request.POST.get("decline") == "yes":
        behalf.decline(handed_in=found, by=seat)
        messages.success(request, "Declined: nothing was tabled.")
        return redirect("drafts", pk=found.instrument_id)
    if request.method == "POST" and request.POST.get("confirm") == "yes":
        version = behalf.confirm(
            handed_in=found, by=seat, at=timezone.now(), although_moved=request.POST.get("although_moved") == "yes"
        )
        messages.success(request, f"Tabled as version {version.number}, no. {version.sequence} in the record.")
        return redirect("provision", pk=version.proposal.provision_id)
    place = found.base or (rolling.state(found.after) if found.after else None)
    shown = {
        "negotiation": seat.negotiation, "instrument": found.instrument, "seat": seat, "found": found, "place": place,
        "waiting": found.state == HandedIn.State.WAITING,
    }  # fmt: skip
    try:
        made = behalf.preview(handed_in=found)
    except Refused as refused:
        return render(request, "handed_in.html", {**shown, "refused": refused}, status=refused.status)
    lines = redline.inline(comparison.compare(made.base_text, made.text))
    unconfirmed = request.method == "POST"
    return render(request, "handed_in.html", {**shown, "made": made, "lines": lines, "unconfirmed": unconfirmed})
