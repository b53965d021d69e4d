"""The correction pages: choose provisions, set their words right, see what would be corrected, store and publish it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import comparison, correcting, finding, rolling
from ..access import Seat
from ..correcting import Corrected, Corrigendum
from ..errors import NotAllowed, Refused
from ..models import RollingProvision, RollingText, hash_of
from . import drawing, redline, sent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Which provisions, then their words and why; sent back, the correction as it would be, or as it is now stored."""
    instrument, seat = finding.instrument(request.user, pk)
    if not seat.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a correction")
    shown: dict[str, Any] = {"negotiation": seat.negotiation, "instrument": instrument, "seat": seat}
    text = rolling.current(instrument)
    if request.method != "POST":
        return render(request, "correct.html", {**shown, **_form(text, request.GET.getlist("p"), {})})
    wordings = _wordings(request.POST)
    try:
        made = correcting.prepare(instrument=instrument, by=seat, wordings=wordings)
        unconfirmed = sent.unconfirmed(request)
        if request.POST.get("step") in ("save", "publish") and not unconfirmed:
            return _stored(request, made, seat, publish=request.POST["step"] == "publish")
    except Refused as refused:
        form = _form(text, list(wordings), wordings)
        return render(request, "correct.html", {**shown, **form, "refused": refused}, status=refused.status)
    kept = [(key, value) for key, value in request.POST.items() if key.startswith(("text-", "because-"))]
    found = {"made": made, "text_hash": hash_of(made.text), "sent": kept, "provisions": _drawn(made)}
    shown |= {"unconfirmed": unconfirmed, "symbol": request.POST.get("symbol", "")[:100]}
    return render(request, "correction.html", shown | found)


def _form(text: RollingText | None, chosen: list[str], wordings: dict[str, Corrected]) -> dict[str, Any]:
    """The provisions that can be corrected, and for those chosen the words as they are, or as they were sent."""
    states = [s for s in text.provisions.all() if s.base] if text else []
    fields = []
    for state in (s for s in states if str(s.provision_id) in chosen):
        sent = wordings.get(str(state.provision_id), Corrected(state.base, ""))
        fields.append(
            {"state": state, "text": sent.text, "because": sent.because, "proposals": state.base != state.text}
        )
    return {"text": text, "states": states, "fields": fields, "chosen": chosen}


def _wordings(sent: QueryDict) -> dict[str, Corrected]:
    return {
        key[5:]: Corrected(str(words), str(sent.get(f"because-{key[5:]}", "")))
        for key, words in sent.items()
        if key.startswith("text-")
    }


def _drawn(made: Corrigendum) -> list[dict[str, Any]]:
    """The corrected provisions as they would be printed, and as a redline against the last text."""
    names = made.instrument.negotiation.names
    before = {s.provision_id: s for s in made.last.provisions.all()}
    return [_one(before[s.provision_id], s, names) for s in made.states if s.base != before[s.provision_id].base]


def _one(before: RollingProvision, state: RollingProvision, names: dict[str, str]) -> dict[str, Any]:
    compared = comparison.compare(before.text, state.text)
    return {
        "state": state,
        "lines": drawing.lines(state.text, names=names),
        "redline": redline.inline(compared),
        "changes": len(compared.changes),
        "holders": state.collation is not None,
    }


def _stored(request: HttpRequest, made: Corrigendum, seat: Seat, *, publish: bool) -> HttpResponse:
    now = timezone.now()
    text = correcting.save(
        corrigendum=made, by=seat, at=now, dated=now.date(), symbol=request.POST.get("symbol", "")[:100],
        expected_hash=request.POST.get("text_hash", ""), publish=publish,
    )  # fmt: skip
    if publish:
        messages.success(request, f"{text.label} is published: it is the text that stands.")
        return redirect("negotiation", slug=seat.negotiation.slug)
    messages.success(request, "The correction is stored, not published: only the chair and the secretariat see it.")
    return redirect("consolidate", pk=made.instrument.pk)
