"""The consolidation pages: the chair picks, sees the whole next revision against the last, stores and publishes it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import access, comparison, consolidation, corrigendum, finding, next_revision, publishing, rolling, settlements
from ..errors import BadInput, NotAllowed, Refused
from ..models import Instrument, RollingProvision, RollingText, Version, hash_of
from ..next_revision import Choice, NextRevision, Positions
from . import drawing, redline, sent
from .waiting import to_publish

Tabled = dict[str, list[rolling.Tabled]]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consolidate(request: HttpRequest, pk: int, positions: Positions) -> HttpResponse:
    """What is on the table, to pick from; sent back, the next revision as it would be, or as it is now stored."""
    instrument, seat = finding.instrument(request.user, pk)
    if not seat.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a revision")
    shown: dict[str, Any] = {"negotiation": seat.negotiation, "instrument": instrument, "seat": seat}
    if request.method != "POST":
        text = rolling.current(instrument)
        standing = rolling.standing(instrument)
        offered = {
            "text": text,
            "rows": list(_rows(instrument, text, standing)) if text else [],
            "waiting": [(one, corrigendum.of(one)) for one in to_publish(instrument, seat)],
            "agreed": list(_agreed(instrument, text, standing)) if text else [],
            "settled": list(settled(text)) if text else [],
        }
        return render(request, "consolidate.html", shown | offered)
    on_table = rolling.standing(instrument, by_chair=None).values()
    tabled = {str(t.version.pk): t.version for found in on_table for t in found}
    choices = dict(_choices(request.POST, tabled))
    try:
        revision = next_revision.prepare(
            by=seat, instrument=instrument, choices=choices, style=request.POST.get("notation", "un"),
            positions=positions(instrument),
        )  # fmt: skip
        unconfirmed = sent.unconfirmed(request)
        if request.POST.get("step") in ("save", "publish") and not unconfirmed:
            return _stored(request, revision, seat, publish=request.POST["step"] == "publish")
    except Refused as refused:
        return render(request, "next_revision.html", {**shown, "refused": refused}, status=refused.status)
    kept = [(key, value) for key, values in request.POST.lists() for value in values if key[:2] in ("p-", "v-", "no")]
    found = {"revision": revision, "provisions": drawn(revision), "text_hash": hash_of(revision.text), "sent": kept}
    shown |= {"unconfirmed": unconfirmed, "symbol": request.POST.get("symbol", "")[:100]}
    return render(request, "next_revision.html", shown | found)


@login_required
@require_POST
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Release a prepared revision, if the chair says so."""
    text, seat = finding.rolling_text(request.user, pk)
    if request.POST.get("confirm") != "yes":
        messages.error(request, "Not published: say that it is to be published.")
        return redirect("consolidate", pk=text.instrument_id)
    published = publishing.publish(text=text, by=seat, at=timezone.now())
    messages.success(request, f"{published.label} is published.")
    return redirect("negotiation", slug=seat.negotiation.slug)


def _agreed(instrument: Instrument, text: RollingText, tabled: Tabled) -> Iterator[dict[str, Any]]:
    """Each provision that is agreed ad referendum, with how many wordings are kept aside."""
    agreed = rolling.agreed(instrument)
    for state in text.provisions.all():
        key = str(state.provision_id)
        if key in agreed:
            aside = [t.version for t in tabled.get(key, ()) if t.aside]
            yield {"state": state, "agreement": agreed[key], "aside": aside}


def settled(text: RollingText) -> Iterator[tuple[RollingProvision, int, int]]:
    """Each provision with points that the chair settled for the next revision: how many hold, and how many do so no more."""
    made = settlements.of(text)
    for state in text.provisions.select_related("provision__instrument"):
        if any(not s.undone_sequence for s in made.get(str(state.provision_id), ())):
            found = settlements.on_table(state.provision).settled
            yield state, sum(s.holds for s in found), sum(not s.holds for s in found)


def _rows(instrument: Instrument, text: RollingText, tabled: Tabled) -> Iterator[dict[str, Any]]:
    """Each provision with wordings on the table that speak to the text."""
    names = instrument.negotiation.names
    states = {str(s.provision_id): s for s in text.provisions.all()}
    by_chair = rolling.standing(instrument, by_chair=True)
    for key in [*states, *(k for k in tabled | by_chair if k not in states)]:
        current = [t for t in tabled.get(key, ()) if t.current]
        chairs = [t.version for t in by_chair.get(key, ()) if t.current]
        if current or chairs:
            versions = [(t, drawing.chip(t.proposal.delegation.code, names)) for t in current]
            state = states.get(key)
            heading = state.heading if state else drawing.headed([*(t.version for t in current), *chairs][0].text)
            takes = [t.version for t in current if t.version.offers_words] + chairs
            yield {"key": key, "state": state, "heading": heading, "versions": versions, "takes": takes}


def _choices(sent: QueryDict, tabled: dict[str, Version]) -> Iterator[tuple[str, Choice]]:
    """What the form says of each provision: bracket these, leave it as it is, or take that one."""
    for field in sent:
        if not field.startswith("p-"):
            continue
        key, what = field[2:], str(sent[field])
        if what.startswith("take:"):
            yield key, Choice(taken=_version(tabled, what[5:]))
        elif what == "none":
            yield key, Choice(versions=())
        else:
            yield key, Choice(versions=tuple(_version(tabled, v) for v in sent.getlist(f"v-{key}")))


def _version(tabled: dict[str, Version], key: str) -> Version:
    if key not in tabled:
        raise BadInput("one of the wordings was withdrawn or replaced since the page was loaded: choose again")
    return tabled[key]


def drawn(revision: NextRevision) -> list[dict[str, Any]]:
    """The provisions that change, as they would be printed, and as a redline against the last revision."""
    names = revision.instrument.negotiation.names
    before: dict[UUID, RollingProvision] = {s.provision_id: s for s in revision.last.provisions.all()}
    drawn = []
    for one in (p for p in revision.provisions if p.changed):
        last = before.get(one.state.provision_id)
        compared = comparison.compare(last.text if last else "", one.state.text)
        drawn.append(
            {
                "one": one,
                "lines": drawing.lines(one.state.text, names=names),
                "redline": redline.inline(compared),
                "changes": len(compared.changes),
                "settled": sum(p.holds for p in one.points),
                "fallen": sum(not p.holds for p in one.points),
            }
        )
    return drawn


def _stored(request: HttpRequest, revision: NextRevision, seat: access.Seat, *, publish: bool) -> HttpResponse:
    now = timezone.now()
    text = consolidation.save(
        revision=revision, by=seat, at=now, dated=now.date(), symbol=request.POST.get("symbol", "")[:100],
        expected_hash=request.POST.get("text_hash", ""), publish=publish,
    )  # fmt: skip
    if publish:
        messages.success(request, f"{text.label} is published.")
        return redirect("negotiation", slug=seat.negotiation.slug)
    messages.success(request, "Stored, not published: only the chair and the secretariat see it.")
    return redirect("consolidate", pk=revision.instrument.pk)
