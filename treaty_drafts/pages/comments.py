"""The comments beside a private draft: read, added, answered, resolved."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import access, commenting, finding
from ..access import Seat
from ..errors import EditedMeanwhile
from ..live import remarks
from ..models import Draft
from .sent import number


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The comments on a draft; one that is sent is added."""
    draft, seat = finding.worded(request.user, pk)
    if request.method == "POST":
        sent = {name: request.POST.get(name, "") for name in ("said", "words", "start", "end")}
        begins = number(request.POST["begins"]) if "begins" in request.POST else None
        try:
            commenting.comment(draft=draft, by=seat, at=timezone.now(), begins=begins, **sent)
        except EditedMeanwhile as refused:  # shown as it would be swapped in, so that what was written is not lost
            return render(request, "parts/comments.html", {**_beside(draft, seat), "refused": refused, "typed": sent})
    return _shown(request, draft, seat)


@login_required
@require_POST
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a comment, resolve it, or take it up again."""
    found, seat = finding.comment(request.user, pk)
    if "resolve" in request.POST:
        commenting.resolve(comment=found, by=seat, at=timezone.now())
    elif "reopen" in request.POST:
        commenting.reopen(comment=found)
    else:
        commenting.answer(to=found, said=request.POST.get("said", ""), by=seat, at=timezone.now())
    return _shown(request, found.draft, seat)


def _shown(request: HttpRequest, draft: Draft, seat: Seat) -> HttpResponse:
    """The comments alone for a page that is there; after a form without scripts, the page again."""
    if request.method == "POST" and not request.headers.get("HX-Request"):
        return redirect(reverse("draft", args=[draft.pk]) + "#comments")
    return render(request, "parts/comments.html", _beside(draft, seat))


def _beside(draft: Draft, seat: Seat) -> dict[str, object]:
    return {"draft": draft, "whose": whose(draft), **beside(draft, seat)}


def whose(draft: Draft) -> str:
    """The delegations that a draft is private to, in words."""
    *others, last = (d.name for d in access.holders([draft])[draft.pk])
    return f"{', '.join(others)} and {last}" if others else last


def beside(draft: Draft, seat: Seat) -> dict[str, object]:
    """The comments that stand beside a draft: those to be dealt with, and those that are."""
    # first: what comes in between is shown, and asked for once more
    mark = remarks.mark(draft.pk, draft.begins, after=access.after(seat, draft))
    every = list(commenting.threads(draft, seat))
    return {
        "mark": mark,
        "comments": [c for c in every if not c.resolved_at],
        "resolved": [c for c in every if c.resolved_at],
    }
