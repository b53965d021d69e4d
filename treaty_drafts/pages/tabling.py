"""The page of tabling: exactly what the others will receive, and what changed where somebody wrote since it was looked at."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import clearance, comparison, finding, history, tabling
from ..access import Seat
from ..errors import EditedMeanwhile, NotAllowed, NotThere, Refused
from ..models import Draft, Version, hash_of, name_of
from ..text import with_plain_line_ends
from . import drafts, redline
from .drawing import Line
from .sent import number


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tabling_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Exactly what the others will receive; sent back with the confirmation, it is tabled."""
    found, seat = finding.own_draft(request.user, pk)
    if request.method != "POST" or request.POST.get("confirm") != "yes":
        return _shown(request, found, seat, unconfirmed=request.method == "POST")
    try:
        version = _tabled(request, found, seat)
    except Refused as refused:
        now, seat = finding.own_draft(request.user, pk)
        return _shown(request, now, seat, why=refused, status=refused.status, **_since(request, now, seat, refused))
    messages.success(request, f"Tabled as version {version.number}, no. {version.sequence} in the record.")
    return redirect("provision", pk=version.proposal.provision_id)


def _tabled(request: HttpRequest, found: Draft, seat: Seat) -> Version:
    return tabling.table(
        draft=found, edition=number(request.POST.get("edition")), by=seat, at=timezone.now(),
        although_moved=request.POST.get("although_moved") == "yes", hash=request.POST.get("hash", ""),
        seq=number(request.POST["seq"]) if "seq" in request.POST else None,
    )  # fmt: skip


def _shown(
    request: HttpRequest, found: Draft, seat: Seat, *, status: int = 200, before: str | None = None, **more: object
) -> HttpResponse:
    shown = {**drafts.place(found, seat), **more}
    try:
        made = tabling.preview(draft=found)
    except Refused as refused:
        return render(request, "tabling.html", {**shown, "refused": refused}, status=refused.status)
    compared = comparison.compare(made.base_text, made.text)
    shown |= {
        "made": made, "lines": redline.inline(compared), "since": _changed(before, found, behind=len(compared.changes)),
        "to_mend": drafts.to_mend(found, made.text), "seen": hash_of(with_plain_line_ends(found.text)),
        "not_cleared": _not_cleared(found, seat), "although_moved": request.POST.get("although_moved") == "yes",
    }  # fmt: skip
    return render(request, "tabling.html", shown, status=status)


def _not_cleared(found: Draft, seat: Seat) -> NotAllowed | None:
    try:
        clearance.check(found, seat)
    except NotAllowed as refused:
        return refused
    return None


def _since(request: HttpRequest, now: Draft, seat: Seat, refused: Refused) -> dict[str, Any]:
    """Who changed the draft since it was looked at, and its words as they were; nothing where that is not why."""
    if not isinstance(refused, EditedMeanwhile):
        return {}
    seen = number(request.POST.get("seq"))
    rows = now.updates.filter(seq__gt=seen) if 0 < seen < now.seq else now.updates.none()
    people = {name_of(row.by) for row in rows.select_related("by").defer("update")} | {name_of(now.edited_by)}
    try:
        before = history.at(now, seen, seat)
    except NotThere:
        return {"who": " and ".join(sorted(people))}
    known = before.text_hash == request.POST.get("hash")
    return {"who": " and ".join(sorted(people)), "before": before.text if known else None}


def _changed(before: str | None, now: Draft, *, behind: int) -> list[Line]:
    """The words that were looked at against those of now; none where they are the same, or are not known."""
    words = with_plain_line_ends(now.text)
    if before in (None, words):
        return []
    return redline.folded(redline.inline(comparison.compare(before or "", words), behind=behind))
