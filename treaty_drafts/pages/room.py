"""The pages of the drafting room: what stands in it, and the next revision as it would make it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import access, comparison, drafting_room, finding, rolling, room_revision
from ..errors import BadInput, NotAllowed, Refused
from ..models import DraftingRoom, Instrument, Provision, hash_of
from . import redline
from .consolidate import drawn


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """The room, provision by provision; sent, it is opened."""
    instrument, seat = finding.preparing(request.user, pk)
    if request.method == "POST":
        prepare = request.POST.get("start") == "prepare"
        drafting_room.open_room(instrument=instrument, by=seat, at=timezone.now(), prepare=prepare)
        return redirect("room", pk=pk)
    found = access.rooms(seat).filter(instrument=instrument).select_related("start", "instrument__negotiation").first()
    shown = {
        "negotiation": seat.negotiation,
        "instrument": instrument,
        "seat": seat,
        "text": rolling.current(instrument),
    }
    return render(request, "room.html", shown | (_inside(found) if found else {}))


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the text of a provision in the room, or of a new one."""
    found, seat = finding.room(request.user, pk)
    provision, after = (_named(found.instrument, request.POST.get(field)) for field in ("provision", "after"))
    made = drafting_room.begin(room=found, by=seat, at=timezone.now(), provision=provision, after=after)
    return redirect("draft", pk=made.pk)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry the room forward to the text that stands, or to a prepared one."""
    found, seat = finding.room(request.user, pk)
    now = timezone.now()
    if request.POST.get("to") == "prepare":
        to = drafting_room.prepared(instrument=found.instrument, by=seat, at=now)
    else:
        to = finding.one(access.rolling_texts(seat).filter(instrument=found.instrument), pk=_id(request.POST.get("to")))
    left = drafting_room.move(room=found, to=to, by=seat, at=now)
    what = f"The room stands on {to.called} now."
    if left:
        messages.warning(request, f"{what} Some words were changed there and here: settle them, marked below.")
    else:
        messages.success(request, f"{what} Its words are carried forward.")
    return redirect("room", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The next revision as the room makes it; sent back with the confirmation, it is published."""
    found, seat = finding.room(request.user, pk)
    shown = {"negotiation": seat.negotiation, "instrument": found.instrument, "seat": seat, "room": found}
    now = timezone.now()
    try:
        if request.method == "POST" and request.POST.get("confirm") == "yes":
            if not seat.chairs:
                raise NotAllowed("only the chair publishes a revision")
            made = room_revision.publish(
                room=found, text_hash=request.POST.get("text_hash", ""), by=seat, at=now, dated=now.date(),
                symbol=request.POST.get("symbol", "")[:100],
            )  # fmt: skip
            messages.success(request, f"{made.label} is published. The drafting room is closed.")
            return redirect("negotiation", slug=seat.negotiation.slug)
        look = room_revision.look(room=found, by=seat, at=now)
    except Refused as refused:
        return render(request, "room_publish.html", shown | {"refused": refused}, status=refused.status)
    labels = {one.state.provision_id: one.state.label for one in look.revision.provisions}
    carried = [(labels[c.version.proposal.provision_id], c) for c in look.carried]
    more = {"carried": carried, "look": look, "revision": look.revision, "provisions": drawn(look.revision)}
    return render(request, "room_publish.html", shown | more | {"unconfirmed": request.method == "POST"})


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the room up, if the person says so."""
    found, seat = finding.room(request.user, pk)
    if request.POST.get("confirm") != "yes":
        messages.error(request, "The room stays: say that all that was written in it is to be given up.")
        return redirect("room", pk=pk)
    drafting_room.give_up(room=found, text_hash=request.POST.get("text_hash", ""), by=seat)
    messages.success(request, "The drafting room is closed; what was written in it is gone.")
    return redirect("negotiation", slug=seat.negotiation.slug)


@login_required
@require_safe
def written(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was written in the room, to keep."""
    found, seat = finding.room(request.user, pk)
    content = drafting_room.written(found, drafting_room.drafts(found))
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{seat.negotiation.slug}-drafting-room.txt"'
    return response


def _inside(room: DraftingRoom) -> dict[str, object]:
    """Each provision with its words in the room, and how they differ from the text that stands."""
    last = rolling.current(room.instrument)
    before = {s.provision_id: s.text for s in last.provisions.all()} if last else {}
    drafts = list(drafting_room.drafts(room))
    of = {d.provision_id: d for d in drafts if d.provision_id}
    agreed = rolling.agreed(room.instrument)
    rows = []
    for state in room.start.provisions.select_related("provision"):
        draft = of.pop(state.provision_id, None)
        words, was = draft.text if draft else state.text, before.get(state.provision_id, "")
        compared = comparison.compare(was, words) if words.rstrip() != was.rstrip() else None
        rows.append({
            "state": state, "draft": draft, "agreed": str(state.provision_id) in agreed,
            "changed": bool(draft and drafting_room.changed(draft)), "moved": bool(draft and rolling.has_moved(draft)),
            "gone": not words.strip(), "changes": len(compared.changes) if compared else 0,
            "lines": redline.folded(redline.inline(compared)) if compared else [],
        })  # fmt: skip
    targets = drafting_room.targets(room)
    return {
        "room": room, "rows": rows, "new": [d for d in drafts if not d.provision_id], "left": list(of.values()),
        "changed": sum(bool(row["changed"]) for row in rows), "overtaken": room.start not in targets,
        "targets": [t for t in targets if t != room.start],
        "text_hash": hash_of(drafting_room.written(room, drafts)),
    }  # fmt: skip


def _named(instrument: Instrument, sent: str | None) -> Provision | None:
    return instrument.provisions.filter(pk=_id(sent)).first() if sent else None


def _id(sent: str | None) -> UUID:
    try:
        return UUID(sent or "")
    except ValueError:
        raise BadInput("choose one of the list") from None
