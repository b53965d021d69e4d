"""The page on which a draft is carried forward: what comes along, and side by side what the drafter settles."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import carrying, comparison, finding, rolling
from ..access import Seat
from ..errors import BadInput, Refused
from ..models import Draft, ProposalKind, hash_of
from ..text import with_line_ends_of
from . import redline
from .drafts import place
from .sent import number

MOST = 10_000  # places that a form settles


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What of a draft carries over to the text that stands; sent back with every place settled, it is carried.

    Nothing is carried that was not shown first: the resulting text, with what was chosen.
    """
    found, seat = finding.worded(request.user, pk)
    if request.method != "POST" or "look" in request.POST:
        return _shown(request, found, seat)
    try:
        if "keep" not in request.POST and _is_unseen(found, request.POST):
            return _shown(request, found, seat, unseen=True)
        carried = carrying.carry(
            draft=found, edition=number(request.POST.get("edition")), state=_state(request.POST),
            by=seat, at=timezone.now(), choices=_choices(request.POST), keep="keep" in request.POST,
        )  # fmt: skip
    except Refused as refused:
        return _shown(request, finding.worded(request.user, pk)[0], seat, refused=refused)
    assert carried.base
    kept = "Your words stand as they were" if "keep" in request.POST else "Look at the wording before you table it"
    messages.success(request, f"Carried forward to {carried.base.rolling_text.label}. {kept}.")
    return redirect("draft", pk=pk)


def _state(sent: QueryDict) -> UUID | None:
    """The text that the choices were made on."""
    try:
        return UUID(sent.get("state", ""))
    except ValueError:
        return None


def _choices(sent: QueryDict) -> list[str]:
    """What was chosen at each place, in their order; empty for what is open."""
    chosen = {number(field[2:]): str(sent[field]) for field in sent if field.startswith("c-")}
    return [chosen.get(n, "") for n in range(1, min(max(chosen, default=0), MOST) + 1)]


def _is_unseen(found: Draft, sent: QueryDict) -> bool:
    """Whether all is settled on the text and the words that were shown, with another result than the one shown."""
    if found.kind == ProposalKind.DELETE:
        return False
    carried, choices = carrying.preview(draft=found), _choices(sent)
    was_shown = carried.state.pk == _state(sent) and found.edition == number(sent.get("edition"))
    complete = len(choices) == len(carried.to_settle) and all(choices)
    return was_shown and complete and sent.get("seen") != hash_of(carrying.settled(carried, choices))


def _shown(
    request: HttpRequest, found: Draft, seat: Seat, *, refused: Refused | None = None, unseen: bool = False
) -> HttpResponse:
    shown = {**place(found, seat), "refused": refused, "unseen": unseen}
    try:
        carried = carrying.preview(draft=found)
    except Refused as why:
        return render(request, "carrying.html", shown | {"refused": why}, status=why.status)
    # after anything but a place left open or a bracket lost, what was chosen was chosen of other words
    same = carried.state.pk == _state(request.POST) and found.edition == number(request.POST.get("edition"))
    chosen = _choices(request.POST) if same and (refused is None or isinstance(refused, BadInput)) else []
    places = [(one, chosen[n] if n < len(chosen) else "") for n, one in enumerate(carried.to_settle)]
    words = carrying.settled(carried, chosen)
    compared = comparison.compare(with_line_ends_of(rolling.words_for(found, carried.state), ""), words)
    shown |= {
        "carried": carried, "places": places, "open": sum(not choice for _, choice in places), "seen": hash_of(words),
        "lines": redline.folded(redline.inline(compared)), "changes": len(compared.changes),
    }  # fmt: skip
    return render(request, "carrying.html", shown, status=refused.status if refused else 200)
