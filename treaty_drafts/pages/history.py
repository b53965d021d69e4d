"""The history of a draft's words: who wrote when, any state against the present one, back to it, names for states."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import comparison, finding, history, sharing
from ..access import Seat
from ..errors import NotThere, Refused
from ..models import Draft
from ..text import with_plain_line_ends
from . import redline
from .drafts import place
from .sent import number


class NameForm(forms.Form):
    name = forms.CharField(max_length=history.LONGEST)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def history_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The history of a draft, and one state of it; sent back, that state is restored or named, or a name taken off."""
    found, seat = finding.worded(request.user, pk)
    seq = number(request.POST.get("seq") or request.GET.get("at"))
    if request.method == "POST":
        try:
            return _done(request, found, seat, seq)
        except Refused as refused:
            return _shown(request, found, seat, seq, refused=refused, status=refused.status)
    return _shown(request, found, seat, seq)


def _done(request: HttpRequest, found: Draft, seat: Seat, seq: int) -> HttpResponse:
    if "restore" in request.POST:
        edition = number(request.POST.get("edition"))
        history.restore(draft=found, seq=seq, edition=edition, by=seat, at=timezone.now())
        messages.success(
            request, f"The words are those of no. {seq} again. What was written since stays in the history."
        )
        return redirect("draft", pk=found.pk)
    if "forget" in request.POST:
        named = finding.checkpoint(request.user, _uuid(request.POST["forget"]))[0]
        history.forget(checkpoint=named)
        messages.success(request, "The name is taken off; the state stays in the history.")
        return redirect("draft-history", pk=found.pk)
    form = NameForm(request.POST)
    made = history.name(
        draft=found, seq=seq, name=form.cleaned_data["name"] if form.is_valid() else "", by=seat, at=timezone.now()
    )
    messages.success(request, f"No. {seq} is called “{made.name}” now.")
    return redirect(reverse("draft-history", args=[found.pk], query={"at": seq}))


def _shown(
    request: HttpRequest, found: Draft, seat: Seat, seq: int, *, status: int = 200, **more: object
) -> HttpResponse:
    state = history.at(found, seq, seat) if seq > 0 else None
    lines = redline.inline(comparison.compare(state.text, with_plain_line_ends(found.text))) if state else []
    shown = {
        "stretches": history.timeline(found, seat),
        "sharing_told": sharing.told(found, seat),
        "shown": state,
        "lines": lines,
    }
    return render(request, "history.html", {**place(found, seat), **shown, **more}, status=status)


def _uuid(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError:
        raise NotThere from None
