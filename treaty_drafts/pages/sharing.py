"""Joint drafts: invite a delegation to a draft, answer an invitation, leave, take a copy."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import access, finding, rolling, sharing
from ..access import Seat
from ..errors import BadInput, Where
from ..models import Draft, Sharing

State = Sharing.State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part of a draft's page about who drafts it; sent, another delegation is invited."""
    if request.method == "POST":
        return _invite(request, pk)
    draft, seat = finding.draft(request.user, pk)
    return render(request, "parts/sharing.html", {"draft": draft, "seat": seat, **beside(draft, seat)})


def _invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    draft, seat = finding.own_draft(request.user, pk)
    delegation = finding.party(seat, request.POST.get("delegation", ""))
    sharing.invite(draft=draft, delegation=delegation, by=seat, at=timezone.now())
    messages.success(request, f"{delegation.name} is invited. It sees nothing of the draft until it accepts.")
    return redirect(reverse("draft", args=[pk]) + "#sharing")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An invitation to a draft of another delegation: who, and on which provision; answered, or the sharing ended."""
    found, seat = finding.sharing(request.user, pk)
    if request.method == "POST":
        return _answered(request, found, seat)
    draft = found.draft
    beside = draft.provision or draft.after
    shown = {
        "negotiation": seat.negotiation, "instrument": draft.instrument, "seat": seat, "found": found, "draft": draft,
        "place": rolling.state(beside) if beside else None, "own": seat.speaks_for(found.delegation),
    }  # fmt: skip
    return render(request, "sharing.html", shown)


def _answered(request: HttpRequest, found: Sharing, seat: Seat) -> HttpResponse:
    what, owner = request.POST.get("answer", ""), found.draft.delegation
    if what == "accept":
        sharing.accept(sharing=found, by=seat, at=timezone.now())
        messages.success(request, f"{found.delegation.name} drafts this with {owner.name} from now on.")
        return redirect("draft", pk=found.draft_id)
    if what != "end":
        raise BadInput("say what is to be done", Where("answer", "is one of accept, end"))
    messages.success(request, _told(sharing.end(sharing=found, by=seat, at=timezone.now()), owner.name))
    if seat.speaks_for(owner):
        return redirect(reverse("draft", args=[found.draft_id]) + "#sharing")
    return redirect("negotiation", slug=seat.negotiation.slug)


def _told(ended: Sharing, owner: str) -> str:
    """What has ended, and who learns of that."""
    name, left = ended.delegation.name, ended.ended_by_id == ended.delegation_id
    if ended.joined_at:
        seen = "Whoever drafts it now finds that in the draft’s history; nobody else learns of it."
        what = (
            f"{name} has left the draft."
            if left
            else f"{name} no longer sees the draft; where it is open there, it closes."
        )
        return f"{what} {seen}"
    if left:
        return f"{name} has declined. {owner} is told so; nobody else learns of it."
    return f"The invitation is taken back. {name} no longer finds it; nobody else learns of it."


@login_required
@require_POST
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the words of a joint draft into a draft of one's own."""
    draft, seat = finding.draft(request.user, pk)
    delegation = finding.delegation(seat, request.POST.get("delegation", ""))
    if own := sharing.in_the_way(draft, delegation):
        messages.warning(request, f"Nothing is copied: {delegation.name} has this draft on the provision already.")
        return redirect("draft", pk=own.pk)
    made = sharing.copy(draft=draft, delegation=delegation, by=seat, at=timezone.now())
    messages.success(request, f"This draft is private to {delegation.name}.")
    return redirect("draft", pk=made.pk)


def beside(draft: Draft, seat: Seat) -> dict[str, object]:
    """With whom a draft is shared, as the person at it may know; and who may be invited by its own delegation."""
    holders = access.holders([draft])[draft.pk]
    joined_for = [d for d in holders[1:] if d in seat.delegations]
    owns = seat.speaks_for(draft.delegation)
    sharings = access.sharings(seat).filter(draft=draft).exclude(state=State.ENDED).select_related("delegation")
    there = {draft.delegation_id, *(s.delegation_id for s in sharings)}
    may_share = owns and not draft.delegation.is_chair
    others = [d for d in seat.negotiation.parties if d.pk not in there] if may_share else []
    return {
        "owns": owns, "sharings": sharings, "may_invite": others, "sharing_told": sharing.told(draft, seat),
        "joined_for": joined_for, "copies": [(d, sharing.in_the_way(draft, d)) for d in joined_for],
    }  # fmt: skip
