"""The comments beside a private draft: read, added, answered, resolved."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import access, commenting, finding
from ..access import Seat
from ..errors import NothingChanged, NotThere, Refused
from ..live import remarks
from ..models import Comment, Draft
from ..text import with_plain_line_ends
from .sent import number


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The comments on a draft; one that is sent is added."""
    sent = {name: _plain(request, name) for name in ("said", "words", "start", "end")}
    begins = number(request.POST["begins"]) if "begins" in request.POST else None
    try:
        draft, seat = finding.worded(request.user, pk)
    except NotThere:
        return _gone(request, sent["said"])
    if request.method == "POST":
        try:
            commenting.comment(draft=draft, by=seat, at=timezone.now(), begins=begins, **sent)
        except Refused as refused:
            return _refused(request, draft, seat, refused, typed=sent)
    return _shown(request, draft, seat)


@login_required
@require_POST
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a comment, resolve it, or take it up again."""
    said = _plain(request, "said")
    try:
        found, seat = finding.comment(request.user, pk)
    except NotThere:
        return _gone(request, said)
    try:
        _done(request, found, said, seat)
    except NothingChanged:  # somebody else was first: it stands as it was to stand
        return _shown(request, found.draft, seat)
    except Refused as refused:
        return _refused(request, found.draft, seat, refused, typed={"said": said}, about=found)
    return _shown(request, found.draft, seat)


def _done(request: HttpRequest, found: Comment, said: str, seat: Seat) -> None:
    if "resolve" in request.POST:
        commenting.resolve(comment=found, by=seat, at=timezone.now())
    elif "reopen" in request.POST:
        commenting.reopen(comment=found)
    else:
        commenting.answer(to=found, said=said, by=seat, at=timezone.now())


def _plain(request: HttpRequest, name: str) -> str:
    return with_plain_line_ends(request.POST.get(name, ""))  # the browser counts a line end as one character


def _shown(request: HttpRequest, draft: Draft, seat: Seat) -> HttpResponse:
    """The comments alone for a page that is there; after a form without scripts, the page again."""
    if request.method == "POST" and not _swaps(request):
        return _back(draft)
    return render(request, "parts/comments.html", _beside(draft, seat))


def _refused(
    request: HttpRequest, draft: Draft, seat: Seat, refused: Refused, *, typed: dict[str, str],
    about: Comment | None = None,
) -> HttpResponse:  # fmt: skip
    """The comments as they are now, with why not and what was typed: nobody is taken away from the draft for it."""
    if not _swaps(request):
        kept = f" You wrote: {typed['said']}" if typed["said"].strip() else ""
        messages.error(request, f"Not added: {refused.what}.{kept}")
        return _back(draft)
    shown = {**_beside(draft, seat), "refused": refused, "typed": typed, "about": about and (about.on_id or about.pk)}
    return render(request, "parts/comments.html", shown, status=refused.status)


def _gone(request: HttpRequest, said: str) -> HttpResponse:
    """The same for whatever is not there; the page that is open stays, and what was typed with it."""
    if not _swaps(request):
        raise NotThere
    return render(request, "parts/comments_gone.html", {"said": said}, status=NotThere.status)


def _swaps(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _back(draft: Draft) -> HttpResponse:
    return redirect(reverse("draft", args=[draft.pk]) + "#comments")


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
