"""The comments beside a private draft: read, added, answered, resolved."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import commenting, finding
from ..live import remarks
from ..models import Draft


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The comments on a draft; one that is sent is added."""
    draft, seat = finding.draft(request.user, pk)
    if request.method == "POST":
        sent = {name: request.POST.get(name, "") for name in ("said", "words", "start", "end")}
        commenting.comment(draft=draft, by=seat, at=timezone.now(), **sent)
    return _shown(request, draft)


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
    return _shown(request, found.draft)


def _shown(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The comments alone for a page that is there; after a form without scripts, the page again."""
    if request.method == "POST" and not request.headers.get("HX-Request"):
        return redirect(reverse("draft", args=[draft.pk]) + "#comments")
    return render(request, "parts/comments.html", {"draft": draft, **beside(draft)})


def beside(draft: Draft) -> dict[str, object]:
    """The comments that stand beside a draft: those to be dealt with, and those that are."""
    mark = remarks.marks([draft.pk])[draft.pk]  # first: what comes in between is shown, and asked for once more
    every = list(commenting.threads(draft))
    return {
        "mark": mark,
        "comments": [c for c in every if not c.resolved_at],
        "resolved": [c for c in every if c.resolved_at],
    }
